import type { JsonObject } from '../contract/types.js';
import type { Call, Handlers, World } from './call.js';
import { batch, named } from './entry.js';
import { Fault } from './fault.js';
import { pick } from './json.js';
import { page } from './page.js';
import type { Entry } from './store.js';
import { requestedTags } from './tags.js';

const KIND = 'stream-key';
const DEFAULT_PAGE_SIZE = 1;
const SUMMARY = ['arn', 'channelArn', 'tags'];
const SECRET_LENGTH = 30;

/** Stream keys: a channel has at most one. */
export const streamKeyHandlers: Handlers = {
  CreateStreamKey(call, world) {
    const tags = requestedTags(call);
    const channel = named(call, world, 'channel', 'channelArn');
    if (streamKeysOf(call, world, channel).length > 0) {
      throw new Fault('ServiceQuotaExceededException', `${channel.arn} has a stream key, and the limit is 1`);
    }
    return { streamKey: addStreamKey(call, world, channel, tags).state };
  },

  GetStreamKey: (call, world) => ({ streamKey: named(call, world, KIND).state }),

  BatchGetStreamKey: (call, world) => batch(call, world, KIND, 'streamKeys'),

  DeleteStreamKey(call, world) {
    world.store.remove(named(call, world, KIND));
    return {};
  },

  ListStreamKeys(call, world) {
    const keys = streamKeysOf(call, world, named(call, world, 'channel', 'channelArn'));
    const { items, next } = page(call, keys, DEFAULT_PAGE_SIZE, ({ state }) => pick(state, SUMMARY));
    return { streamKeys: items, ...next };
  },
};

/** The stream keys of one channel, in order of creation. */
export function streamKeysOf(call: Call, { store }: World, channel: Entry): Entry[] {
  return [...store.all(KIND, call.region)].filter(({ state }) => state.channelArn === channel.arn);
}

/** Gives a channel a new stream key, without asking how many it has. */
export function addStreamKey(call: Call, world: World, channel: Entry, tags: JsonObject): Entry {
  const { store, identities } = world;
  const id = identities.id();
  return store.add(KIND, call.region, identities.arn(call.region, KIND, id), {
    channelArn: channel.arn,
    tags,
    value: `sk_${call.region}_${id}_${identities.alphanumeric(SECRET_LENGTH)}`,
  });
}
