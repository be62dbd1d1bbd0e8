import { reasonOf } from '../../../reference/mutants/schema/indistinguishable.js';
import type { ExchangeMutant } from './exchange.js';

/** Faults against which nothing speaks that any document says. */
interface Freedom {
  readonly mutants: RegExp;
  /** What the documents leave open. */
  readonly reason: string;
}

const FREEDOMS: readonly Freedom[] = [
  {
    mutants: /^page-reversed\/(?!ivs\/ListStreamSessions$)/,
    reason: 'no document says in which order a page holds its entries',
  },
  {
    mutants: /^answer-emptied\/[\w-]+\/Batch\w+\/errors\[\]\.message$/,
    reason: 'the message of a batch error is optional, and no document says when it is there',
  },
  {
    mutants:
      /^answer-emptied\/ivs-realtime\/(?:StartComposition\/composition\.destinations\[\]\.detail|GetParticipant\/participant\.(?:(?:browser|os|sdk)(?:Name|Version)|ispName)$)/,
    reason: 'no document says that it is shown, and nothing is told by an empty value',
  },
  {
    mutants: /^answer-case\/ivs-realtime\/CreateStage\/participantTokens\[\]\.participantId$/,
    reason: 'an identifier in capitals is as good, and this is the only answer that shows it',
  },
];

/** Faults that leave out what a mutant of the reference endpoint leaves out as well. */
const LEAVING_OUT = /^answer-(?:dropped|dropped-at-times)(?=\/)/;

/** What a stream session shows of its channel is free, but not that it shows it at one time and at the next one not. */
const COMES_AND_GOES =
  /^answer-dropped-at-times\/ivs\/GetStreamSession\/streamSession\.(?:channel|recordingConfiguration)\./;

/** The mutant with the reason why no client can tell it from a conforming endpoint, if there is one. */
export function withReason(mutant: ExchangeMutant): ExchangeMutant {
  const { id } = mutant;
  const reason =
    FREEDOMS.find(({ mutants }) => mutants.test(id))?.reason ??
    (LEAVING_OUT.test(id) && !COMES_AND_GOES.test(id)
      ? reasonOf(id.replace(LEAVING_OUT, 'member-dropped'))
      : undefined);
  return reason === undefined ? mutant : { ...mutant, equivalent: reason };
}
