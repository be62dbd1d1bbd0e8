import type { Mutant } from '../build/mutant.js';

/** Mutants that behave otherwise than the reference endpoint, yet against nothing that any document says. */
interface Freedom {
  readonly mutants: RegExp;
  /** What the documents leave open. */
  readonly reason: string;
}

const FREEDOMS: readonly Freedom[] = [
  {
    mutants:
      /^member-dropped\/ivs\/GetStreamSession\/streamSession\.(channel\.(?!arn$|name$)|recordingConfiguration\.(?!arn$))/,
    reason:
      'no document says which members of the channel and its recording configuration a stream session shows',
  },
  {
    mutants:
      /^member-dropped\/ivs\/GetStreamSession\/streamSession\.ingestConfigurations\..*\.avc(Level|Profile)$/,
    reason:
      'the member is empty where it is not deprecated, and no document says that it is there all the same',
  },
  {
    mutants: /^member-dropped\/ivs\/BatchStartViewerSessionRevocation\/errors\[\]\.message$/,
    reason: 'the message of a batch error is optional, and no document says when it is there',
  },
  {
    mutants: /^member-dropped\/ivs\/BatchGet\w+\/errors\[\]\.message$/,
    reason: 'the message of a batch error is optional, and no document says when it is there',
  },
  {
    mutants: /^page-size-ignored\/ivs\/ListPlaybackRestrictionPolicies$/,
    reason: 'the default page size is 1, and a page may always be shorter than maxResults',
  },
  {
    mutants: /^member-dropped\/ivs\/CreateChannel\/streamKey\.tags$/,
    reason: 'a new stream key has no tags, and no document says that it then shows an empty map',
  },
  {
    mutants: /^default-page-size\/[\w-]+\/List(Recording|Ad|Storage)Configurations\//,
    reason: "the documented default is the account's quota or 100, and no operation tells the quota",
  },
  {
    mutants: /^default-page-size\/[\w-]+\/List(PlaybackKeyPairs|PublicKeys)\//,
    reason: 'an account has at most three, and a page may always be shorter than its limit',
  },
  {
    mutants:
      /^constraint-tighter\/ivs\/CreateRecordingConfiguration\/destinationConfiguration\.s3\/required$/,
    reason: 'no document says what a recording configuration without an S3 destination is',
  },
  {
    mutants: /^never-(?:active|created|updated)\//,
    reason: 'no document says how long a configuration may stay in state CREATING or UPDATING',
  },
  {
    mutants: /^event-lost\/ivs-realtime\/ListParticipantEvents\/PUBLISH_ERROR$/,
    reason: 'a client that knows what its token allows need not try, and then there is no event',
  },
  {
    mutants:
      /^member-dropped\/ivs-realtime\/StartComposition\/composition\.(startTime|destinations\[\]\.(startTime|detail(\.s3)?))$/,
    reason:
      'the answer comes while the composition is starting, and no document says that it shows by then when it began and where it records',
  },
  {
    mutants:
      /^member-dropped\/ivs-realtime\/GetParticipant\/participant\.((browser|os|sdk)(Name|Version)|ispName)$/,
    reason:
      'what is known of the client of a participant is optional, and no document says of which clients it is',
  },
  {
    mutants: /^token-capabilities-default\/ivs-realtime\/CreateStage$/,
    reason:
      'the default capabilities are documented for CreateParticipantToken, not for the configurations of a new stage',
  },
  {
    mutants: /^tokens-reversed\//,
    reason: 'no document says in which order the participant tokens of a new stage come',
  },
  {
    mutants: /^preset-default-missing\/ivs\/UpdateChannel$/,
    reason: 'the default preset is documented for the creation of a channel, not for a change of its type',
  },
  {
    mutants: /^origins-unchecked\/ivs\/\w+\/(empty|wildcard)$/,
    reason: 'no document says whether an empty or a wildcard origin is refused',
  },
];

/** The mutant with the reason why no client can tell it from a conforming endpoint, if there is one. */
export function withReason(mutant: Mutant): Mutant {
  const reason = reasonOf(mutant.id);
  return reason === undefined ? mutant : { ...mutant, equivalent: reason };
}

/** Why no client can tell the mutant of this identifier from a conforming endpoint, if that is so. */
export function reasonOf(id: string): string | undefined {
  return FREEDOMS.find(({ mutants }) => mutants.test(id))?.reason;
}
