import type { Json } from '../../../contract/types.js';
import { failure } from '../../protocol/answer.js';
import { RESOURCES } from '../../resources/facts.js';
import { isObject, list, nested, text } from '../../state/json.js';
import { changeOperation, mutantOf, type Place, showing, storing, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES } from '../build/resources.js';
import { KEY_IMPORTS } from '../wire/keys.js';

/** Constraints of the prose on one topic, as the endpoint names them when it enforces them. */
interface ProseTopic {
  readonly family: string;
  /** Constraints are called `<topic>/<kind>`. */
  readonly topic: string;
  readonly kinds: readonly string[];
  readonly places: readonly Place[];
}

const CHANNEL_WRITES: readonly Place[] = ['CreateChannel', 'UpdateChannel'].map((operation) => ({
  service: 'ivs',
  operation,
}));
const POLICY_WRITES: readonly Place[] = [
  'CreatePlaybackRestrictionPolicy',
  'UpdatePlaybackRestrictionPolicy',
].map((operation) => ({ service: 'ivs', operation }));
const TAG_RESOURCE: readonly Place[] = [
  { service: 'ivs', operation: 'TagResource' },
  { service: 'ivs-realtime', operation: 'TagResource' },
];
const CREATE_STAGE: Place = { service: 'ivs-realtime', operation: 'CreateStage' };
const UPDATE_STAGE: Place = { service: 'ivs-realtime', operation: 'UpdateStage' };
const CREATE_TOKEN: Place = { service: 'ivs-realtime', operation: 'CreateParticipantToken' };
const CREATE_ENCODER: Place = { service: 'ivs-realtime', operation: 'CreateEncoderConfiguration' };
const CREATE_INGEST: Place = { service: 'ivs-realtime', operation: 'CreateIngestConfiguration' };
const UPDATE_INGEST: Place = { service: 'ivs-realtime', operation: 'UpdateIngestConfiguration' };
const CREATE_RECORDING: Place = { service: 'ivs', operation: 'CreateRecordingConfiguration' };

const PROSE: readonly ProseTopic[] = [
  {
    family: 'multitrack-unchecked',
    topic: 'multitrack',
    kinds: ['type', 'containerFormat', 'policy', 'maximumResolution'],
    places: CHANNEL_WRITES,
  },
  {
    family: 'countries-unchecked',
    topic: 'country',
    kinds: ['lower-case', 'reserved', 'unassigned'],
    places: POLICY_WRITES,
  },
  {
    family: 'origins-unchecked',
    topic: 'origin',
    kinds: ['empty', 'scheme', 'userinfo', 'path', 'query', 'fragment', 'wildcard', 'port', 'host'],
    places: POLICY_WRITES,
  },
  {
    family: 'attributes-unchecked',
    topic: 'attributes',
    kinds: ['size'],
    places: [CREATE_STAGE, CREATE_TOKEN, CREATE_INGEST],
  },
  {
    family: 'video-unchecked',
    topic: 'video',
    kinds: ['width-even', 'height-even', 'pixels'],
    places: [CREATE_ENCODER],
  },
  {
    family: 'metadata-unchecked',
    topic: 'metadata',
    kinds: ['size'],
    places: [{ service: 'ivs', operation: 'PutMetadata' }],
  },
  { family: 'rtmp-unchecked', topic: 'ingest', kinds: ['insecure'], places: [CREATE_INGEST] },
  { family: 'renditions-unchecked', topic: 'renditions', kinds: ['required'], places: [CREATE_RECORDING] },
  { family: 'key-unchecked', topic: 'key', kinds: ['form', 'algorithm', 'curve'], places: KEY_IMPORTS },
  { family: 'key-repeated', topic: 'key', kinds: ['unique'], places: KEY_IMPORTS },
  { family: 'quota-unchecked', topic: 'quota', kinds: ['fixed'], places: KEY_IMPORTS },
  { family: 'destination-unchecked', topic: 'destination', kinds: ['one'], places: [CREATE_RECORDING] },
  { family: 'tag-limit-unchecked', topic: 'tags', kinds: ['limit'], places: TAG_RESOURCE },
  {
    family: 'tag-prefix-unchecked',
    topic: 'tags',
    kinds: ['reserved'],
    places: [
      ...TAG_RESOURCE,
      ...RESOURCE_TYPES.map(({ service, create }) => ({ service, operation: create })),
    ],
  },
];

const CHANNEL_REFERENCES = RESOURCES.filter(({ name }) => name === 'Channel').flatMap(
  ({ references }) => references,
);

/** Constraints that only the prose states, each not enforced; unknown references accepted; tokens broken. */
export function proseMutants(): Mutant[] {
  return [
    ...PROSE.flatMap((topic) => topic.places.flatMap((place) => unchecked(topic, place))),
    ...[CREATE_STAGE, CREATE_TOKEN, CREATE_INGEST].map(fewAttributes),
    ...CHANNEL_WRITES.flatMap((place) =>
      CHANNEL_REFERENCES.map(({ member }) => unknownReference(place, member, 'channel')),
    ),
    unknownStage(CREATE_INGEST),
    unknownReference(UPDATE_INGEST, 'stageArn', 'ingestConfiguration'),
    ...KEY_IMPORTS.map(anyKey),
    ...[CREATE_STAGE, UPDATE_STAGE].map(unknownStorage),
    ...stageTokenMutants(),
    ...[CREATE_STAGE, CREATE_TOKEN].map(wrongExpiry),
    ...['userId', 'attributes', 'duration', 'capabilities'].map(tokenEchoLost),
  ];
}

function unchecked({ family, topic, kinds }: ProseTopic, place: Place): Mutant[] {
  return kinds.map((kind) => {
    const constraint = `${topic}/${kind}`;
    const what = kinds.length > 1 ? [kind] : [];
    return mutantOf(family, place, what, `The constraint ${constraint} is not enforced.`, (call, next) =>
      next({ ...call, unchecked: constraint }),
    );
  });
}

/** Less than the 1,024 bytes that attributes may take. */
const FEW_BYTES = 800;

function fewAttributes(place: Place): Mutant {
  const statement = `Attributes of more than ${FEW_BYTES} bytes are refused.`;
  return mutantOf('attributes-limit-lower', place, [], statement, (call, next) => {
    const answer = next();
    const tokens = [call.input, ...list(call.input, 'participantTokenConfigurations')];
    const sizes = tokens.map((token) =>
      isObject(token) ? Buffer.byteLength(Object.entries(nested(token, 'attributes')).flat().join('')) : 0,
    );
    return answer.error === undefined && Math.max(...sizes) > FEW_BYTES
      ? failure(call.contract, 'ValidationException', statement)
      : answer;
  });
}

/** Neither the model's pattern nor the prose is enforced, each of which alone refuses most of what is no key. */
function anyKey(place: Place): Mutant {
  const statement = 'Whatever is sent as publicKeyMaterial is accepted.';
  return {
    ...mutantOf('key-unchecked', place, ['anything'], statement, (call, next) =>
      next({ ...call, unchecked: 'key/form' }),
    ),
    contract: (contract) =>
      changeOperation(contract, place, (before) => ({
        ...before,
        input: { ...before.input, properties: { ...before.input.properties, publicKeyMaterial: {} } },
      })),
  };
}

/** An unknown stage is refused as invalid here, as no error for it is declared. */
function unknownStage(place: Place): Mutant {
  const statement = 'A stageArn that names nothing is accepted.';
  return mutantOf('unknown-reference-accepted', place, ['stageArn'], statement, (call, next) => {
    const answer = next();
    const stageArn = text(call.input, 'stageArn');
    if (answer.error === undefined || stageArn === '') return answer;
    return showing(next(withInput(call, { stageArn: undefined })), 'ingestConfiguration', { stageArn });
  });
}

function unknownReference(place: Place, member: string, shown: string): Mutant {
  const statement = `A ${member} that names nothing is accepted.`;
  return mutantOf('unknown-reference-accepted', place, [member], statement, (call, next, world) => {
    const answer = next();
    if (answer.error !== 'ResourceNotFoundException') return answer;
    const value = text(call.input, member);
    const accepted = next(withInput(call, { [member]: undefined }));
    return storing(call, accepted, world, shown, () => ({ [member]: value }));
  });
}

function unknownStorage(place: Place): Mutant {
  const member = 'autoParticipantRecordingConfiguration';
  const statement = 'A storageConfigurationArn that names nothing is accepted.';
  return mutantOf(
    'unknown-reference-accepted',
    place,
    ['storageConfigurationArn'],
    statement,
    (call, next) => {
      const answer = next();
      const recording = nested(call.input, member);
      if (answer.error === undefined || text(recording, 'storageConfigurationArn') === '') return answer;
      const accepted = next(withInput(call, { [member]: { ...recording, storageConfigurationArn: '' } }));
      return showing(accepted, 'stage', { [member]: recording });
    },
  );
}

function stageTokenMutants(): Mutant[] {
  const change = (family: string, statement: string, tokens: (all: readonly Json[]) => Json[]): Mutant =>
    mutantOf(family, CREATE_STAGE, [], statement, (_, next) => {
      const answer = next();
      const all = list(answer.body ?? {}, 'participantTokens');
      return all.length === 0
        ? answer
        : { ...answer, body: { ...answer.body, participantTokens: tokens(all) } };
    });
  return [
    change('tokens-lost', 'The answer has one token less than was asked for.', (all) => all.slice(0, -1)),
    change('tokens-reversed', 'The tokens come in reverse order.', (all) => all.toReversed()),
  ];
}

function wrongExpiry(place: Place): Mutant {
  const statement = 'A token expires at the time of the request, whatever its duration.';
  return mutantOf('token-expiry-wrong', place, [], statement, (_, next, { now }) => {
    const answer = next();
    const expirationTime = now().toISOString();
    const expire = (token: Json): Json => (isObject(token) ? { ...token, expirationTime } : token);
    const { participantTokens, ...body } = showing(answer, 'participantToken', { expirationTime }).body ?? {};
    if (participantTokens === undefined) return { ...answer, body };
    return {
      ...answer,
      body: { ...body, participantTokens: list({ participantTokens }, 'participantTokens').map(expire) },
    };
  });
}

function tokenEchoLost(member: string): Mutant {
  const statement = `${member} of a participant token configuration has no effect.`;
  return mutantOf('token-echo-lost', CREATE_STAGE, [member], statement, (call, next) => {
    const without = (one: Json): Json => {
      if (!isObject(one)) return one;
      const { [member]: _, ...rest } = one;
      return rest;
    };
    const configurations = call.input.participantTokenConfigurations;
    if (!Array.isArray(configurations)) return next();
    return next(withInput(call, { participantTokenConfigurations: configurations.map(without) }));
  });
}
