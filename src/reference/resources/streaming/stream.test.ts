import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/types.js';
import { isObject, list, nested, text } from '../../state/json.js';
import { Client, expectError, NOW, unknownArn } from '../../testing/client.js';
import type { BroadcastOptions } from './broadcast.js';

const ID = expect.stringMatching(/^st-[a-zA-Z0-9]{23}$/);
const metadata = 'm';
const durationSeconds = 30;
const now = NOW.toISOString();

function live(): { client: Client; channelArn: string; streamId: string } {
  const client = new Client();
  const { arn: channelArn } = client.channel();
  return { client, channelArn, streamId: client.reference.control.goLive(channelArn) };
}

describe('a channel that never was live', () => {
  it.each([
    ['GetStream', {}],
    ['StopStream', {}],
    ['PutMetadata', { metadata }],
    ['InsertAdBreak', { durationSeconds }],
  ])('is not broadcasting, says %s', (operation, input) => {
    const client = new Client();
    const answer = client.post(operation, { channelArn: client.channel().arn, ...input });
    expectError(answer, 404, 'ChannelNotBroadcasting');
  });

  it('has no sessions', () => {
    const client = new Client();
    const { arn: channelArn } = client.channel();
    expectError(client.post('GetStreamSession', { channelArn }), 404, 'ResourceNotFoundException');
    expect(client.post('ListStreamSessions', { channelArn }).body).toEqual({ streamSessions: [] });
    expect(client.post('ListStreams', { filterBy: { health: 'UNKNOWN' } }).body).toEqual({ streams: [] });
  });
});

it.each([
  ['GetStream', {}],
  ['StopStream', {}],
  ['GetStreamSession', {}],
  ['ListStreamSessions', {}],
  ['PutMetadata', { metadata }],
  ['InsertAdBreak', { durationSeconds }],
])('%s needs a known channel', (operation, input) => {
  const answer = new Client().post(operation, { channelArn: unknownArn('channel'), ...input });
  expectError(answer, 404, 'ResourceNotFoundException');
});

describe('a live channel', () => {
  it('has a stream', () => {
    const { client, channelArn, streamId } = live();
    const { playbackUrl } = client.resource('GetChannel', 'channel', { arn: channelArn });
    const summary = {
      channelArn,
      streamId: ID,
      state: 'LIVE',
      health: 'HEALTHY',
      viewerCount: 0,
      startTime: now,
    };
    const { body } = client.post('GetStream', { channelArn });
    expect(body).toEqual({ stream: { ...summary, streamId, playbackUrl } });
    expect(client.post('ListStreams').body).toEqual({ streams: [summary] });
  });

  it('shows in the list by its health', () => {
    const client = new Client();
    const { arn: channelArn } = client.channel();
    client.reference.control.goLive(channelArn, { health: 'STARVING', viewerCount: 7 });
    const by = (health: string) => client.post('ListStreams', { filterBy: { health } }).body.streams;
    expect(by('HEALTHY')).toEqual([]);
    expect(by('STARVING')).toMatchObject([{ channelArn, viewerCount: 7 }]);
  });

  it('cannot be updated or deleted until it is stopped', () => {
    const { client, channelArn: arn } = live();
    expectError(client.post('UpdateChannel', { arn, name: 'x' }), 409, 'ConflictException');
    expectError(client.post('DeleteChannel', { arn }), 409, 'ConflictException');
    expect(client.post('StopStream', { channelArn: arn })).toMatchObject({ status: 200, body: {} });
    expectError(client.post('StopStream', { channelArn: arn }), 404, 'ChannelNotBroadcasting');
    expect(client.post('UpdateChannel', { arn, name: 'x' }).status).toBe(200);
    expect(client.post('DeleteChannel', { arn }).status).toBe(204);
  });

  it('takes metadata of at most 1 KB, in bytes', () => {
    const { client, channelArn } = live();
    const put = (text: string) => client.post('PutMetadata', { channelArn, metadata: text });
    expect(put('a'.repeat(1024))).toMatchObject({ status: 204, body: {} });
    expectError(put('a'.repeat(1025)), 400, 'ValidationException');
    expectError(put('é'.repeat(513)), 400, 'ValidationException');
  });

  it('takes ad breaks when it has an ad configuration', () => {
    const { client, channelArn } = live();
    expectError(client.post('InsertAdBreak', { channelArn, durationSeconds }), 409, 'ConflictException');
    const adConfigurationArn = client.resource('CreateAdConfiguration', 'adConfiguration', {
      mediaTailorPlaybackConfigurations: [{}],
    }).arn;
    const { arn } = client.channel({ adConfigurationArn });
    client.reference.control.goLive(arn);
    const { body } = client.post('InsertAdBreak', { channelArn: arn, durationSeconds });
    expect(body).toEqual({
      adBreakId: expect.stringMatching(/^[a-zA-Z0-9]{12}$/),
      targetStartAt: expect.stringMatching(/^\d{4}-/),
    });
    const given = { adBreakId: 'break0000001', targetStartAt: '2026-10-28T12:00:00Z' };
    expect(client.post('InsertAdBreak', { channelArn: arn, durationSeconds, ...given }).body).toEqual(given);
  });
});

/** A client with a clock of its own, and channels that are recorded. */
function recorded(settings: JsonObject) {
  let passed = 0;
  const client = new Client({ now: () => new Date(NOW.getTime() + passed) });
  const destinationConfiguration = { s3: { bucketName: 'bucket' } };
  const recordingConfigurationArn = text(
    client.resource('CreateRecordingConfiguration', 'recordingConfiguration', {
      ...{ destinationConfiguration, ...settings },
    }),
    'arn',
  );
  const goLive = (options: BroadcastOptions = {}) => {
    const { arn } = client.channel({ recordingConfigurationArn });
    client.reference.control.goLive(arn, options);
    return arn;
  };
  const events = (channelArn: string) =>
    list(
      nested(client.post('GetStreamSession', { channelArn }).body, 'streamSession'),
      'truncatedEvents',
    ).map((event) => (isObject(event) ? text(event, 'name') : ''));
  const wait = (seconds: number) => {
    passed += seconds * 1000;
  };
  return { client, wait, goLive, events, recordingConfigurationArn };
}

describe('stream sessions', () => {
  it('show the channel as it was, the tracks, and the newest event first', () => {
    const client = new Client();
    const destinationConfiguration = { s3: { bucketName: 'bucket' } };
    const recordingConfigurationArn = client.resource(
      'CreateRecordingConfiguration',
      'recordingConfiguration',
      { destinationConfiguration },
    ).arn;
    const channel = client.channel({ name: 'before', recordingConfigurationArn });
    const channelArn = channel.arn;
    const streamId = client.reference.control.goLive(channelArn, { video: [{ videoWidth: 1920 }, {}] });
    client.reference.control.goOffline(channelArn);
    client.post('UpdateChannel', { arn: channelArn, name: 'after' });
    const { body } = client.post('GetStreamSession', { channelArn, streamId });
    expect(body).toMatchObject({
      streamSession: {
        streamId,
        startTime: now,
        endTime: now,
        channel,
        recordingConfiguration: { arn: recordingConfigurationArn, state: 'ACTIVE' },
        ingestConfiguration: { video: { avcProfile: 'Main', videoWidth: 1920, track: 'Track0' } },
        ingestConfigurations: {
          videoConfigurations: [
            { avcProfile: '', videoWidth: 1920, track: 'Track0' },
            { avcProfile: '', videoWidth: 1280, track: 'Track1' },
          ],
          audioConfigurations: [{ track: 'Track0' }],
        },
        truncatedEvents: [
          { name: 'Session Ended' },
          { name: 'Stream End' },
          { name: 'Stream Start' },
          { name: 'Session Created' },
        ],
      },
    });
  });

  it('tell of the recording: it starts some seconds after the stream, and ends some seconds after it', () => {
    const { client, wait, goLive, events } = recorded({ recordingReconnectWindowSeconds: 10 });
    const { goOffline } = client.reference.control;
    const channelArn = goLive();
    expect(events(channelArn)).toEqual(['Stream Start', 'Session Created']);
    wait(3);
    expect(events(channelArn)).toEqual(['Recording Start', 'Stream Start', 'Session Created']);
    wait(60);
    goOffline(channelArn);
    wait(11);
    expect(events(channelArn)[0]).toBe('Session Ended');
    wait(1);
    expect(events(channelArn)).toEqual([
      ...[
        'Recording End',
        'Session Ended',
        'Stream End',
        'Recording Start',
        'Stream Start',
        'Session Created',
      ],
    ]);
    const { truncatedEvents } = nested(client.post('GetStreamSession', { channelArn }).body, 'streamSession');
    expect(truncatedEvents).toMatchObject([{ type: 'IVS Recording State Change' }, {}, {}, {}, {}, {}]);
  });

  it('tell of no recording of a stream that was over before it, and of one that could not start', () => {
    const { client, wait, goLive, events, recordingConfigurationArn } = recorded({});
    const short = goLive();
    wait(1);
    client.reference.control.goOffline(short);
    wait(60);
    expect(events(short)).not.toContainEqual(expect.stringContaining('Recording'));
    client.reference.control.setRecordingConfigurationState(recordingConfigurationArn, 'CREATE_FAILED');
    const failing = goLive({ recordingStartSeconds: 0 });
    expect(events(failing)).toContain('Recording Start Failure');
    expect(
      client.resource('GetRecordingConfiguration', 'recordingConfiguration', {
        arn: recordingConfigurationArn,
      }),
    ).toMatchObject({ state: 'CREATE_FAILED' });
  });

  it('without an id are the most recent one, which has no end while it is live', () => {
    const { client, channelArn, streamId } = live();
    client.post('StopStream', { channelArn });
    const second = client.reference.control.goLive(channelArn);
    const latest = client.post('GetStreamSession', { channelArn }).body.streamSession;
    expect(latest).toMatchObject({ streamId: second });
    expect(latest).not.toHaveProperty('endTime');
    expect(client.post('ListStreamSessions', { channelArn }).body).toEqual({
      streamSessions: [
        { streamId: second, startTime: now, hasErrorEvent: false },
        { streamId, startTime: now, endTime: now, hasErrorEvent: false },
      ],
    });
    const unknown = { channelArn, streamId: `st-${'x'.repeat(23)}` };
    expectError(client.post('GetStreamSession', unknown), 404, 'ResourceNotFoundException');
  });

  it('come in pages, the newest first, also where one begins in between', () => {
    const { client, channelArn, streamId } = live();
    client.reference.control.goOffline(channelArn);
    const second = client.reference.control.goLive(channelArn);
    const first = client.post('ListStreamSessions', { channelArn, maxResults: 1 }).body;
    expect(list(first, 'streamSessions')).toMatchObject([{ streamId: second }]);
    const { nextToken = null } = first;
    client.reference.control.goOffline(channelArn);
    client.reference.control.goLive(channelArn);
    const rest = client.post('ListStreamSessions', { channelArn, maxResults: 1, nextToken }).body;
    expect(rest).toMatchObject({ streamSessions: [{ streamId }] });
    expect(rest).not.toHaveProperty('nextToken');
  });
});

describe('viewer-session revocation', () => {
  it('succeeds for any viewer of a known channel', () => {
    const client = new Client();
    const { arn: channelArn } = client.channel();
    const one = { channelArn, viewerId: 'v', viewerSessionVersionsLessThanOrEqualTo: 3 };
    expect(client.post('StartViewerSessionRevocation', one)).toMatchObject({ status: 200, body: {} });
    const batch = { viewerSessions: [one, { channelArn, viewerId: 'w' }] };
    expect(client.post('BatchStartViewerSessionRevocation', batch)).toMatchObject({ status: 200, body: {} });
  });

  it('fails for an unknown channel, in a batch for that one alone', () => {
    const client = new Client();
    const unknown = { channelArn: unknownArn('channel'), viewerId: 'v' };
    expectError(client.post('StartViewerSessionRevocation', unknown), 404, 'ResourceNotFoundException');
    const viewerSessions = [{ channelArn: client.channel().arn, viewerId: 'v' }, unknown];
    const { status, body } = client.post('BatchStartViewerSessionRevocation', { viewerSessions });
    expect({ status, body }).toEqual({
      status: 200,
      body: { errors: [{ ...unknown, code: '404', message: expect.any(String) }] },
    });
  });
});
