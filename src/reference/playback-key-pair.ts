import { type Call, constrain, type Handlers, type World } from './call.js';
import { named } from './entry.js';
import { conflict } from './fault.js';
import { pick, text } from './json.js';
import { fingerprint } from './key-material.js';
import { page } from './page.js';
import { checkQuota, quotaPageSize } from './quota.js';
import type { Entry, Kind } from './store.js';
import { requestedTags } from './tags.js';

const KIND = 'playback-key';
const SUMMARY = ['arn', 'name', 'tags'];

/** Playback key pairs. The material itself is never shown. */
export const playbackKeyPairHandlers: Handlers = {
  ImportPlaybackKeyPair: (call, world) => ({ keyPair: importKey(call, world, KIND, []).state }),

  GetPlaybackKeyPair: (call, world) => ({ keyPair: named(call, world, KIND).state }),

  DeletePlaybackKeyPair(call, world) {
    world.store.remove(named(call, world, KIND));
    return {};
  },

  ListPlaybackKeyPairs(call, { store, quotas }) {
    const size = quotaPageSize(quotas, KIND);
    const { items, next } = page(call, store.all(KIND, call.region), size, ({ state }) =>
      pick(state, SUMMARY),
    );
    return { keyPairs: items, ...next };
  },
};

/**
 * Adds a public key of either service.
 * @param shown members of the request that the resource shows as they were sent, besides its name
 * @throws Fault ConflictException when the region has this key already
 */
export function importKey(call: Call, world: World, kind: Kind, shown: readonly string[]): Entry {
  const { store, identities } = world;
  const tags = requestedTags(call);
  const identity = fingerprint(call, text(call.input, 'publicKeyMaterial'));
  const known = [...store.all(kind, call.region)].find(({ state }) => state.fingerprint === identity);
  constrain(call, 'key/unique', known === undefined, conflict(`${known?.arn} has the same key`));
  checkQuota(call, world, kind);
  const members = { name: '', ...pick(call.input, ['name', ...shown]), fingerprint: identity, tags };
  return store.add(kind, call.region, identities.arn(call.region, kind, identities.id()), members);
}
