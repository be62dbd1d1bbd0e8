import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/types.js';
import { nested, text } from '../../state/json.js';
import { Client, expectError, unknownArn } from '../../testing/client.js';

const BUCKET = { destinationConfiguration: { s3: { bucketName: 'bucket' } } };

describe('CreateChannel', () => {
  it('shows every documented default', () => {
    const { status, body } = new Client().post('CreateChannel');
    expect(status).toBe(200);
    expect(body).toEqual({
      channel: {
        arn: expect.stringMatching(/^arn:aws:ivs:us-east-1:123456789012:channel\/[a-zA-Z0-9]{12}$/),
        name: '',
        latencyMode: 'LOW',
        type: 'STANDARD',
        authorized: false,
        recordingConfigurationArn: '',
        ingestEndpoint: expect.stringMatching(/^[0-9a-f]{12}\.global-contribute\.live-video\.net$/),
        playbackUrl: expect.stringMatching(
          /^https:\/\/[0-9a-f]{12}\.us-east-1\.playback\.live-video\.net\/api\/video\/v1\/us-east-1\.123456789012\.channel\.[a-zA-Z0-9]{12}\.m3u8$/,
        ),
        tags: {},
        insecureIngest: false,
        preset: '',
        srt: {
          endpoint: expect.stringMatching(/^[0-9a-f]{12}\.srt\.live-video\.net$/),
          passphrase: expect.stringMatching(/^[a-zA-Z0-9]{79}$/),
        },
        playbackRestrictionPolicyArn: '',
        multitrackInputConfiguration: { enabled: false, maximumResolution: 'FULL_HD', policy: 'ALLOW' },
        containerFormat: 'TS',
        adConfigurationArn: '',
        failoverSlateConfigurationArn: '',
      },
      streamKey: {
        arn: expect.stringMatching(/^arn:aws:ivs:us-east-1:123456789012:stream-key\/[a-zA-Z0-9]{12}$/),
        channelArn: nested(body, 'channel').arn,
        tags: {},
        value: expect.stringMatching(/^sk_us-east-1_[a-zA-Z0-9]{12}_[a-zA-Z0-9]{30}$/),
      },
    });
  });

  it('does not give the stream key the tags of the channel', () => {
    const { body } = new Client().post('CreateChannel', { tags: { a: 'b' } });
    expect(body).toMatchObject({ channel: { tags: { a: 'b' } }, streamKey: { tags: {} } });
  });

  it.each([
    ['STANDARD', undefined, ''],
    ['BASIC', undefined, ''],
    ['STANDARD', 'CONSTRAINED_BANDWIDTH_DELIVERY', ''],
    ['ADVANCED_SD', undefined, 'HIGHER_BANDWIDTH_DELIVERY'],
    ['ADVANCED_HD', undefined, 'HIGHER_BANDWIDTH_DELIVERY'],
    ['ADVANCED_HD', 'CONSTRAINED_BANDWIDTH_DELIVERY', 'CONSTRAINED_BANDWIDTH_DELIVERY'],
  ])('gives type %s with preset %s the preset "%s"', (type, preset, expected) => {
    const input: JsonObject = preset === undefined ? { type } : { type, preset };
    expect(new Client().channel(input).preset).toBe(expected);
  });

  it.each([
    ['recordingConfigurationArn', 'recording-configuration'],
    ['playbackRestrictionPolicyArn', 'playback-restriction-policy'],
    ['adConfigurationArn', 'ad-configuration'],
  ])('refuses a %s that names nothing', (member, type) => {
    const client = new Client();
    const input = { [member]: unknownArn(type) };
    expectError(client.post('CreateChannel', input), 404, 'ResourceNotFoundException');
    const { arn } = client.channel();
    expectError(client.post('UpdateChannel', { arn, ...input }), 404, 'ResourceNotFoundException');
    expect(client.post('ListChannels').body.channels).toHaveLength(1);
  });
});

describe('multitrack input', () => {
  const enabled = {
    containerFormat: 'FRAGMENTED_MP4',
    multitrackInputConfiguration: { enabled: true, policy: 'REQUIRE', maximumResolution: 'HD' },
  };

  it('can be enabled with all that it needs', () => {
    expect(new Client().channel(enabled)).toMatchObject(enabled);
  });

  it.each<[string, JsonObject]>([
    ['another type', { ...enabled, type: 'BASIC' }],
    ['transport streams', { ...enabled, containerFormat: 'TS' }],
    ['no container format', { multitrackInputConfiguration: enabled.multitrackInputConfiguration }],
    ['no policy', { ...enabled, multitrackInputConfiguration: { enabled: true, maximumResolution: 'HD' } }],
    ['no resolution', { ...enabled, multitrackInputConfiguration: { enabled: true, policy: 'ALLOW' } }],
  ])('is refused with %s', (_, input) => {
    expectError(new Client().post('CreateChannel', input), 400, 'ValidationException');
  });

  it('needs nothing else while it is disabled', () => {
    const channel = new Client().channel({
      type: 'BASIC',
      multitrackInputConfiguration: { policy: 'REQUIRE' },
    });
    expect(channel.multitrackInputConfiguration).toEqual({
      enabled: false,
      policy: 'REQUIRE',
      maximumResolution: 'FULL_HD',
    });
  });

  it('is checked against the channel as the update leaves it', () => {
    const client = new Client();
    const { arn } = client.channel({ containerFormat: 'FRAGMENTED_MP4' });
    const { multitrackInputConfiguration } = enabled;
    expect(client.post('UpdateChannel', { arn, multitrackInputConfiguration }).status).toBe(200);
    expectError(client.post('UpdateChannel', { arn, type: 'BASIC' }), 400, 'ValidationException');
    expectError(client.post('UpdateChannel', { arn, containerFormat: 'TS' }), 400, 'ValidationException');
    expect(client.post('UpdateChannel', { arn, name: 'still-multitrack' }).status).toBe(200);
  });
});

describe('UpdateChannel', () => {
  it('changes what is sent, keeps the rest, and stores it', () => {
    const client = new Client();
    const before = client.channel({ name: 'a', tags: { a: 'b' } });
    const after = client.resource('UpdateChannel', 'channel', { arn: before.arn, latencyMode: 'NORMAL' });
    expect(after).toEqual({ ...before, latencyMode: 'NORMAL' });
    expect(client.resource('GetChannel', 'channel', { arn: before.arn })).toEqual(after);
  });

  it('takes and drops the preset with the type', () => {
    const client = new Client();
    const { arn } = client.channel();
    const update = (input: JsonObject) =>
      client.resource('UpdateChannel', 'channel', { arn, ...input }).preset;
    expect(update({ type: 'ADVANCED_SD' })).toBe('HIGHER_BANDWIDTH_DELIVERY');
    expect(update({ preset: 'CONSTRAINED_BANDWIDTH_DELIVERY' })).toBe('CONSTRAINED_BANDWIDTH_DELIVERY');
    expect(update({ type: 'ADVANCED_HD' })).toBe('CONSTRAINED_BANDWIDTH_DELIVERY');
    expect(update({ type: 'STANDARD' })).toBe('');
  });

  it('switches recording off with an empty ARN', () => {
    const client = new Client();
    const recording = client.resource('CreateRecordingConfiguration', 'recordingConfiguration', BUCKET).arn;
    const { arn } = client.channel({ recordingConfigurationArn: recording });
    const update = { arn, recordingConfigurationArn: '' };
    expect(client.resource('UpdateChannel', 'channel', update).recordingConfigurationArn).toBe('');
    expect(client.post('DeleteRecordingConfiguration', { arn: recording }).status).toBe(204);
  });

  it('knows no unknown channel', () => {
    const { code } = new Client().post('UpdateChannel', { arn: unknownArn('channel') });
    expect(code).toBe('ResourceNotFoundException');
  });
});

describe('DeleteChannel', () => {
  it('takes the stream key along and answers without a body', () => {
    const client = new Client();
    const { body } = client.post('CreateChannel');
    const arn = text(nested(body, 'channel'), 'arn');
    const key = text(nested(body, 'streamKey'), 'arn');
    const deleted = client.post('DeleteChannel', { arn });
    expect(deleted).toMatchObject({ status: 204, body: {} });
    expect(deleted.headers).not.toHaveProperty('content-type');
    expectError(client.post('GetChannel', { arn }), 404, 'ResourceNotFoundException');
    expectError(client.post('GetStreamKey', { arn: key }), 404, 'ResourceNotFoundException');
    expectError(client.post('DeleteChannel', { arn }), 404, 'ResourceNotFoundException');
  });
});

describe('BatchGetChannel', () => {
  it('answers known channels once each, and unknown ones as errors', () => {
    const client = new Client();
    const channel = client.channel();
    const { body } = client.post('BatchGetChannel', {
      arns: [channel.arn, unknownArn('channel'), channel.arn],
    });
    expect(body).toEqual({
      channels: [channel],
      errors: [
        { arn: unknownArn('channel'), code: 'ResourceNotFoundException', message: expect.any(String) },
      ],
    });
  });

  it('has no errors when all are known', () => {
    const client = new Client();
    const channel = client.channel();
    expect(client.post('BatchGetChannel', { arns: [channel.arn] }).body).toEqual({ channels: [channel] });
  });
});

describe('ListChannels', () => {
  const filters = {
    filterByName: 'a',
    filterByRecordingConfigurationArn: unknownArn('recording-configuration'),
    filterByPlaybackRestrictionPolicyArn: unknownArn('playback-restriction-policy'),
    filterByAdConfigurationArn: unknownArn('ad-configuration'),
    filterByFailoverSlateConfigurationArn: unknownArn('failover-slate-configuration'),
  };
  const entries = Object.entries(filters);
  const pairs = entries.flatMap((first, at) =>
    entries.slice(at + 1).map((second) => [first, second] as const),
  );

  it('shows the documented summary', () => {
    const client = new Client();
    client.channel({ name: 'a' });
    expect(client.post('ListChannels').body.channels).toEqual([
      {
        arn: expect.any(String),
        name: 'a',
        latencyMode: 'LOW',
        authorized: false,
        recordingConfigurationArn: '',
        tags: {},
        insecureIngest: false,
        type: 'STANDARD',
        preset: '',
        playbackRestrictionPolicyArn: '',
        adConfigurationArn: '',
        failoverSlateConfigurationArn: '',
      },
    ]);
  });

  it('filters by the exact name', () => {
    const client = new Client();
    const names = ['a', 'A', 'ab', 'a'].map((name) => client.channel({ name }));
    const { channels } = client.post('ListChannels', { filterByName: 'a' }).body;
    expect(channels).toMatchObject([{ arn: names[0]?.arn }, { arn: names[3]?.arn }]);
  });

  it('filters by policy', () => {
    const client = new Client();
    const policy = client.resource('CreatePlaybackRestrictionPolicy', 'playbackRestrictionPolicy').arn;
    const { arn } = client.channel({ playbackRestrictionPolicyArn: policy });
    client.channel();
    const { channels } = client.post('ListChannels', { filterByPlaybackRestrictionPolicyArn: policy }).body;
    expect(channels).toMatchObject([{ arn }]);
  });

  it.each(entries)('finds nothing by %s %s', (filter, value) => {
    expect(new Client().post('ListChannels', { [filter]: value }).body).toEqual({ channels: [] });
  });

  it.each(pairs)('refuses %j together with %j', (first, second) => {
    const answer = new Client().post('ListChannels', Object.fromEntries([first, second]));
    expectError(answer, 409, 'ConflictException');
  });
});
