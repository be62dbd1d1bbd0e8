import type { JsonObject } from '../contract/types.js';
import { type Call, constrain, type Handlers, type World } from './call.js';
import { countryFault } from './country.js';
import { named } from './entry.js';
import { conflict } from './fault.js';
import { pick, texts } from './json.js';
import { originFault } from './origin.js';
import { page } from './page.js';
import { checkQuota } from './quota.js';
import type { Entry } from './store.js';
import { requestedTags } from './tags.js';

const KIND = 'playback-restriction-policy';
const DEFAULT_PAGE_SIZE = 1;
const CHANGEABLE = ['allowedCountries', 'allowedOrigins', 'enableStrictOriginEnforcement', 'name'];
const DEFAULTS: JsonObject = {
  allowedCountries: [],
  allowedOrigins: [],
  enableStrictOriginEnforcement: false,
  name: '',
};

/** Playback restriction policies. */
export const policyHandlers: Handlers = {
  CreatePlaybackRestrictionPolicy(call, world) {
    const { store, identities } = world;
    const members = { ...DEFAULTS, ...requestedMembers(call), tags: requestedTags(call) };
    checkQuota(call, world, KIND);
    const entry = store.add(KIND, call.region, identities.arn(call.region, KIND, identities.id()), members);
    return { playbackRestrictionPolicy: entry.state };
  },

  GetPlaybackRestrictionPolicy: (call, world) => ({
    playbackRestrictionPolicy: named(call, world, KIND).state,
  }),

  UpdatePlaybackRestrictionPolicy(call, world) {
    const entry = named(call, world, KIND);
    entry.state = { ...entry.state, ...requestedMembers(call) };
    return { playbackRestrictionPolicy: entry.state };
  },

  DeletePlaybackRestrictionPolicy(call, world) {
    const entry = named(call, world, KIND);
    refuseUsed(call, world, entry, 'playbackRestrictionPolicyArn');
    world.store.remove(entry);
    return {};
  },

  ListPlaybackRestrictionPolicies(call, { store }) {
    const { items, next } = page(call, store.all(KIND, call.region), DEFAULT_PAGE_SIZE, ({ state }) => state);
    return { playbackRestrictionPolicies: items, ...next };
  },
};

/** @throws Fault ConflictException when a channel's member names this resource */
export function refuseUsed(call: Call, { store }: World, entry: Entry, member: string): void {
  for (const channel of store.all('channel', call.region)) {
    if (channel.state[member] === entry.arn) throw conflict(`${entry.arn} is used by ${channel.arn}`);
  }
}

function requestedMembers(call: Call): JsonObject {
  for (const code of texts(call.input, 'allowedCountries')) {
    const fault = countryFault(code);
    constrain(
      call,
      `country/${fault}`,
      fault === undefined,
      `${code} is no assigned ISO 3166-1 alpha-2 code`,
    );
  }
  for (const origin of texts(call.input, 'allowedOrigins')) {
    const fault = originFault(origin);
    constrain(call, `origin/${fault}`, fault === undefined, `${origin} is no Origin header value (${fault})`);
  }
  return pick(call.input, CHANGEABLE);
}
