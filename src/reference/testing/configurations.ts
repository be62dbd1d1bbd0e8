import type { JsonObject } from '../../contract/types.js';
import { unknownArn } from './client.js';
import type { Scribe } from './scribe.js';

/** ARN of a MediaTailor playback configuration, up to its name. */
export const PLAYBACK = 'arn:aws:mediatailor:us-west-2:123456789012:playbackConfiguration';

/** The members that an ad configuration has to have. */
export const AD_CONFIGURATION: JsonObject = {
  mediaTailorPlaybackConfigurations: [{ playbackConfigurationArn: `${PLAYBACK}/one` }],
};

/** An ad configuration with every member, changed in every one. */
export function adConfigurationLife(scribe: Scribe): string {
  const all = {
    name: 'ads',
    postRollConfiguration: { enabled: true, durationSeconds: 20 },
    tags: { a: 'b' },
  };
  const arn = scribe.arn('CreateAdConfiguration', 'adConfiguration', { ...AD_CONFIGURATION, ...all });
  scribe.send('CreateAdConfiguration', AD_CONFIGURATION);
  scribe.send('GetAdConfiguration', { arn });
  scribe.send('UpdateAdConfiguration', { arn });
  for (const change of [
    { name: 'renamed' },
    { mediaTailorPlaybackConfigurations: [{ playbackConfigurationArn: `${PLAYBACK}/two` }] },
    { postRollConfiguration: { enabled: true, durationSeconds: 30 } },
  ]) {
    scribe.send('UpdateAdConfiguration', { arn, ...change });
    scribe.send('GetAdConfiguration', { arn });
  }
  scribe.send('UpdateAdConfiguration', { arn, name: 'half', mediaTailorPlaybackConfigurations: [] });
  scribe.send('GetAdConfiguration', { arn });
  scribe.send('ListAdConfigurations');
  return arn;
}

/** A failover slate configuration with every member, changed in every one. */
export function failoverSlateConfigurationLife(scribe: Scribe): string {
  const seconds = { activationThresholdSeconds: 4, minSlateDisplaySeconds: 5, maxSlateDisplaySeconds: 90 };
  const arn = scribe.arn('CreateFailoverSlateConfiguration', 'failoverSlateConfiguration', {
    ...seconds,
    name: 'slate',
    tags: { a: 'b' },
  });
  scribe.send('CreateFailoverSlateConfiguration');
  scribe.send('GetFailoverSlateConfiguration', { arn });
  scribe.send('UpdateFailoverSlateConfiguration', { arn });
  for (const change of [
    { name: 'renamed' },
    { activationThresholdSeconds: 5 },
    { minSlateDisplaySeconds: 6 },
    { maxSlateDisplaySeconds: 100 },
  ]) {
    scribe.send('UpdateFailoverSlateConfiguration', { arn, ...change });
    scribe.send('GetFailoverSlateConfiguration', { arn });
  }
  scribe.send('UpdateFailoverSlateConfiguration', { arn, name: 'half', maxSlateDisplaySeconds: 1 });
  scribe.send('GetFailoverSlateConfiguration', { arn });
  scribe.send('ListFailoverSlateConfigurations');
  return arn;
}

/** The members that a storage configuration has to have. */
export const STORAGE_CONFIGURATION: JsonObject = { s3: { bucketName: 'bucket' } };

/** A storage configuration with every member, which a stage then uses, and lets go of. */
export function storageConfigurationLife(scribe: Scribe): void {
  const all = { name: 'storage', tags: { a: 'b' }, ...STORAGE_CONFIGURATION };
  const arn = scribe.arn('CreateStorageConfiguration', 'storageConfiguration', all);
  scribe.send('GetStorageConfiguration', { arn });
  scribe.send('ListStorageConfigurations');
  const recording = (storageConfigurationArn: string): JsonObject => ({
    autoParticipantRecordingConfiguration: { storageConfigurationArn },
  });
  const stage = scribe.arn('CreateStage', 'stage', recording(arn));
  scribe.send('UpdateStage', { arn: stage, name: 'renamed' });
  for (const changed of ['', arn]) {
    scribe.send('UpdateStage', { arn: stage, ...recording(changed) });
    scribe.send('GetStage', { arn: stage });
  }
  remove(scribe, 'StorageConfiguration', arn);
}

/** An encoder configuration with every member, and those that the prose forbids. */
export function encoderConfigurationLife(scribe: Scribe): void {
  const video = { width: 640, height: 360, framerate: 25, bitrate: 900_000 };
  const all = { name: 'encoder', tags: { a: 'b' }, video };
  const arn = scribe.arn('CreateEncoderConfiguration', 'encoderConfiguration', all);
  for (const some of [{}, { width: 641 }, { height: 361 }, { width: 1920, height: 1082 }])
    scribe.send('CreateEncoderConfiguration', { video: some });
  scribe.send('CreateEncoderConfiguration');
  scribe.send('GetEncoderConfiguration', { arn });
  scribe.send('ListEncoderConfigurations');
  remove(scribe, 'EncoderConfiguration', arn);
}

/** Members with which an ingest configuration can be made. */
export const INGEST_CONFIGURATION: JsonObject = { ingestProtocol: 'RTMPS' };

/** An ingest configuration with every member, moved from stage to stage. */
export function ingestConfigurationLife(scribe: Scribe): void {
  const [first, second] = [scribe.arn('CreateStage', 'stage'), scribe.arn('CreateStage', 'stage')];
  const create = (input: JsonObject): string =>
    scribe.arn('CreateIngestConfiguration', 'ingestConfiguration', { ...INGEST_CONFIGURATION, ...input });
  const arn = create({
    name: 'ingest',
    stageArn: first,
    userId: 'user',
    attributes: { a: 'b' },
    redundantIngest: true,
    tags: { a: 'b' },
  });
  create({});
  create({ ingestProtocol: 'RTMP' });
  create({ ingestProtocol: 'RTMP', insecureIngest: true });
  for (const size of [900, 1024]) create({ attributes: { a: 'x'.repeat(size) } });
  scribe.send('GetIngestConfiguration', { arn });
  scribe.send('ListIngestConfigurations');
  scribe.send('ListIngestConfigurations', { filterByStageArn: first });
  scribe.send('UpdateIngestConfiguration', { arn });
  scribe.send('UpdateIngestConfiguration', { arn, stageArn: unknownArn('stage') });
  for (const change of [{ stageArn: second }, { redundantIngest: false }, { stageArn: '' }]) {
    scribe.send('UpdateIngestConfiguration', { arn, ...change });
    scribe.send('GetIngestConfiguration', { arn });
  }
  remove(scribe, 'IngestConfiguration', arn);
}

function remove(scribe: Scribe, name: string, arn: string): void {
  for (const verb of ['Delete', 'Get', 'Delete']) scribe.send(`${verb}${name}`, { arn });
}
