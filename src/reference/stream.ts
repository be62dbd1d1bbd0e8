import type { Broadcast } from './broadcast.js';
import { type Call, constrain, type Handlers, named, type World } from './call.js';
import { madeUpBy } from './facts.js';
import { conflict, Fault, notFound } from './fault.js';
import { isObject, list, text } from './json.js';
import { listed } from './list.js';
import type { Entry, Listed } from './store.js';

const METADATA_LIMIT_BYTES = 1024;
/** The batch operation reports HTTP statuses, as text (documented by an example that has "403"). */
const NOT_FOUND = '404';

/** Streams, their sessions, what can be put into them, and who watches: nobody ever does. */
export const streamHandlers: Handlers = {
  GetStream: (call, world) => ({ stream: liveStream(call, world).state }),

  ListStreams: (call, world) => listed(call, world, world.broadcasts.live(call.region)),

  StopStream(call, world) {
    world.broadcasts.end(liveStream(call, world));
    return {};
  },

  GetStreamSession(call, world) {
    const { streamId } = call.input;
    const all = world.broadcasts.of(channelOf(call, world).arn);
    const wanted = all.findLast(({ state }) => streamId === undefined || state.streamId === streamId);
    if (wanted === undefined) throw notFound(text(call.input, 'streamId') || text(call.input, 'channelArn'));
    return { streamSession: { ...wanted.state, truncatedEvents: world.broadcasts.eventsOf(wanted) } };
  },

  ListStreamSessions: (call, world) =>
    listed(call, world, newestFirst(world.broadcasts.of(channelOf(call, world).arn))),

  PutMetadata(call, world) {
    const bytes = Buffer.byteLength(text(call.input, 'metadata'));
    const message = `metadata takes ${bytes} bytes, more than ${METADATA_LIMIT_BYTES}`;
    constrain(call, 'metadata/size', bytes <= METADATA_LIMIT_BYTES, message);
    liveStream(call, world);
    return {};
  },

  InsertAdBreak(call, world) {
    liveStream(call, world);
    const { arn, state } = channelOf(call, world);
    if (state.adConfigurationArn === '') throw conflict(`${arn} has no ad configuration`);
    const now = world.now().toISOString();
    return { ...world.identities.expand(madeUpBy(call), { now }), ...call.input };
  },

  StartViewerSessionRevocation(call, world) {
    channelOf(call, world);
    return {};
  },

  BatchStartViewerSessionRevocation(call, { store }) {
    const errors = list(call.input, 'viewerSessions')
      .filter(isObject)
      .filter((one) => store.find('channel', call.region, text(one, 'channelArn')) === undefined)
      .map(({ channelArn = '', viewerId = '' }) => {
        return { channelArn, viewerId, code: NOT_FOUND, message: notFound(String(channelArn)).message };
      });
    return errors.length === 0 ? {} : { errors };
  },
};

function channelOf(call: Call, world: World): Entry {
  return named(call, world, 'channel', 'channelArn');
}

/** In the order in which they are listed: a stream that begins between two pages comes before both of them. */
function newestFirst(broadcasts: readonly Broadcast[]): Listed[] {
  return broadcasts
    .toReversed()
    .map(({ sequence, state }) => ({ sequence: Number.MAX_SAFE_INTEGER - sequence, state }));
}

/** @throws Fault ChannelNotBroadcasting when the channel is not live */
function liveStream(call: Call, world: World): Broadcast {
  const { arn } = channelOf(call, world);
  const live = world.broadcasts.current(arn);
  if (live !== undefined) return live;
  throw new Fault(
    'ChannelNotBroadcasting',
    `ChannelNotBroadcasting: Channel: ${arn} is not currently online`,
  );
}
