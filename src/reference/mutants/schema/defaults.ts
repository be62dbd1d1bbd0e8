import { resolve } from '../../../contract/load.js';
import type { Contracts, Json, JsonObject, Service } from '../../../contract/types.js';
import { type KnownResource, RESOURCES } from '../../resources/facts.js';
import type { Call } from '../../state/call.js';
import { isObject, list, nested, text } from '../../state/json.js';
import { mutantOf, type Place, storing, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';

/** Operation → optional member (or `outer.inner`) → a legal value that is not its default. */
type WrongDefaults = { readonly [operation: string]: { readonly [member: string]: Json } };

const WRONG_DEFAULTS: WrongDefaults = {
  CreateChannel: {
    latencyMode: 'NORMAL',
    type: 'BASIC',
    authorized: true,
    insecureIngest: true,
    containerFormat: 'FRAGMENTED_MP4',
  },
  CreatePlaybackRestrictionPolicy: {
    allowedCountries: ['US'],
    allowedOrigins: ['https://example.com'],
    enableStrictOriginEnforcement: true,
  },
  CreateRecordingConfiguration: {
    recordingReconnectWindowSeconds: 60,
    'renditionConfiguration.renditionSelection': 'NONE',
    'thumbnailConfiguration.recordingMode': 'DISABLED',
    'thumbnailConfiguration.targetIntervalSeconds': 30,
    'thumbnailConfiguration.storage': ['LATEST'],
  },
  CreateAdConfiguration: { postRollConfiguration: { enabled: false, durationSeconds: 30 } },
};

const WRONG_REALTIME_DEFAULTS: WrongDefaults = {
  CreateEncoderConfiguration: {
    'video.width': 640,
    'video.height': 480,
    'video.framerate': 60,
    'video.bitrate': 1_000_000,
  },
  CreateIngestConfiguration: { redundantIngest: true },
};

/** Defaults of settings that are wrong only where other settings are sent beside them. */
const WRONG_BESIDE_OTHERS: readonly (readonly [Place, outer: string, inner: string, value: Json])[] = [
  [
    { service: 'ivs', operation: 'CreateRecordingConfiguration' },
    'thumbnailConfiguration',
    'recordingMode',
    'DISABLED',
  ],
  [
    { service: 'ivs', operation: 'CreateRecordingConfiguration' },
    'thumbnailConfiguration',
    'storage',
    ['LATEST'],
  ],
  [{ service: 'ivs-realtime', operation: 'CreateEncoderConfiguration' }, 'video', 'height', 480],
  [{ service: 'ivs-realtime', operation: 'CreateEncoderConfiguration' }, 'video', 'framerate', 60],
  [
    { service: 'ivs-realtime', operation: 'CreateStage' },
    'autoParticipantRecordingConfiguration',
    'recordingReconnectWindowSeconds',
    10,
  ],
];

/** Settings of individual participant recording → a legal value that is not the default. */
const WRONG_RECORDING_DEFAULTS: JsonObject = {
  mediaTypes: ['AUDIO_ONLY'],
  thumbnailConfiguration: { targetIntervalSeconds: 60, storage: ['SEQUENTIAL'], recordingMode: 'INTERVAL' },
  recordingReconnectWindowSeconds: 10,
  hlsConfiguration: { targetSegmentDurationSeconds: 4 },
  recordParticipantReplicas: false,
};

/** Members that tell one kind of a resource from another, with their values and the defaults that may depend on them. */
const ONE_KIND: readonly (readonly [
  Place,
  member: string,
  values: readonly Json[],
  defaults: readonly string[],
])[] = [
  [
    { service: 'ivs', operation: 'CreateChannel' },
    'type',
    ['STANDARD', 'BASIC', 'ADVANCED_SD', 'ADVANCED_HD'],
    ['latencyMode', 'authorized', 'insecureIngest', 'containerFormat'],
  ],
  [
    { service: 'ivs', operation: 'CreateChannel' },
    'latencyMode',
    ['NORMAL', 'LOW'],
    ['type', 'authorized', 'insecureIngest', 'containerFormat'],
  ],
  [
    { service: 'ivs-realtime', operation: 'CreateIngestConfiguration' },
    'ingestProtocol',
    ['RTMP', 'RTMPS'],
    ['redundantIngest'],
  ],
];

const CREATE_CHANNEL: Place = { service: 'ivs', operation: 'CreateChannel' };
const UPDATE_CHANNEL: Place = { service: 'ivs', operation: 'UpdateChannel' };
const CREATE_STAGE: Place = { service: 'ivs-realtime', operation: 'CreateStage' };
const CREATE_TOKEN: Place = { service: 'ivs-realtime', operation: 'CreateParticipantToken' };

/** Documented defaults replaced by something else. */
export function defaultMutants(contracts: Contracts): Mutant[] {
  const plain = [
    ...wrongDefaults('ivs', WRONG_DEFAULTS),
    ...wrongDefaults('ivs-realtime', WRONG_REALTIME_DEFAULTS),
    ...RESOURCES.filter(({ create }) => !NAMED_HERE.has(create?.operation ?? '')).flatMap((one) =>
      wrongNumbers(contracts, one),
    ),
  ];
  const recording = Object.entries(WRONG_RECORDING_DEFAULTS).map(([member, value]) =>
    wrongRecordingDefault(member, value),
  );
  const ofOneKind = ONE_KIND.flatMap(wrongForOneKind);
  const beside = WRONG_BESIDE_OTHERS.map((wrong) => wrongBesideOthers(...wrong));
  return [
    ...plain,
    ...beside,
    ...ofOneKind,
    ...recording,
    ...presetMutants(),
    ...[CREATE_STAGE, CREATE_TOKEN].flatMap(tokenMutants),
  ];
}

const NAMED_HERE = new Set(Object.keys({ ...WRONG_DEFAULTS, ...WRONG_REALTIME_DEFAULTS }));

/** Numbers of a resource that nothing is said of here: each has its largest value as its default. */
function wrongNumbers(contracts: Contracts, { service, create, defaults = {} }: KnownResource): Mutant[] {
  const contract = contracts.get(service);
  const { properties = {} } = contract?.operations.get(create?.operation ?? '')?.input ?? {};
  return Object.entries(defaults).flatMap(([member, value]) => {
    const schema = properties[member];
    if (contract === undefined || schema === undefined || typeof value !== 'number') return [];
    const { maximum = value } = resolve(contract, schema);
    const place = { service, operation: create?.operation ?? '' };
    return maximum === value ? [] : [wrongDefault(place, member, maximum)];
  });
}

function wrongDefaults(service: Service, wrong: WrongDefaults): Mutant[] {
  return Object.entries(wrong).flatMap(([operation, members]) =>
    Object.entries(members).map(([member, value]) => wrongDefault({ service, operation }, member, value)),
  );
}

function wrongDefault(place: Place, path: string, value: Json): Mutant {
  const [outer = '', inner] = path.split('.');
  const statement = `Without ${path}, it is ${JSON.stringify(value)}.`;
  return mutantOf('default-wrong', place, [path], statement, (call, next) => {
    if (inner === undefined)
      return next(call.input[outer] === undefined ? withInput(call, { [outer]: value }) : call);
    const given = call.input[outer] ?? {};
    const isGiven = !isObject(given) || given[inner] !== undefined;
    return next(isGiven ? call : withInput(call, { [outer]: { ...given, [inner]: value } }));
  });
}

function wrongBesideOthers(place: Place, outer: string, inner: string, value: Json): Mutant {
  const statement = `Without ${inner}, it is ${JSON.stringify(value)} where ${outer} has other members.`;
  return mutantOf('default-beside-others', place, [`${outer}.${inner}`], statement, (call, next) => {
    const given = nested(call.input, outer);
    const applies = Object.values(given).some((member) => member !== '') && given[inner] === undefined;
    return next(applies ? withInput(call, { [outer]: { ...given, [inner]: value } }) : call);
  });
}

function wrongForOneKind([place, member, values, defaults]: (typeof ONE_KIND)[number]): Mutant[] {
  const wrong = { ...WRONG_DEFAULTS, ...WRONG_REALTIME_DEFAULTS }[place.operation] ?? {};
  return values.flatMap((value) =>
    defaults.map((name) => {
      const other = wrong[name] ?? null;
      const statement = `Where ${member} is ${String(value)}, ${name} defaults to ${JSON.stringify(other)}.`;
      return mutantOf('default-wrong-for', place, [name, String(value)], statement, (call, next) =>
        next(
          call.input[member] === value && call.input[name] === undefined
            ? withInput(call, { [name]: other })
            : call,
        ),
      );
    }),
  );
}

function wrongRecordingDefault(member: string, value: Json): Mutant {
  const what = `autoParticipantRecordingConfiguration.${member}`;
  const statement = `Without ${what}, it is ${JSON.stringify(value)}.`;
  return mutantOf('default-wrong', CREATE_STAGE, [what], statement, (call, next, world) =>
    storing(call, next(), world, 'stage', (state) => ({
      autoParticipantRecordingConfiguration: {
        ...nested(state, 'autoParticipantRecordingConfiguration'),
        [member]: value,
      },
    })),
  );
}

function presetMutants(): Mutant[] {
  const missing = ['ADVANCED_SD', 'ADVANCED_HD'].map((type) =>
    mutantOf(
      'preset-default-missing',
      CREATE_CHANNEL,
      [type],
      `${type} has no default preset.`,
      (call, next, world) => {
        const applies = call.input.type === type && call.input.preset === undefined;
        return applies ? storing(call, next(), world, 'channel', () => ({ preset: '' })) : next();
      },
    ),
  );
  const wrong = mutantOf(
    'default-wrong',
    CREATE_CHANNEL,
    ['preset'],
    'ADVANCED channels have CONSTRAINED_BANDWIDTH_DELIVERY as their default preset.',
    (call, next) => {
      const applies = text(call.input, 'type').startsWith('ADVANCED_') && call.input.preset === undefined;
      return next(applies ? withInput(call, { preset: 'CONSTRAINED_BANDWIDTH_DELIVERY' }) : call);
    },
  );
  return [...missing, wrong, presetSetOnStandard(), presetKept(), presetNotSet()];
}

function presetSetOnStandard(): Mutant {
  const statement = 'BASIC and STANDARD channels keep a preset that was sent.';
  return mutantOf('preset-kept', CREATE_CHANNEL, [], statement, (call, next, world) => {
    const { preset } = call.input;
    return preset === undefined ? next() : storing(call, next(), world, 'channel', () => ({ preset }));
  });
}

function presetKept(): Mutant {
  const statement = 'A channel that stops being ADVANCED keeps its preset.';
  return mutantOf('preset-kept', UPDATE_CHANNEL, [], statement, (call, next, world) => {
    const before = world.store.findAny(call.region, text(call.input, 'arn'))?.state.preset ?? '';
    const keep = (state: JsonObject): JsonObject => (state.preset === '' ? { preset: before } : {});
    return storing(call, next(), world, 'channel', keep);
  });
}

function presetNotSet(): Mutant {
  const statement = 'A channel that becomes ADVANCED gets no default preset.';
  return mutantOf('preset-default-missing', UPDATE_CHANNEL, [], statement, (call, next, world) => {
    const before = world.store.findAny(call.region, text(call.input, 'arn'))?.state.preset;
    const applies = before === '' && call.input.preset === undefined;
    return applies ? storing(call, next(), world, 'channel', () => ({ preset: '' })) : next();
  });
}

function tokenMutants(place: Place): Mutant[] {
  const inject = (call: Call, member: string, value: Json): Call => {
    const complete = (one: Json): Json =>
      isObject(one) && isAbsent(one[member]) ? { ...one, [member]: value } : one;
    if (place === CREATE_TOKEN)
      return { ...call, input: { ...call.input, ...asObject(complete(call.input)) } };
    const configurations = call.input.participantTokenConfigurations;
    if (!Array.isArray(configurations)) return call;
    return withInput(call, {
      participantTokenConfigurations: list(call.input, 'participantTokenConfigurations').map(complete),
    });
  };
  const one = (family: string, member: string, value: Json): Mutant =>
    mutantOf(family, place, [], `Without ${member}, it is ${JSON.stringify(value)}.`, (call, next) =>
      next(inject(call, member, value)),
    );
  return [
    one('token-duration-default', 'duration', 60),
    one('token-capabilities-default', 'capabilities', ['SUBSCRIBE']),
  ];
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : {};
}
