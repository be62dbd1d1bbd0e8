import type { JsonObject } from '../contract/types.js';
import type { Handlers } from './call.js';
import { named } from './entry.js';
import { pick } from './json.js';
import { page } from './page.js';
import { refuseUsed } from './policy.js';
import { checkQuota, quotaPageSize } from './quota.js';
import { requestedTags } from './tags.js';

const KIND = 'failover-slate-configuration';
const CHANGEABLE = ['name', 'activationThresholdSeconds', 'minSlateDisplaySeconds', 'maxSlateDisplaySeconds'];
const DEFAULTS: JsonObject = {
  name: '',
  activationThresholdSeconds: 3,
  minSlateDisplaySeconds: 3,
  maxSlateDisplaySeconds: 60,
};

/** Failover slate configurations. They are ready at once: only the answer to a change shows that it goes on. */
export const failoverSlateConfigurationHandlers: Handlers = {
  CreateFailoverSlateConfiguration(call, world) {
    const { store, identities } = world;
    const members = {
      ...DEFAULTS,
      ...pick(call.input, CHANGEABLE),
      state: 'CREATED',
      tags: requestedTags(call),
    };
    checkQuota(call, world, KIND);
    const entry = store.add(KIND, call.region, identities.arn(call.region, KIND, identities.id()), members);
    return { failoverSlateConfiguration: { ...entry.state, state: 'CREATING' } };
  },

  GetFailoverSlateConfiguration: (call, world) => ({
    failoverSlateConfiguration: named(call, world, KIND).state,
  }),

  UpdateFailoverSlateConfiguration(call, world) {
    const entry = named(call, world, KIND);
    entry.state = { ...entry.state, ...pick(call.input, CHANGEABLE) };
    return { failoverSlateConfiguration: { ...entry.state, state: 'UPDATING' } };
  },

  DeleteFailoverSlateConfiguration(call, world) {
    const entry = named(call, world, KIND);
    refuseUsed(call, world, entry, 'failoverSlateConfigurationArn');
    world.store.remove(entry);
    return {};
  },

  ListFailoverSlateConfigurations(call, { store, quotas }) {
    const size = quotaPageSize(quotas, KIND);
    const { items, next } = page(call, store.all(KIND, call.region), size, ({ state }) => state);
    return { failoverSlateConfigurations: items, ...next };
  },
};
