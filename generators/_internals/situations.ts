import fc from 'fast-check';
import { loadResources, resourceNamed } from '../../src/contract/resources.js';
import type { OperationContract } from '../../src/contract/types.js';
import { participantAttributes } from '../inputs/participant-attributes.js';
import type { SchemaOptions } from '../types.js';
import { origin } from '../values/origin.js';
import { publicKeyMaterial } from '../values/public-key-material.js';
import { combined } from './options.js';

/** Options that together make the inputs of an operation valid: one documented combination of members. */
export type Situation = SchemaOptions;

/** What is known of an operation's inputs beyond their schema. */
export interface InputKnowledge {
  /** Holds in every situation. */
  readonly always: SchemaOptions;
  /** At least one; the first is the plainest. */
  readonly situations: readonly [Situation, ...Situation[]];
}

/** Members of a channel that refer to other resources: an ARN that names none is refused. */
const CHANNEL_REFERENCES = (resourceNamed(loadResources('ivs'), 'Channel').references ?? []).map(
  ({ member }) => member,
);

const MULTITRACK = 'multitrackInputConfiguration';

/** Enabled multitrack input, with all that it asks for. */
export const MULTITRACK_ENABLED: Situation = {
  overrides: {
    type: fc.constant('STANDARD'),
    containerFormat: fc.constant('FRAGMENTED_MP4'),
    [`${MULTITRACK}.enabled`]: fc.constant(true),
  },
  require: [
    'type',
    'containerFormat',
    `${MULTITRACK}.enabled`,
    `${MULTITRACK}.policy`,
    `${MULTITRACK}.maximumResolution`,
  ],
  omit: ['preset'],
};

const PRESET: Situation = {
  overrides: {
    type: fc.constantFrom('ADVANCED_SD', 'ADVANCED_HD'),
    [`${MULTITRACK}.enabled`]: fc.constant(false),
  },
  require: ['type'],
};

/** The same for any channel that is updated. */
const UPDATED_PRESET: Situation = { ...PRESET, require: ['type', `${MULTITRACK}.enabled`] };

const CREATE_CHANNEL: InputKnowledge['situations'] = [
  {
    overrides: {
      type: fc.constantFrom('STANDARD', 'BASIC'),
      [`${MULTITRACK}.enabled`]: fc.constant(false),
    },
    omit: ['preset'],
  },
  PRESET,
  MULTITRACK_ENABLED,
];

/**
 * What an update may change depends on the channel. These are valid for any: either none of the members that depend
 * on each other, or so many that the channel's own no longer matter.
 */
const UPDATE_CHANNEL: InputKnowledge['situations'] = [
  { omit: ['type', 'preset', 'containerFormat', MULTITRACK] },
  {
    overrides: { type: fc.constantFrom('STANDARD', 'BASIC'), [`${MULTITRACK}.enabled`]: fc.constant(false) },
    require: ['type', `${MULTITRACK}.enabled`],
    omit: ['preset'],
  },
  UPDATED_PRESET,
  MULTITRACK_ENABLED,
];

/** Presets came together with the channel types that take them. */
function channelSituations(
  { input }: OperationContract,
  [first, ...others]: InputKnowledge['situations'],
): InputKnowledge['situations'] {
  if (input.properties?.preset !== undefined) return [first, ...others];
  return [first, ...others.filter((each) => each !== PRESET && each !== UPDATED_PRESET)];
}

/** `targetIntervalSeconds` goes with INTERVAL alone, and has to come with it where the mode is spelt out. */
function thumbnailSituations(
  configuration: string,
  isIntervalByDefault: boolean,
): InputKnowledge['situations'] {
  const mode = `${configuration}.recordingMode`;
  const interval = `${configuration}.targetIntervalSeconds`;
  return [
    { omit: isIntervalByDefault ? [mode] : [mode, interval] },
    { overrides: { [mode]: fc.constant('DISABLED') }, require: [mode], omit: [interval] },
    { overrides: { [mode]: fc.constant('INTERVAL') }, require: [mode, interval] },
  ];
}

const RENDITIONS = 'renditionConfiguration.renditions';
const SELECTION = 'renditionConfiguration.renditionSelection';
const THUMBNAILS = thumbnailSituations('thumbnailConfiguration', true);
const STANDARD_RENDITIONS: Situation = {
  overrides: { [SELECTION]: fc.constantFrom('ALL', 'NONE') },
  omit: [RENDITIONS],
};
const CUSTOM_RENDITIONS: Situation = {
  overrides: { [SELECTION]: fc.constant('CUSTOM') },
  require: [SELECTION, `${RENDITIONS}[]`],
};

const CREATE_RECORDING_CONFIGURATION: InputKnowledge['situations'] = [
  combined(STANDARD_RENDITIONS, THUMBNAILS[0]),
  ...THUMBNAILS.slice(1).map((thumbnails) => combined(STANDARD_RENDITIONS, thumbnails)),
  ...THUMBNAILS.map((thumbnails) => combined(CUSTOM_RENDITIONS, thumbnails)),
];

const PARTICIPANT_RECORDING = 'autoParticipantRecordingConfiguration';

/** Participants are recorded only where the caller names a storage configuration. */
function stageSituations(options: SchemaOptions): InputKnowledge['situations'] {
  const storage = options.overrides?.[`${PARTICIPANT_RECORDING}.storageConfigurationArn`];
  if (storage === undefined) return [{ omit: [PARTICIPANT_RECORDING] }];
  return thumbnailSituations(`${PARTICIPANT_RECORDING}.thumbnailConfiguration`, false);
}

/** Attributes of at most 1 KB; capabilities at least one, because what an empty list means is not documented. */
function tokenOptions(token: string): SchemaOptions {
  const capabilities = fc.uniqueArray(fc.constantFrom('PUBLISH', 'SUBSCRIBE'), {
    minLength: 1,
    maxLength: 2,
  });
  return {
    overrides: { [`${token}attributes`]: participantAttributes(), [`${token}capabilities`]: capabilities },
  };
}

const POLICY: InputKnowledge = {
  always: { overrides: { allowedOrigins: fc.uniqueArray(origin(), { maxLength: 5 }) } },
  situations: [{}],
};

/** Whole frames per second, which every number format holds exactly. */
const VIDEO: SchemaOptions = { overrides: { 'video.framerate': fc.integer({ min: 1, max: 60 }) } };

/** The longer and the shorter side of a Full HD video. */
const [LONGER, SHORTER] = [1920, 1080];

/** Sides of a video are even, and their product is at most that of a Full HD one; a side that is absent is the default's. */
function frame(width: number, height: number): SchemaOptions {
  const even = (most: number) => fc.integer({ min: 1, max: most / 2 }).map((half) => half * 2);
  return { overrides: { 'video.width': even(width), 'video.height': even(height) } };
}

const CREATE_ENCODER_CONFIGURATION: InputKnowledge['situations'] = [
  // In this one, each side may be as long as any can be without the other one being too long.
  { ...frame(SHORTER, SHORTER), require: ['video.width'] },
  frame(LONGER, SHORTER),
  { ...frame(SHORTER, LONGER), require: ['video.width', 'video.height'] },
];

const CREATE_INGEST_CONFIGURATION: InputKnowledge['situations'] = [
  { overrides: { ingestProtocol: fc.constant('RTMPS') }, require: ['ingestProtocol'] },
  { overrides: { insecureIngest: fc.constant(true) }, require: ['insecureIngest'] },
];

/** Lengths in pixels that suit any video; the model gives no upper limit. */
function pixels(min: number): fc.Arbitrary<number> {
  return fc.integer({ min, max: 200 });
}

const S3 = 'destinations[].s3';

/**
 * Compositions record to S3: a channel is a resource of the other service. Tokens are left to the caller, because a
 * second request with the same one starts no second composition; a layout is a grid or a picture
 * in picture; there is one destination, because two may not be of the same kind.
 */
const START_COMPOSITION: InputKnowledge = {
  always: {
    omit: ['idempotencyToken', 'destinations[].channel'],
    require: [S3],
    single: ['destinations'],
    overrides: {
      'layout.grid.gridGap': pixels(0),
      'layout.pip.gridGap': pixels(0),
      'layout.pip.pipOffset': pixels(0),
      'layout.pip.pipWidth': pixels(1),
      'layout.pip.pipHeight': pixels(1),
      [`${S3}.thumbnailConfigurations[].storage`]: fc.subarray(['SEQUENTIAL', 'LATEST'], { minLength: 1 }),
    },
  },
  situations: [
    { omit: ['layout'] },
    { omit: ['layout.pip'], require: ['layout.grid'] },
    { omit: ['layout.grid'], require: ['layout.pip'] },
  ],
};

/** Page tokens come from earlier answers, and at most one filter goes with a list operation. */
function listKnowledge({ input, pagination }: OperationContract): InputKnowledge {
  const filters = Object.keys(input.properties ?? {}).filter((member) => member.startsWith('filterBy'));
  const one = filters.map((kept) => ({ require: [kept], omit: filters.filter((filter) => filter !== kept) }));
  return {
    always: { omit: pagination === undefined ? [] : [pagination.inputToken] },
    situations: [{ omit: filters }, ...one],
  };
}

/** What is known of the inputs of an operation. Members that a revision lacks may be named. */
export function inputKnowledge(operation: OperationContract, options: SchemaOptions): InputKnowledge {
  switch (operation.operation) {
    case 'CreateChannel':
      return {
        always: { omit: CHANNEL_REFERENCES },
        situations: channelSituations(operation, CREATE_CHANNEL),
      };
    case 'UpdateChannel':
      return {
        always: { omit: CHANNEL_REFERENCES },
        situations: channelSituations(operation, UPDATE_CHANNEL),
      };
    case 'CreatePlaybackRestrictionPolicy':
    case 'UpdatePlaybackRestrictionPolicy':
      return POLICY;
    case 'ImportPlaybackKeyPair':
    case 'ImportPublicKey':
      return { always: { overrides: { publicKeyMaterial: publicKeyMaterial() } }, situations: [{}] };
    case 'CreateRecordingConfiguration':
      return {
        always: { require: ['destinationConfiguration.s3'] },
        situations: CREATE_RECORDING_CONFIGURATION,
      };
    case 'CreateStage':
    case 'UpdateStage':
      return {
        always: tokenOptions('participantTokenConfigurations[].'),
        situations: stageSituations(options),
      };
    case 'CreateParticipantToken':
      return { always: tokenOptions(''), situations: [{}] };
    case 'CreateEncoderConfiguration':
      return { always: VIDEO, situations: CREATE_ENCODER_CONFIGURATION };
    case 'CreateIngestConfiguration':
      return {
        always: { overrides: { attributes: participantAttributes() }, omit: ['stageArn'] },
        situations: CREATE_INGEST_CONFIGURATION,
      };
    case 'StartComposition':
      return START_COMPOSITION;
    case 'UpdateIngestConfiguration':
      return { always: { omit: ['stageArn'] }, situations: [{}] };
    default:
      return listKnowledge(operation);
  }
}
