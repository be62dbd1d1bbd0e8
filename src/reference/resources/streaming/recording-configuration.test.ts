import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/types.js';
import { Client, expectError, unknownArn } from '../../testing/client.js';

const destinationConfiguration = { s3: { bucketName: 'my-bucket' } };

function create(client: Client, input: JsonObject = {}): JsonObject & { arn: string } {
  const all = { destinationConfiguration, ...input };
  return client.resource('CreateRecordingConfiguration', 'recordingConfiguration', all);
}

describe('recording configurations', () => {
  it('have documented defaults, and are ACTIVE soon after they were CREATING', () => {
    const client = new Client();
    const created = create(client);
    expect(created).toEqual({
      arn: expect.stringMatching(/:recording-configuration\/[a-zA-Z0-9]{12}$/),
      name: '',
      destinationConfiguration,
      state: 'CREATING',
      tags: {},
      recordingReconnectWindowSeconds: 0,
      thumbnailConfiguration: {
        recordingMode: 'INTERVAL',
        targetIntervalSeconds: 60,
        storage: ['SEQUENTIAL'],
      },
      renditionConfiguration: { renditionSelection: 'ALL', renditions: [] },
    });
    const read = client.resource('GetRecordingConfiguration', 'recordingConfiguration', { arn: created.arn });
    expect(read).toEqual({ ...created, state: 'ACTIVE' });
  });

  it('complete what is sent in part', () => {
    const { thumbnailConfiguration } = create(new Client(), { thumbnailConfiguration: { resolution: 'HD' } });
    expect(thumbnailConfiguration).toMatchObject({ resolution: 'HD', recordingMode: 'INTERVAL' });
  });

  it('need renditions when these are CUSTOM', () => {
    const client = new Client();
    const custom = { destinationConfiguration, renditionConfiguration: { renditionSelection: 'CUSTOM' } };
    expectError(client.post('CreateRecordingConfiguration', custom), 400, 'ValidationException');
    const renditionConfiguration = { renditionSelection: 'CUSTOM', renditions: ['HD'] };
    expect(create(client, { renditionConfiguration }).renditionConfiguration).toEqual(renditionConfiguration);
  });

  it('are listed in summary', () => {
    const client = new Client();
    const { arn } = create(client, { name: 'r' });
    expect(client.post('ListRecordingConfigurations').body).toEqual({
      recordingConfigurations: [{ arn, name: 'r', destinationConfiguration, state: 'ACTIVE', tags: {} }],
    });
  });

  it('cannot be deleted while a channel uses them', () => {
    const client = new Client();
    const { arn } = create(client);
    const channel = client.channel({ recordingConfigurationArn: arn });
    expectError(client.post('DeleteRecordingConfiguration', { arn }), 409, 'ConflictException');
    client.post('UpdateChannel', { arn: channel.arn, recordingConfigurationArn: '' });
    expect(client.post('DeleteRecordingConfiguration', { arn }).status).toBe(204);
  });

  it.each(['Get', 'Delete'])('need to exist for %s', (verb) => {
    const answer = new Client().post(`${verb}RecordingConfiguration`, {
      arn: unknownArn('recording-configuration'),
    });
    expectError(answer, 404, 'ResourceNotFoundException');
  });
});
