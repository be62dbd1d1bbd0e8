import type { JsonObject } from '../contract/types.js';
import { type Call, constrain, type Handlers } from './call.js';
import { named } from './entry.js';
import { list, nested, pick, text } from './json.js';
import { page } from './page.js';
import { refuseUsed } from './policy.js';
import { checkQuota } from './quota.js';
import { requestedTags } from './tags.js';

const KIND = 'recording-configuration';
/** The documentation says 100 or the account's quota, whichever is smaller; no quota is enforced here. */
const DEFAULT_PAGE_SIZE = 100;
const SUMMARY = ['arn', 'name', 'destinationConfiguration', 'state', 'tags'];

/** Recording configurations. No S3 bucket is looked at: any name of a legal form will do. */
export const recordingConfigurationHandlers: Handlers = {
  CreateRecordingConfiguration(call, world) {
    const { store, identities } = world;
    const members = { ...requestedMembers(call), tags: requestedTags(call), state: 'ACTIVE' };
    checkQuota(call, world, KIND);
    const entry = store.add(KIND, call.region, identities.arn(call.region, KIND, identities.id()), members);
    return { recordingConfiguration: { ...entry.state, state: 'CREATING' } };
  },

  GetRecordingConfiguration: (call, world) => ({ recordingConfiguration: named(call, world, KIND).state }),

  DeleteRecordingConfiguration(call, world) {
    const entry = named(call, world, KIND);
    refuseUsed(call, world, entry, 'recordingConfigurationArn');
    world.store.remove(entry);
    return {};
  },

  ListRecordingConfigurations(call, { store }) {
    const all = store.all(KIND, call.region);
    const { items, next } = page(call, all, DEFAULT_PAGE_SIZE, ({ state }) => pick(state, SUMMARY));
    return { recordingConfigurations: items, ...next };
  },
};

function requestedMembers(call: Call): JsonObject {
  const renditions = {
    renditionSelection: 'ALL',
    renditions: [],
    ...nested(call.input, 'renditionConfiguration'),
  };
  constrain(
    call,
    'renditions/required',
    text(renditions, 'renditionSelection') !== 'CUSTOM' || list(renditions, 'renditions').length > 0,
    'renditionConfiguration.renditions is required when renditionSelection is CUSTOM',
  );
  const destination = nested(call.input, 'destinationConfiguration');
  constrain(
    call,
    'destination/one',
    Object.keys(destination).length === 1,
    'destinationConfiguration has exactly one type of destination',
  );
  return {
    name: '',
    recordingReconnectWindowSeconds: 0,
    ...pick(call.input, ['name', 'destinationConfiguration', 'recordingReconnectWindowSeconds']),
    renditionConfiguration: renditions,
    thumbnailConfiguration: {
      recordingMode: 'INTERVAL',
      targetIntervalSeconds: 60,
      storage: ['SEQUENTIAL'],
      ...nested(call.input, 'thumbnailConfiguration'),
    },
  };
}
