import type { Json, JsonObject } from '../../../contract/types.js';
import type { Broadcast } from '../../resources/streaming/broadcast.js';
import type { Answer, Call } from '../../state/call.js';
import { isObject, list, nested, pick, text } from '../../state/json.js';
import { type Behaviour, mutantOf, showing, withInput, withItems } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';

/** A time before there was any such service. */
export const LONG_AGO = '1999-12-31T23:59:59Z';
const MADE_UP_STREAM = `st-${'0'.repeat(23)}`;
/** The ID of an ad break that there is not. */
export const MADE_UP_BREAK = '0'.repeat(12);
const MADE_UP_CHANNEL = 'arn:aws:ivs:us-east-1:000000000000:channel/abcdefghijkl';

/** Streams and their sessions, shown otherwise than they are; what needs a stream, done without one; and so on. */
export function streamMutants(): Mutant[] {
  return [...withoutStream(), ...shownWrongly(), ...endings(), ...sessions()];
}

/** A mutant of one operation of `ivs`. */
export function of(
  family: string,
  operation: string,
  what: string[],
  statement: string,
  does: Behaviour,
): Mutant {
  return mutantOf(family, { service: 'ivs', operation }, what, statement, does);
}

/** The success of an operation with this output. */
export function succeeded(call: Call, body: JsonObject): Answer {
  const { status, hasOutput } = call.operation.http;
  return hasOutput
    ? { status, headers: { 'content-type': 'application/json' }, body }
    : { status, headers: {} };
}

function withoutStream(): Mutant[] {
  const accepted = (operation: string, body: (call: Call) => JsonObject): Mutant =>
    of(
      'stream-unneeded',
      operation,
      [],
      'A channel that is not live is answered like a live one.',
      (call, next) => {
        const answer = next();
        return answer.error === 'ChannelNotBroadcasting' ? succeeded(call, body(call)) : answer;
      },
    );
  return [
    accepted('GetStream', ({ input }) => ({
      stream: { channelArn: text(input, 'channelArn'), state: 'OFFLINE', health: 'UNKNOWN', viewerCount: 0 },
    })),
    accepted('PutMetadata', () => ({})),
    accepted('StopStream', () => ({})),
    accepted('InsertAdBreak', () => ({ adBreakId: MADE_UP_BREAK })),
    of(
      'session-unneeded',
      'GetStreamSession',
      [],
      'A channel that was never live has a session.',
      (call, next, world) => {
        const answer = next();
        const isNew = world.broadcasts.of(text(call.input, 'channelArn')).length === 0;
        const isKnown =
          world.store.find('channel', call.region, text(call.input, 'channelArn')) !== undefined;
        return answer.error === 'ResourceNotFoundException' &&
          isNew &&
          isKnown &&
          call.input.streamId === undefined
          ? succeeded(call, { streamSession: { streamId: MADE_UP_STREAM, startTime: LONG_AGO } })
          : answer;
      },
    ),
    of(
      'session-made-up',
      'ListStreamSessions',
      [],
      'A channel that was never live lists a session.',
      (_, next) => {
        const answer = next();
        const session = {
          streamId: MADE_UP_STREAM,
          startTime: LONG_AGO,
          endTime: LONG_AGO,
          hasErrorEvent: false,
        };
        return list(answer.body ?? { streamSessions: [0] }, 'streamSessions').length > 0
          ? answer
          : { ...answer, body: { ...answer.body, streamSessions: [session] } };
      },
    ),
  ];
}

/** Members of a stream with values that are of the right form, but not right. */
function shownWrongly(): Mutant[] {
  const wrong: JsonObject = {
    channelArn: MADE_UP_CHANNEL,
    state: 'OFFLINE',
    startTime: LONG_AGO,
    viewerCount: -2,
  };
  const inStream = { ...wrong, playbackUrl: 'https://example.com/other.m3u8' };
  const session: JsonObject = {
    streamId: MADE_UP_STREAM,
    startTime: LONG_AGO,
    channel: { arn: MADE_UP_CHANNEL },
    recordingConfiguration: { arn: MADE_UP_CHANNEL },
  };
  const one = (operation: string, root: string) => (member: string, value: Json) =>
    of('stream-shown-wrongly', operation, [member], `${member} of the stream is wrong.`, (_, next) => {
      const answer = next();
      return nested(answer.body ?? {}, root)[member] === undefined
        ? answer
        : showing(answer, root, { [member]: value });
    });
  const all = (operation: string, items: string) => (member: string, value: Json) =>
    of('stream-shown-wrongly', operation, [member], `${member} of each stream is wrong.`, (_, next) =>
      withItems(next(), items, (entries) => entries.map((entry) => ({ ...entry, [member]: value }))),
    );
  const each = (values: JsonObject, mutant: (member: string, value: Json) => Mutant) =>
    Object.entries(values).map(([member, value]) => mutant(member, value));
  return [
    ...each(inStream, one('GetStream', 'stream')),
    ...each(session, one('GetStreamSession', 'streamSession')),
    ...each(wrong, all('ListStreams', 'streams')),
    ...each({ startTime: LONG_AGO }, all('ListStreamSessions', 'streamSessions')),
  ];
}

function endings(): Mutant[] {
  const begun = '2026-01-01T00:00:00Z';
  return [
    of(
      'stream-never-ends',
      'GetStream',
      [],
      'A stream that has ended is shown as live.',
      (call, next, world) => {
        const answer = next();
        const last = world.broadcasts.of(text(call.input, 'channelArn')).at(-1);
        return answer.error !== 'ChannelNotBroadcasting' || last === undefined
          ? answer
          : succeeded(call, { stream: liveView(last) });
      },
    ),
    of('stop-ineffective', 'StopStream', [], 'The stream goes on.', (call, next, world) => {
      const channelArn = text(call.input, 'channelArn');
      return world.broadcasts.current(channelArn) === undefined ? next() : succeeded(call, {});
    }),
    of('end-time-wrong', 'GetStreamSession', [], 'A stream ends before it began.', (_, next) => {
      const answer = next();
      const { endTime } = nested(answer.body ?? {}, 'streamSession');
      return endTime === undefined ? answer : showing(answer, 'streamSession', { endTime: LONG_AGO });
    }),
    of('end-time-early', 'GetStreamSession', [], 'A live stream has an endTime.', (_, next) => {
      const answer = next();
      const { endTime = begun } = nested(answer.body ?? {}, 'streamSession');
      return showing(answer, 'streamSession', { endTime });
    }),
    of('end-time-early', 'ListStreamSessions', [], 'A live stream has an endTime.', (_, next) =>
      withItems(next(), 'streamSessions', (entries) =>
        entries.map((entry) => ({ endTime: begun, ...entry })),
      ),
    ),
    of(
      'ended-listed',
      'ListStreams',
      [],
      'Streams that have ended are listed with the live ones.',
      (call, next, world) =>
        withItems(next(), 'streams', (entries) => {
          const channels = [...world.store.all('channel', call.region)];
          const ended = channels
            .flatMap(({ arn }) => world.broadcasts.of(arn))
            .filter(({ state }) => state.endTime);
          return [...entries, ...ended.map(liveView)];
        }),
    ),
  ];
}

function sessions(): Mutant[] {
  return [
    of(
      'stream-id-ignored',
      'GetStreamSession',
      [],
      'The latest session is shown whatever streamId says.',
      (call, next) => next(withInput(call, { streamId: undefined })),
    ),
    of(
      'oldest-session',
      'GetStreamSession',
      [],
      'Without a streamId the oldest session is shown.',
      (call, next, world) => {
        const [oldest] = world.broadcasts.of(text(call.input, 'channelArn'));
        const { streamId = oldest?.state.streamId } = call.input;
        return next(streamId === undefined ? call : withInput(call, { streamId }));
      },
    ),
    of(
      'channel-as-it-is-now',
      'GetStreamSession',
      [],
      'The channel is shown as it is now.',
      (call, next, world) => {
        const channel = world.store.find('channel', call.region, text(call.input, 'channelArn'));
        return channel === undefined ? next() : showing(next(), 'streamSession', { channel: channel.state });
      },
    ),
    changingSession('events-reversed', 'Events come in the order of time.', (session) => ({
      truncatedEvents: list(session, 'truncatedEvents').toReversed(),
    })),
    changingSession('track-misnamed', 'The only video track is called Track1.', (session) => ({
      ingestConfigurations: withTrack(session, { track: 'Track1' }),
    })),
    changingSession('tracks-differ', 'The two ingest configurations show different codecs.', (session) => ({
      ingestConfigurations: withTrack(session, { codec: 'hvc1' }),
    })),
    changingSession('tracks-missing', 'Only the deprecated ingest configuration shows the tracks.', () => ({
      ingestConfigurations: { videoConfigurations: [], audioConfigurations: [] },
    })),
    changingSession('deprecated-filled', 'avcProfile is filled in everywhere.', (session) => ({
      ingestConfigurations: withTrack(session, { avcProfile: 'Main' }),
    })),
    changingSession('deprecated-empty', 'avcLevel is filled in nowhere.', (session) => {
      const { video, ...rest } = nested(session, 'ingestConfiguration');
      return { ingestConfiguration: { ...rest, video: { ...(isObject(video) ? video : {}), avcLevel: '' } } };
    }),
  ];
}

function changingSession(
  family: string,
  statement: string,
  change: (session: JsonObject) => JsonObject,
): Mutant {
  return of(family, 'GetStreamSession', [], statement, (_, next) => {
    const answer = next();
    const session = nested(answer.body ?? {}, 'streamSession');
    return showing(answer, 'streamSession', change(session));
  });
}

function withTrack(session: JsonObject, members: JsonObject): JsonObject {
  const configurations = nested(session, 'ingestConfigurations');
  const [first, ...others] = list(configurations, 'videoConfigurations');
  const track = { ...(isObject(first) ? first : {}), ...members };
  return { ...configurations, videoConfigurations: [track, ...others] };
}

function liveView({ state }: Broadcast): JsonObject {
  return pick(state, ['channelArn', 'streamId', 'startTime', 'state', 'health', 'viewerCount']);
}
