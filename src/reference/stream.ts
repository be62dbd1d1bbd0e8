import type { JsonObject } from '../contract/types.js';
import type { Broadcast } from './broadcast.js';
import { type Call, constrain, type Handlers, type World } from './call.js';
import { named } from './entry.js';
import { conflict, Fault, notFound } from './fault.js';
import { nested, pick, text } from './json.js';
import { page } from './page.js';
import type { Entry } from './store.js';

const DEFAULT_PAGE_SIZE = 100;
const METADATA_LIMIT_BYTES = 1024;
const AD_BREAK_ID_LENGTH = 12;

/** Streams, their sessions, and what can be put into them. */
export const streamHandlers: Handlers = {
  GetStream(call, world) {
    const channel = channelOf(call, world);
    const live = liveStream(world, channel);
    return { stream: { ...streamSummary(live), playbackUrl: text(channel.state, 'playbackUrl') } };
  },

  ListStreams(call, { broadcasts }) {
    const { health } = nested(call.input, 'filterBy');
    const live = broadcasts.live(call.region).filter((one) => health === undefined || one.health === health);
    const { items, next } = page(call, live, DEFAULT_PAGE_SIZE, streamSummary);
    return { streams: items, ...next };
  },

  StopStream(call, world) {
    world.broadcasts.end(liveStream(world, channelOf(call, world)));
    return {};
  },

  GetStreamSession(call, world) {
    const { streamId } = call.input;
    const all = world.broadcasts.of(channelOf(call, world).arn);
    const wanted = all.findLast(({ session }) => streamId === undefined || session.streamId === streamId);
    if (wanted === undefined) throw notFound(text(call.input, 'streamId') || text(call.input, 'channelArn'));
    const { session, events } = wanted;
    return { streamSession: { ...session, ...end(wanted), truncatedEvents: events } };
  },

  ListStreamSessions(call, world) {
    const all = world.broadcasts.of(channelOf(call, world).arn);
    const { items, next } = page(call, all, DEFAULT_PAGE_SIZE, sessionSummary);
    return { streamSessions: items, ...next };
  },

  PutMetadata(call, world) {
    const bytes = Buffer.byteLength(text(call.input, 'metadata'));
    const message = `metadata takes ${bytes} bytes, more than ${METADATA_LIMIT_BYTES}`;
    constrain(call, 'metadata/size', bytes <= METADATA_LIMIT_BYTES, message);
    liveStream(world, channelOf(call, world));
    return {};
  },

  InsertAdBreak(call, world) {
    const channel = channelOf(call, world);
    liveStream(world, channel);
    if (text(channel.state, 'adConfigurationArn') === '') {
      throw conflict(`${channel.arn} has no ad configuration`);
    }
    const adBreakId = text(call.input, 'adBreakId') || world.identities.alphanumeric(AD_BREAK_ID_LENGTH);
    const targetStartAt = text(call.input, 'targetStartAt') || world.now().toISOString();
    return { adBreakId, targetStartAt };
  },
};

/** @throws Fault ConflictException when the channel is live */
export function checkOffline({ broadcasts }: World, channel: Entry): void {
  if (broadcasts.current(channel.arn) !== undefined) throw conflict(`${channel.arn} is live`);
}

function channelOf(call: Call, world: World): Entry {
  return named(call, world, 'channel', 'channelArn');
}

/** @throws Fault ChannelNotBroadcasting when the channel is not live */
function liveStream({ broadcasts }: World, channel: Entry): Broadcast {
  const live = broadcasts.current(channel.arn);
  if (live !== undefined) return live;
  throw new Fault('ChannelNotBroadcasting', `Channel: ${channel.arn} is not currently online`);
}

/** Only live streams are shown as streams, so OFFLINE never is. */
function streamSummary({ channelArn, session, health, viewerCount }: Broadcast): JsonObject {
  return { channelArn, ...pick(session, ['streamId', 'startTime']), state: 'LIVE', health, viewerCount };
}

function sessionSummary(broadcast: Broadcast): JsonObject {
  return { ...pick(broadcast.session, ['streamId', 'startTime']), ...end(broadcast), hasErrorEvent: false };
}

function end({ endTime }: Broadcast): JsonObject {
  return endTime === undefined ? {} : { endTime };
}
