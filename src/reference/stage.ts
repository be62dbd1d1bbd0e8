import type { Json, JsonObject } from '../contract/types.js';
import type { Call, Handlers, World } from './call.js';
import { named } from './entry.js';
import { detachStage } from './ingest-configuration.js';
import { isObject, list, nested, pick } from './json.js';
import { page } from './page.js';
import { checkAttributes, participantToken } from './participant-token.js';
import { checkQuota } from './quota.js';
import { refuseWhileRecording, requestedRecording } from './stage-recording.js';
import { requestedTags } from './tags.js';

const KIND = 'stage';
const DEFAULT_PAGE_SIZE = 50;
const SUMMARY = ['arn', 'name', 'activeSessionId', 'tags'];

/** Stages. Participants join them by the control surface alone. */
export const stageHandlers: Handlers = {
  CreateStage(call, world) {
    const { store, identities } = world;
    const configurations = tokenConfigurations(call);
    const recording = requestedRecording(call, world);
    const members = { name: '', ...pick(call.input, ['name']), tags: requestedTags(call) };
    checkQuota(call, world, KIND);
    const arn = identities.arn(call.region, KIND, identities.id());
    const stage = store.add(KIND, call.region, arn, {
      ...members,
      autoParticipantRecordingConfiguration: recording,
      endpoints: endpoints(world),
    });
    if (configurations.length === 0) return { stage: stage.state };
    const participantTokens = configurations.map((one) => participantToken(world, stage, one));
    return { stage: stage.state, participantTokens };
  },

  GetStage: (call, world) => ({ stage: named(call, world, KIND).state }),

  UpdateStage(call, world) {
    const entry = named(call, world, KIND);
    refuseWhileRecording(call, world, entry);
    const before = nested(entry.state, 'autoParticipantRecordingConfiguration');
    const recording = requestedRecording(call, world, before);
    entry.state = {
      ...entry.state,
      ...pick(call.input, ['name']),
      autoParticipantRecordingConfiguration: recording,
    };
    return { stage: entry.state };
  },

  DeleteStage(call, world) {
    const entry = named(call, world, KIND);
    world.attendance.clear(entry);
    detachStage(world, entry);
    world.store.remove(entry);
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

function endpoints({ identities }: World): JsonObject {
  const host = identities.hexadecimal(12);
  return {
    events: 'wss://global.events.live-video.net',
    whip: `https://${host}.global-bm.whip.live-video.net`,
    rtmp: `rtmp://${host}.global-contribute.live-video.net/app/`,
    rtmps: `rtmps://${host}.global-contribute.live-video.net:443/app/`,
  };
}
