import type { Json, JsonObject } from '../contract/types.js';
import { type Call, constrain, type World } from './call.js';
import { notFound } from './fault.js';
import { isObject, list, nested, text, texts } from './json.js';
import type { Entry, Kind } from './store.js';
import { checkOffline } from './stream.js';

const HLS_SECONDS = 2;
const THUMBNAILS: JsonObject = { targetIntervalSeconds: 60, storage: ['SEQUENTIAL'] };

/**
 * The destinations that a request wants, complete and about to start.
 * @throws Fault when they are no channel, no S3 bucket, two of a kind, not there, or a channel that is live
 */
export function requestedDestinations(call: Call, world: World, stage: Entry): JsonObject[] {
  const configurations = list(call.input, 'destinations').filter((one: Json) => isObject(one));
  for (const one of configurations) {
    const isOne = (one.channel === undefined) !== (one.s3 === undefined);
    constrain(call, 'destinations/one', isOne, 'a destination has either a channel or an s3');
  }
  for (const member of ['channel', 's3']) {
    const isSingle = configurations.filter((one) => one[member] !== undefined).length < 2;
    constrain(call, `destinations/${member}`, isSingle, `more than one destination has ${member}`);
  }
  for (const one of configurations) checkReferences(call, world, one);
  return configurations.map((one) => destination(world, stage, one));
}

/** Every resource that a composition uses, but for its stage. */
export function usedArns({ state }: Entry): string[] {
  return list(state, 'destinations')
    .filter((one: Json) => isObject(one))
    .flatMap((one) => references(nested(one, 'configuration')).map(([, arn]) => arn));
}

/** A destination that has begun to send. */
export function started(destination: JsonObject, startTime: string): JsonObject {
  return { ...destination, state: 'ACTIVE', startTime };
}

function references(configuration: JsonObject): (readonly [kind: Kind, arn: string])[] {
  const channel = nested(configuration, 'channel');
  const s3 = nested(configuration, 's3');
  const encoders = [text(channel, 'encoderConfigurationArn'), ...texts(s3, 'encoderConfigurationArns')];
  const all: (readonly [kind: Kind, arn: string])[] = [
    ['channel', text(channel, 'channelArn')],
    ['storage-configuration', text(s3, 'storageConfigurationArn')],
    ...encoders.map((arn) => ['encoder-configuration', arn] as const),
  ];
  return all.filter(([, arn]) => arn !== '');
}

function checkReferences(call: Call, world: World, configuration: JsonObject): void {
  for (const [kind, arn] of references(configuration)) {
    const entry = world.store.find(kind, call.region, arn);
    if (entry === undefined) throw notFound(arn);
    if (kind === 'channel') checkOffline(world, entry);
  }
}

function destination({ identities, attendance }: World, stage: Entry, requested: JsonObject): JsonObject {
  const id = identities.id();
  const configuration = { name: '', ...requested };
  if (requested.s3 === undefined) return { id, state: 'STARTING', configuration };
  const stageId = stage.arn.slice(stage.arn.indexOf('/') + 1);
  const sessionId = attendance.active(stage.arn)?.sessionId ?? identities.id();
  return {
    id,
    state: 'STARTING',
    configuration: { ...configuration, s3: completeS3(nested(requested, 's3')) },
    detail: { s3: { recordingPrefix: `${stageId}/${sessionId}/${id}/composite` } },
  };
}

function completeS3(requested: JsonObject): JsonObject {
  const recording = nested(requested, 'recordingConfiguration');
  const hlsConfiguration = {
    targetSegmentDurationSeconds: HLS_SECONDS,
    ...nested(recording, 'hlsConfiguration'),
  };
  const recordingConfiguration = { format: 'HLS', ...recording, hlsConfiguration };
  const complete = { ...requested, recordingConfiguration };
  if (requested.thumbnailConfigurations === undefined) return complete;
  const thumbnails = list(requested, 'thumbnailConfigurations').filter((one: Json) => isObject(one));
  return { ...complete, thumbnailConfigurations: thumbnails.map((one) => ({ ...THUMBNAILS, ...one })) };
}
