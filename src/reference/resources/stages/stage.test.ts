import { describe, expect, it } from 'vitest';
import { Client, expectError, unknownArn } from '../../testing/client.js';

describe('stages', () => {
  it('have documented defaults, and no tokens unless asked for', () => {
    expect(new Client().post('CreateStage').body).toEqual({
      stage: {
        arn: expect.stringMatching(/^arn:aws:ivs:us-east-1:123456789012:stage\/[a-zA-Z0-9]{12}$/),
        name: '',
        tags: {},
        autoParticipantRecordingConfiguration: {
          storageConfigurationArn: '',
          mediaTypes: ['AUDIO_VIDEO'],
          thumbnailConfiguration: {
            targetIntervalSeconds: 60,
            storage: ['SEQUENTIAL'],
            recordingMode: 'DISABLED',
          },
          recordingReconnectWindowSeconds: 0,
          hlsConfiguration: { targetSegmentDurationSeconds: 6 },
          recordParticipantReplicas: true,
        },
        endpoints: {
          events: 'wss://global.events.live-video.net',
          whip: expect.stringMatching(/^https:\/\/[0-9a-f]{12}\.global-bm\.whip\.live-video\.net$/),
          rtmp: expect.stringMatching(/^rtmp:\/\/[0-9a-f]{12}\.global-contribute\.live-video\.net\/app\/$/),
          rtmps: expect.stringMatching(
            /^rtmps:\/\/[0-9a-f]{12}\.global-contribute\.live-video\.net:443\/app\/$/,
          ),
        },
      },
    });
  });

  it('reset recording settings that come without storage', () => {
    const client = new Client();
    const input = {
      autoParticipantRecordingConfiguration: { storageConfigurationArn: '', mediaTypes: ['NONE'] },
    };
    expect(client.resource('CreateStage', 'stage', input)).toMatchObject({
      autoParticipantRecordingConfiguration: { mediaTypes: ['AUDIO_VIDEO'] },
    });
  });

  it('refuse unknown storage with an error that the operation declares', () => {
    const client = new Client();
    const storageConfigurationArn = unknownArn('storage-configuration');
    const input = { autoParticipantRecordingConfiguration: { storageConfigurationArn } };
    expectError(client.post('CreateStage', input), 400, 'ValidationException');
    const { arn } = client.resource('CreateStage', 'stage');
    expectError(client.post('UpdateStage', { arn, ...input }), 404, 'ResourceNotFoundException');
  });

  it('are renamed in place', () => {
    const client = new Client();
    const before = client.resource('CreateStage', 'stage', { name: 'a', tags: { a: 'b' } });
    const after = client.resource('UpdateStage', 'stage', { arn: before.arn, name: 'b' });
    expect(after).toEqual({ ...before, name: 'b' });
    expect(client.resource('GetStage', 'stage', { arn: before.arn })).toEqual(after);
    expect(client.post('ListStages').body).toEqual({
      stages: [{ arn: before.arn, name: 'b', tags: { a: 'b' } }],
    });
  });

  it('are deleted with an empty object as the answer', () => {
    const client = new Client();
    const { arn } = client.resource('CreateStage', 'stage');
    expect(client.post('DeleteStage', { arn })).toMatchObject({ status: 200, body: {} });
    expectError(client.post('GetStage', { arn }), 404, 'ResourceNotFoundException');
  });

  it.each(['Get', 'Update', 'Delete'])('need to exist for %s', (verb) => {
    expectError(
      new Client().post(`${verb}Stage`, { arn: unknownArn('stage') }),
      404,
      'ResourceNotFoundException',
    );
  });
});

describe('participant tokens', () => {
  it('come in the order of their configurations, with defaults', () => {
    const participantTokenConfigurations = [
      { userId: 'a', capabilities: [] },
      { userId: 'b', duration: 1, capabilities: ['SUBSCRIBE'], attributes: { k: 'v' } },
    ];
    const { participantTokens } = new Client().post('CreateStage', { participantTokenConfigurations }).body;
    const assigned = {
      participantId: expect.stringMatching(/^\w{12}$/),
      token: expect.stringMatching(/^\S+\.\S+\.\S+$/),
    };
    expect(participantTokens).toEqual([
      {
        ...assigned,
        userId: 'a',
        duration: 720,
        capabilities: ['PUBLISH', 'SUBSCRIBE'],
        expirationTime: '2026-01-02T15:04:05.000Z',
      },
      {
        ...assigned,
        userId: 'b',
        attributes: { k: 'v' },
        duration: 1,
        capabilities: ['SUBSCRIBE'],
        expirationTime: '2026-01-02T03:05:05.000Z',
      },
    ]);
  });

  it('can be made later', () => {
    const client = new Client();
    const { arn: stageArn } = client.resource('CreateStage', 'stage');
    expect(client.post('CreateParticipantToken', { stageArn, duration: 20160 }).body).toMatchObject({
      participantToken: { duration: 20160, expirationTime: '2026-01-16T03:04:05.000Z' },
    });
    const unknown = { stageArn: unknownArn('stage') };
    expectError(client.post('CreateParticipantToken', unknown), 404, 'ResourceNotFoundException');
  });

  it('have at most 1 KB of attributes, keys and values together, in bytes', () => {
    const client = new Client();
    const { arn: stageArn } = client.resource('CreateStage', 'stage');
    const statusWith = (value: string) =>
      client.post('CreateParticipantToken', { stageArn, attributes: { key1: value } }).status;
    expect(statusWith('a'.repeat(1020))).toBe(200);
    expect(statusWith('a'.repeat(1021))).toBe(400);
    expect(statusWith('é'.repeat(511))).toBe(400);
    const participantTokenConfigurations = [{}, { attributes: { a: 'b'.repeat(1024) } }];
    expectError(client.post('CreateStage', { participantTokenConfigurations }), 400, 'ValidationException');
    expect(client.post('ListStages').body.stages).toHaveLength(1);
  });
});
