import type { Json, JsonObject } from '../../../contract/types.js';
import { failure } from '../../protocol/answer.js';
import type { Answer, Call } from '../../state/call.js';
import { list, nested, text } from '../../state/json.js';
import { mutantOf, type Place } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES } from '../build/resources.js';

/** What is refused though it is allowed: operations, name, and whether an input has it. */
type Refused = readonly [
  service: Place['service'],
  operations: readonly string[],
  what: string,
  (input: JsonObject) => boolean,
];

const CHANNELS = ['CreateChannel', 'UpdateChannel'];
const POLICIES = ['CreatePlaybackRestrictionPolicy', 'UpdatePlaybackRestrictionPolicy'];

const isAscii = (value: Json | undefined): boolean => /^[ -~]*$/.test(JSON.stringify(value ?? ''));
const origins = (input: JsonObject): string => JSON.stringify(input.allowedOrigins ?? []);

const REFUSED: readonly Refused[] = [
  [
    'ivs',
    CHANNELS,
    'preset-of-ADVANCED_SD',
    ({ type, preset }) => type === 'ADVANCED_SD' && preset !== undefined,
  ],
  [
    'ivs',
    CHANNELS,
    'fragments-without-multitrack',
    (input) =>
      input.containerFormat === 'FRAGMENTED_MP4' &&
      nested(input, 'multitrackInputConfiguration').enabled !== true,
  ],
  ['ivs', POLICIES, 'null-origin', (input) => origins(input).includes('"null"')],
  ['ivs', POLICIES, 'port', (input) => /:\d+"/.test(origins(input))],
  ['ivs', POLICIES, 'http', (input) => origins(input).includes('"http:')],
  [
    'ivs',
    ['CreateRecordingConfiguration'],
    'two-ways-of-storing',
    (input) => list(nested(input, 'thumbnailConfiguration'), 'storage').length > 1,
  ],
  [
    'ivs-realtime',
    ['CreateEncoderConfiguration'],
    'upright',
    (input) => nested(input, 'video').height === 1920,
  ],
  [
    'ivs-realtime',
    ['CreateEncoderConfiguration'],
    'full-hd',
    (input) => nested(input, 'video').width === 1920,
  ],
  ['ivs-realtime', ['CreateIngestConfiguration'], 'rtmp', (input) => input.ingestProtocol === 'RTMP'],
  [
    'ivs-realtime',
    ['CreateIngestConfiguration', 'CreateParticipantToken'],
    'user-id-beyond-ascii',
    ({ userId }) => !isAscii(userId),
  ],
  [
    'ivs-realtime',
    ['CreateIngestConfiguration', 'CreateParticipantToken'],
    'attributes-beyond-ascii',
    ({ attributes }) => !isAscii(attributes),
  ],
];

/** Some that lists of country codes are likely to lack: the newest, the smallest, the last. */
const EASILY_FORGOTTEN = ['SS', 'BQ', 'TV', 'ZW'];

function countryRefused(operation: string): Mutant[] {
  return EASILY_FORGOTTEN.map((code) =>
    mutantOf('country-refused', { service: 'ivs', operation }, [code], `${code} is refused.`, (call, next) =>
      list(call.input, 'allowedCountries').includes(code) ? refusal(call) : next(),
    ),
  );
}

/** Allowed inputs refused, equal names refused. */
export function allowedMutants(): Mutant[] {
  return [
    ...REFUSED.flatMap(([service, operations, what, has]) =>
      operations.map((operation) =>
        mutantOf('allowed-refused', { service, operation }, [what], `${what} is refused.`, (call, next) =>
          has(call.input) ? refusal(call) : next(),
        ),
      ),
    ),
    ...POLICIES.flatMap(countryRefused),
    ...RESOURCE_TYPES.filter(({ create }) => UNSTATED.every((one) => one !== create)).map(uniqueName),
  ];
}

/** Nothing is said of whether these may have equal names; a stream key and a composition have none. */
const UNSTATED = [
  'CreateChannel',
  'CreateStreamKey',
  'ImportPlaybackKeyPair',
  'ImportPublicKey',
  'StartComposition',
  'CreateStage',
  'CreateEncoderConfiguration',
  'CreateIngestConfiguration',
];

function refusal({ contract }: Call, code = 'ValidationException'): Answer {
  return failure(contract, code, 'refused');
}

function uniqueName({ service, create, kind }: (typeof RESOURCE_TYPES)[number]): Mutant {
  const statement = 'A name that another one has is refused.';
  return mutantOf('name-unique', { service, operation: create }, [], statement, (call, next, { store }) => {
    const name = text(call.input, 'name');
    const isTaken = [...store.all(kind, call.region)].some(({ state }) => name !== '' && state.name === name);
    return isTaken ? refusal(call, 'ConflictException') : next();
  });
}
