import type { Handlers } from './call.js';
import { refuseComposed } from './composition.js';
import { named } from './entry.js';
import { pick } from './json.js';
import { page } from './page.js';
import { checkQuota, quotaPageSize } from './quota.js';
import { requestedTags } from './tags.js';

const KIND = 'storage-configuration';

/** Storage configurations. No S3 bucket is looked at: any name of a legal form will do. */
export const storageConfigurationHandlers: Handlers = {
  CreateStorageConfiguration(call, world) {
    const { store, identities } = world;
    const members = { name: '', ...pick(call.input, ['name', 's3']), tags: requestedTags(call) };
    checkQuota(call, world, KIND);
    const entry = store.add(KIND, call.region, identities.arn(call.region, KIND, identities.id()), members);
    return { storageConfiguration: entry.state };
  },

  GetStorageConfiguration: (call, world) => ({ storageConfiguration: named(call, world, KIND).state }),

  DeleteStorageConfiguration(call, world) {
    const entry = named(call, world, KIND);
    refuseComposed(call, world, entry);
    world.store.remove(entry);
    return {};
  },

  ListStorageConfigurations(call, { store, quotas }) {
    const size = quotaPageSize(quotas, KIND);
    const { items, next } = page(call, store.all(KIND, call.region), size, ({ state }) => state);
    return { storageConfigurations: items, ...next };
  },
};
