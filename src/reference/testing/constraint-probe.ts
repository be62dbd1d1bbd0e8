import type { Json, JsonObject, Schema, Service } from '../../contract/types.js';
import { isObject } from '../json.js';
import type { Place } from '../mutants/build.js';
import type { SchemaSite, Step } from '../mutants/schema-sites.js';
import { schemaSites } from '../mutants/schema-sites.js';
import { contracts, unknownArn } from './client.js';
import { AD_CONFIGURATION, INGEST_CONFIGURATION, PLAYBACK, STORAGE_CONFIGURATION } from './configurations.js';
import { FULL_COMPOSITION } from './full-composition.js';
import { numberedKey } from './keys.js';
import { nearlyValid } from './near-probe.js';

const AD_CONFIGURATION_MEMBERS: JsonObject = {
  ...AD_CONFIGURATION,
  postRollConfiguration: { durationSeconds: 5, enabled: true },
};

const REVOCATION: JsonObject = {
  channelArn: unknownArn('channel'),
  viewerId: 'a',
  viewerSessionVersionsLessThanOrEqualTo: 5,
};

/** A valid input of each operation with every member that constraints are on. */
const FULL: { readonly [operation: string]: JsonObject } = {
  StartComposition: FULL_COMPOSITION,
  StartParticipantReplication: {
    sourceStageArn: unknownArn('stage'),
    destinationStageArn: unknownArn('stage'),
    participantId: 'a',
    reconnectWindowSeconds: 5,
    attributes: { a: 'a' },
  },
  CreateStage: {
    name: 'a',
    tags: { key: 'a' },
    participantTokenConfigurations: [
      { userId: 'a', attributes: { a: 'a' }, duration: 5, capabilities: ['PUBLISH'] },
    ],
    autoParticipantRecordingConfiguration: {
      storageConfigurationArn: '',
      mediaTypes: ['NONE'],
      thumbnailConfiguration: { targetIntervalSeconds: 5, storage: ['LATEST'], recordingMode: 'INTERVAL' },
      recordingReconnectWindowSeconds: 5,
      hlsConfiguration: { targetSegmentDurationSeconds: 5 },
      recordParticipantReplicas: true,
    },
  },
  CreateAdConfiguration: { name: 'a', tags: { key: 'a' }, ...AD_CONFIGURATION_MEMBERS },
  UpdateAdConfiguration: { arn: unknownArn('ad-configuration'), name: 'a', ...AD_CONFIGURATION_MEMBERS },
  ImportPlaybackKeyPair: { name: 'a', tags: { key: 'a' }, publicKeyMaterial: numberedKey(1) },
  ImportPublicKey: { name: 'a', tags: { key: 'a' }, publicKeyMaterial: numberedKey(1) },
  CreateEncoderConfiguration: {
    name: 'a',
    tags: { key: 'a' },
    video: { width: 640, height: 360, framerate: 5, bitrate: 5 },
  },
  CreateStorageConfiguration: { name: 'a', tags: { key: 'a' }, ...STORAGE_CONFIGURATION },
  CreateIngestConfiguration: {
    ...INGEST_CONFIGURATION,
    insecureIngest: true,
    redundantIngest: true,
    name: 'a',
    stageArn: '',
    userId: 'a',
    attributes: { a: 'a' },
    tags: { key: 'a' },
  },
  UpdateIngestConfiguration: {
    arn: unknownArn('ingest-configuration'),
    stageArn: '',
    redundantIngest: true,
  },
  CreateParticipantToken: {
    stageArn: unknownArn('stage'),
    userId: 'a',
    attributes: { a: 'a' },
    duration: 5,
    capabilities: ['PUBLISH'],
  },
  GetStream: { channelArn: unknownArn('channel') },
  GetStreamSession: { channelArn: unknownArn('channel'), streamId: `st-${'a'.repeat(23)}` },
  ListStreamSessions: { channelArn: unknownArn('channel'), maxResults: 5, nextToken: '' },
  ListStreams: { filterBy: { health: 'HEALTHY' }, maxResults: 5, nextToken: '' },
  PutMetadata: { channelArn: unknownArn('channel'), metadata: 'a' },
  StopStream: { channelArn: unknownArn('channel') },
  InsertAdBreak: {
    channelArn: unknownArn('channel'),
    durationSeconds: 5,
    adBreakId: 'a'.repeat(12),
    targetStartAt: '2026-10-28T12:00:00Z',
  },
  StartViewerSessionRevocation: REVOCATION,
  BatchStartViewerSessionRevocation: { viewerSessions: [REVOCATION] },
  CreateRecordingConfiguration: {
    name: 'a',
    tags: { key: 'a' },
    destinationConfiguration: { s3: { bucketName: 'aaa' } },
    recordingReconnectWindowSeconds: 5,
    renditionConfiguration: { renditionSelection: 'NONE', renditions: ['HD'] },
    thumbnailConfiguration: {
      recordingMode: 'INTERVAL',
      targetIntervalSeconds: 5,
      resolution: 'HD',
      storage: ['LATEST'],
    },
  },
};

/**
 * An input that an endpoint with this constraint changed treats differently: valid but for the one member, or just
 * valid at the bound.
 */
export function decidingInput(
  { service, operation }: Place,
  path: string,
  keyword: string,
  family: string,
): JsonObject {
  const contract = contracts.get(service);
  const input = contract?.operations.get(operation)?.input;
  const site = contract && input && schemaSites(contract, input).find((one) => one.path === path);
  if (site === undefined) throw new Error(`${operation} has no ${path}`);
  const full = FULL[operation] ?? only(operation, service, site, input);
  if (keyword === 'required') return without(full, site.steps);
  return put(full, site, site.steps, deciding(site, keyword, family, operation));
}

/** The required members, and the one in question. */
function only(
  operation: string,
  service: Service,
  { steps: [first] }: SchemaSite,
  input: Schema | undefined,
): JsonObject {
  const wanted = [...(input?.required ?? []), first?.to === 'member' ? first.member : ''];
  const values: JsonObject = {
    arn: unknownArn(typeOf(operation)),
    arns: [unknownArn(typeOf(operation))],
    channelArn: unknownArn('channel'),
    stageArn: unknownArn('stage'),
    sourceStageArn: unknownArn('stage'),
    destinationStageArn: unknownArn('stage'),
    sessionId: 'st-0000000000000',
    participantId: 'a',
    resourceArn: unknownArn(service === 'ivs' ? 'channel' : 'stage'),
    tags: { key: 'a' },
    tagKeys: ['key'],
    allowedCountries: ['DE'],
    allowedOrigins: ['null'],
    multitrackInputConfiguration: { enabled: false, policy: 'ALLOW', maximumResolution: 'HD' },
    autoParticipantRecordingConfiguration: FULL.CreateStage?.autoParticipantRecordingConfiguration ?? {},
  };
  return Object.fromEntries(
    wanted.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}

function typeOf(operation: string): string {
  const name = operation.replace(/^(BatchGet|Get|Update|Delete|Stop)/, '').replace('KeyPair', 'Key');
  return name.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function deciding({ schema, path }: SchemaSite, keyword: string, family: string, operation: string): Json {
  if (path.endsWith('allowedCountries[]') && keyword.endsWith('Length')) return 'DE';
  const near = nearlyValid(family, schema, path);
  if (near !== undefined) return near;
  const isEven = /^video\.(width|height)$/.test(path);
  const more = family === 'constraint-tighter' ? 0 : isEven ? 2 : 1;
  switch (keyword) {
    case 'type':
      if (isEven) return '640';
      return schema.type === 'string' ? 1 : 'text';
    case 'enum':
      return 'OTHER';
    case 'pattern':
      if (path === 'streamId') return `st-${'!'.repeat(23)}`;
      return family === 'constraint-tighter'
        ? schema.pattern?.includes('_')
          ? 'aa_'
          : 'aa.'
        : '!!!'.padEnd(schema.minLength ?? 0, '!');
    case 'minLength':
      return 'a'.repeat((schema.minLength ?? 0) - more);
    case 'maxLength':
      return longText(schema, path, (schema.maxLength ?? 0) + more);
    case 'minimum':
      return (schema.minimum ?? 0) - more;
    case 'maximum':
      return (schema.maximum ?? 0) + more;
    case 'minItems':
      return Array.from({ length: (schema.minItems ?? 0) - more }, () => item(path, operation));
    case 'maxItems':
      return Array.from({ length: (schema.maxItems ?? 0) + more }, () => item(path, operation));
    case 'maxProperties':
      return Object.fromEntries(
        Array.from({ length: (schema.maxProperties ?? 0) + more }, (_, at) => [`k${at}`, 'a']),
      );
    default:
      return keyword;
  }
}

function longText({ pattern = '' }: Schema, path: string, length: number): string {
  if (path === 'streamId' || path === 'sessionId') return 'st-'.padEnd(length, '0');
  if (pattern.includes('mediatailor')) return `${PLAYBACK}/`.padEnd(length, '0');
  const type = /:([a-z-]+)\//.exec(pattern)?.[1] ?? (pattern.includes('arn:') ? 'channel' : undefined);
  if (type !== undefined) return unknownArn(type).padEnd(length, '0');
  return path.startsWith('allowedOrigins') ? 'https://'.padEnd(length, 'a') : 'a'.repeat(length);
}

function item(path: string, operation: string): Json {
  if (path === 'arns') return unknownArn(typeOf(operation));
  if (path === 'participantTokenConfigurations') return {};
  if (path.startsWith('mediaTailor') || path.endsWith('thumbnailConfigurations')) return {};
  if (path === 'viewerSessions') return REVOCATION;
  if (path === 'destinations') return {};
  if (path.endsWith('encoderConfigurationArns')) return unknownArn('encoder-configuration');
  if (path === 'tagKeys') return 'key';
  if (path.endsWith('capabilities')) return 'PUBLISH';
  return path.endsWith('storage') ? 'LATEST' : 'NONE';
}

function put(
  value: Json | undefined,
  site: SchemaSite,
  [step, ...rest]: readonly Step[],
  end: Json,
): JsonObject {
  const changed = putAt(
    value,
    [step, ...rest].filter((one) => one !== undefined),
    end,
  );
  if (!isObject(changed)) throw new Error(`${site.path} leads nowhere`);
  return changed;
}

function putAt(value: Json | undefined, [step, ...rest]: readonly Step[], end: Json): Json {
  switch (step?.to) {
    case undefined:
      return end;
    case 'member':
      return {
        ...(isObject(value) ? value : {}),
        [step.member]: putAt(isObject(value) ? value[step.member] : undefined, rest, end),
      };
    case 'items':
      return [putAt(Array.isArray(value) ? value[0] : undefined, rest, end)];
    case 'values':
      return { key: putAt(undefined, rest, end) };
    case 'keys':
      return { [String(end)]: 'a' };
  }
}

function without(full: JsonObject, steps: readonly Step[]): JsonObject {
  const [step, ...rest] = steps;
  if (step?.to !== 'member') return full;
  const { [step.member]: inner, ...others } = full;
  if (rest.length === 0) return others;
  const [next, ...deeper] = rest;
  if (next?.to === 'items' && Array.isArray(inner)) {
    return { ...others, [step.member]: inner.map((one) => (isObject(one) ? without(one, deeper) : one)) };
  }
  return { ...others, [step.member]: isObject(inner) ? without(inner, rest) : {} };
}
