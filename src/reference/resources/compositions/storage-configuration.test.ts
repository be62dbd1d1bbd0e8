import { describe, expect, it } from 'vitest';
import { nested } from '../../state/json.js';
import { Client, expectError, unknownArn } from '../../testing/client.js';

const s3 = { bucketName: 'bucket' };

describe('storage configurations', () => {
  it('are created, read, listed and deleted', () => {
    const client = new Client();
    const made = client.resource('CreateStorageConfiguration', 'storageConfiguration', { s3 });
    const { arn } = made;
    const shown = expect.stringMatching(/:storage-configuration\/[a-zA-Z0-9]{12}$/);
    expect(made).toEqual({ arn: shown, name: '', s3, tags: {} });
    const read = client.post('GetStorageConfiguration', { arn });
    expect(read.body).toEqual({ storageConfiguration: made });
    expect(client.post('ListStorageConfigurations').body).toEqual({ storageConfigurations: [made] });
    expect(client.post('DeleteStorageConfiguration', { arn })).toMatchObject({ status: 200, body: {} });
    expectError(client.post('GetStorageConfiguration', { arn }), 404, 'ResourceNotFoundException');
  });

  it('are used by stages, whose other settings get their defaults', () => {
    const client = new Client();
    const { arn } = client.resource('CreateStorageConfiguration', 'storageConfiguration', { s3 });
    const autoParticipantRecordingConfiguration = {
      storageConfigurationArn: arn,
      mediaTypes: ['AUDIO_ONLY'],
      thumbnailConfiguration: { recordingMode: 'INTERVAL' },
    };
    const stage = client.resource('CreateStage', 'stage', { autoParticipantRecordingConfiguration });
    expect(stage.autoParticipantRecordingConfiguration).toEqual({
      storageConfigurationArn: arn,
      mediaTypes: ['AUDIO_ONLY'],
      thumbnailConfiguration: {
        targetIntervalSeconds: 60,
        storage: ['SEQUENTIAL'],
        recordingMode: 'INTERVAL',
      },
      recordingReconnectWindowSeconds: 0,
      hlsConfiguration: { targetSegmentDurationSeconds: 6 },
      recordParticipantReplicas: true,
    });
    const renamed = client.resource('UpdateStage', 'stage', { arn: stage.arn, name: 'renamed' });
    expect(renamed).toEqual({ ...stage, name: 'renamed' });
  });

  it('taken away from a stage reset its other settings', () => {
    const client = new Client();
    const { arn } = client.resource('CreateStorageConfiguration', 'storageConfiguration', { s3 });
    const recording = { storageConfigurationArn: arn, recordingReconnectWindowSeconds: 9 };
    const stage = client.resource('CreateStage', 'stage', {
      autoParticipantRecordingConfiguration: recording,
    });
    const off = { storageConfigurationArn: '', recordingReconnectWindowSeconds: 9 };
    const input = { arn: stage.arn, autoParticipantRecordingConfiguration: off };
    const after = client.resource('UpdateStage', 'stage', input);
    expect(nested(after, 'autoParticipantRecordingConfiguration')).toMatchObject({
      storageConfigurationArn: '',
      recordingReconnectWindowSeconds: 0,
    });
  });

  it.each(['Get', 'Delete'])('need to exist for %s', (verb) => {
    const arn = unknownArn('storage-configuration');
    expectError(new Client().post(`${verb}StorageConfiguration`, { arn }), 404, 'ResourceNotFoundException');
  });
});
