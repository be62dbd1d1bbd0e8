import type { JsonObject } from '../contract/types.js';
import type { Handlers } from './call.js';
import { named } from './entry.js';
import { pick } from './json.js';
import { page } from './page.js';
import { refuseUsed } from './policy.js';
import { checkQuota, quotaPageSize } from './quota.js';
import { requestedTags } from './tags.js';

const KIND = 'ad-configuration';
const CHANGEABLE = ['name', 'mediaTailorPlaybackConfigurations', 'postRollConfiguration'];
const DEFAULTS: JsonObject = { name: '', postRollConfiguration: { enabled: false, durationSeconds: 15 } };

/** Ad configurations. No MediaTailor resource is looked at: any ARN of a legal form will do. */
export const adConfigurationHandlers: Handlers = {
  CreateAdConfiguration(call, world) {
    const { store, identities } = world;
    const members = { ...DEFAULTS, ...pick(call.input, CHANGEABLE), tags: requestedTags(call) };
    checkQuota(call, world, KIND);
    const entry = store.add(KIND, call.region, identities.arn(call.region, KIND, identities.id()), members);
    return { adConfiguration: entry.state };
  },

  GetAdConfiguration: (call, world) => ({ adConfiguration: named(call, world, KIND).state }),

  UpdateAdConfiguration(call, world) {
    const entry = named(call, world, KIND);
    entry.state = { ...entry.state, ...pick(call.input, CHANGEABLE) };
    return { adConfiguration: entry.state };
  },

  DeleteAdConfiguration(call, world) {
    const entry = named(call, world, KIND);
    refuseUsed(call, world, entry, 'adConfigurationArn');
    world.store.remove(entry);
    return {};
  },

  ListAdConfigurations(call, { store, quotas }) {
    const size = quotaPageSize(quotas, KIND);
    const { items, next } = page(call, store.all(KIND, call.region), size, ({ state }) => state);
    return { adConfigurations: items, ...next };
  },
};
