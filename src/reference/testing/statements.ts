import type { JsonObject } from '../../contract/types.js';
import type { Scribe } from './recorder.js';

const SCRIPTS: JsonObject = { userId: 'Zoë', attributes: { größe: 'M' } };

/** What single statements of the documentation are about: allowed values, settings put back. */
export function statements(scribe: Scribe): void {
  allowedValues(scribe);
  policyEmptied(scribe);
  scribe.send('CreateEncoderConfiguration', { video: { width: 1080, height: 1920 } });
  scribe.send('CreateEncoderConfiguration', { video: { width: 640 } });
  const stageArn = recordingReset(scribe);
  scribe.send('CreateParticipantToken', { stageArn, userId: 'Zoë' });
  scribe.send('CreateParticipantToken', { stageArn, attributes: { größe: 'M' } });
  const protocol = { ingestProtocol: 'RTMPS' };
  for (const [member, value] of Object.entries(SCRIPTS))
    scribe.send('CreateIngestConfiguration', { ...protocol, [member]: value });
  const filters = { filterByStageArn: stageArn, filterByState: 'ACTIVE' };
  scribe.send('ListIngestConfigurations', { filterByState: 'INACTIVE' });
  scribe.send('ListIngestConfigurations', { filterByState: 'ACTIVE' });
  scribe.send('ListIngestConfigurations', filters);
}

function allowedValues(scribe: Scribe): void {
  const arn = scribe.arn('CreateChannel', 'channel', { containerFormat: 'FRAGMENTED_MP4' });
  scribe.send('UpdateChannel', { arn, type: 'ADVANCED_SD', preset: 'CONSTRAINED_BANDWIDTH_DELIVERY' });
  for (const origin of ['null', 'http://example.com', 'https://example.com:8443']) {
    const allowedOrigins = [origin];
    const policy = scribe.arn('CreatePlaybackRestrictionPolicy', 'playbackRestrictionPolicy');
    scribe.send('CreatePlaybackRestrictionPolicy', { allowedOrigins });
    scribe.send('UpdatePlaybackRestrictionPolicy', { arn: policy, allowedOrigins });
  }
  const thumbnailConfiguration = { storage: ['SEQUENTIAL', 'LATEST'] };
  const destinationConfiguration = { s3: { bucketName: 'bucket' } };
  scribe.send('CreateRecordingConfiguration', { destinationConfiguration, thumbnailConfiguration });
  scribe.send('CreateRecordingConfiguration', { destinationConfiguration: {} });
  for (const settings of [{ targetIntervalSeconds: 30 }, { storage: ['LATEST'] }])
    scribe.send('CreateRecordingConfiguration', {
      destinationConfiguration,
      thumbnailConfiguration: settings,
    });
}

function policyEmptied(scribe: Scribe): void {
  const lists: JsonObject = { allowedCountries: ['US'], allowedOrigins: ['https://example.com'] };
  const arn = scribe.arn('CreatePlaybackRestrictionPolicy', 'playbackRestrictionPolicy', lists);
  for (const member of Object.keys(lists))
    scribe.send('UpdatePlaybackRestrictionPolicy', { arn, [member]: [] });
}

/** @returns the ARN of the stage */
function recordingReset(scribe: Scribe): string {
  const storageConfigurationArn = scribe.arn('CreateStorageConfiguration', 'storageConfiguration', {
    s3: { bucketName: 'bucket' },
  });
  const arn = scribe.arn('CreateStage', 'stage', {
    autoParticipantRecordingConfiguration: {
      storageConfigurationArn,
      mediaTypes: ['AUDIO_ONLY'],
      recordingReconnectWindowSeconds: 30,
      hlsConfiguration: { targetSegmentDurationSeconds: 4 },
      thumbnailConfiguration: { recordingMode: 'INTERVAL', targetIntervalSeconds: 10 },
      recordParticipantReplicas: false,
    },
  });
  scribe.send('CreateStage', { autoParticipantRecordingConfiguration: { storageConfigurationArn } });
  const off = { storageConfigurationArn: '' };
  scribe.send('UpdateStage', { arn, autoParticipantRecordingConfiguration: off });
  return arn;
}
