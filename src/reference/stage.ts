import type { Json, JsonObject } from '../contract/types.js';
import type { Call, Handlers, World } from './call.js';
import { named } from './entry.js';
import { invalid, notFound } from './fault.js';
import { isObject, list, nested, pick, text } from './json.js';
import { page } from './page.js';
import { checkAttributes, participantToken } from './participant-token.js';
import { requestedTags } from './tags.js';

const KIND = 'stage';
const DEFAULT_PAGE_SIZE = 50;
const SUMMARY = ['arn', 'name', 'tags'];

/**
 * Individual participant recording is always off: storage configurations cannot be created on this endpoint, and
 * without one all the other settings go back to their defaults.
 */
const RECORDING_OFF: JsonObject = {
  storageConfigurationArn: '',
  mediaTypes: ['AUDIO_VIDEO'],
  thumbnailConfiguration: { targetIntervalSeconds: 60, storage: ['SEQUENTIAL'], recordingMode: 'DISABLED' },
  recordingReconnectWindowSeconds: 0,
  hlsConfiguration: { targetSegmentDurationSeconds: 6 },
  recordParticipantReplicas: true,
};

/** Stages. Nobody ever joins one, so none has an active session. */
export const stageHandlers: Handlers = {
  CreateStage(call, world) {
    const { store, identities } = world;
    const configurations = tokenConfigurations(call);
    checkStorage(call);
    const members = { name: '', ...pick(call.input, ['name']), tags: requestedTags(call) };
    const arn = identities.arn(call.region, KIND, identities.id());
    const stage = store.add(KIND, call.region, arn, {
      ...members,
      autoParticipantRecordingConfiguration: RECORDING_OFF,
      endpoints: endpoints(world),
    });
    if (configurations.length === 0) return { stage: stage.state };
    const participantTokens = configurations.map((one) => participantToken(world, stage, one));
    return { stage: stage.state, participantTokens };
  },

  GetStage: (call, world) => ({ stage: named(call, world, KIND).state }),

  UpdateStage(call, world) {
    const entry = named(call, world, KIND);
    checkStorage(call);
    entry.state = { ...entry.state, ...pick(call.input, ['name']) };
    return { stage: entry.state };
  },

  DeleteStage(call, world) {
    world.store.remove(named(call, world, KIND));
    return {};
  },

  ListStages(call, { store }) {
    const all = store.all(KIND, call.region);
    const { items, next } = page(call, all, DEFAULT_PAGE_SIZE, ({ state }) => pick(state, SUMMARY));
    return { stages: items, ...next };
  },
};

function tokenConfigurations(call: Call): JsonObject[] {
  const configurations = list(call.input, 'participantTokenConfigurations').filter((one: Json) =>
    isObject(one),
  );
  for (const configuration of configurations) checkAttributes(call, configuration);
  return configurations;
}

/** CreateStage declares no ResourceNotFoundException, so it can only call an unknown ARN invalid. */
function checkStorage(call: Call): void {
  const arn = text(nested(call.input, 'autoParticipantRecordingConfiguration'), 'storageConfigurationArn');
  if (arn === '') return;
  const declared = call.operation.errors.includes('ResourceNotFoundException');
  throw declared ? notFound(arn) : invalid(`Resource: ${arn} not found`);
}

function endpoints({ identities }: World): JsonObject {
  const host = identities.hexadecimal(12);
  return {
    events: 'wss://global.events.live-video.net',
    whip: `https://${host}.global-bm.whip.live-video.net`,
    rtmp: `rtmp://${host}.global-contribute.live-video.net/app/`,
    rtmps: `rtmps://${host}.global-contribute.live-video.net:443/app/`,
  };
}
