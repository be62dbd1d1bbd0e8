import type { Handlers } from './call.js';
import { named } from './entry.js';
import { pick } from './json.js';
import { page } from './page.js';
import { importKey } from './playback-key-pair.js';

const KIND = 'public-key';
const DEFAULT_PAGE_SIZE = 50;
const SUMMARY = ['arn', 'name', 'tags'];

/** Public keys that check self-signed participant tokens. Unlike playback key pairs, they show their material. */
export const publicKeyHandlers: Handlers = {
  ImportPublicKey: (call, world) => ({
    publicKey: importKey(call, world, KIND, ['publicKeyMaterial']).state,
  }),

  GetPublicKey: (call, world) => ({ publicKey: named(call, world, KIND).state }),

  DeletePublicKey(call, world) {
    world.store.remove(named(call, world, KIND));
    return {};
  },

  ListPublicKeys(call, { store }) {
    const all = store.all(KIND, call.region);
    const { items, next } = page(call, all, DEFAULT_PAGE_SIZE, ({ state }) => pick(state, SUMMARY));
    return { publicKeys: items, ...next };
  },
};
