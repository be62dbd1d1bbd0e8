import type { JsonObject } from '../contract/types.js';
import { type Call, constrain, type Handlers, type World } from './call.js';
import { named } from './entry.js';
import { conflict, invalid, notFound } from './fault.js';
import { nested, pick, text } from './json.js';
import { page } from './page.js';
import { checkAttributes } from './participant-token.js';
import { checkQuota } from './quota.js';
import type { Entry } from './store.js';
import { requestedTags } from './tags.js';

const KIND = 'ingest-configuration';
const DEFAULT_PAGE_SIZE = 50;
const SECRET_LENGTH = 30;
/** How many credentials redundant ingest has is not documented: one for each of two encoders. */
const REDUNDANT_CREDENTIALS = 2;
const SUMMARY = [
  'name',
  'arn',
  'ingestProtocol',
  'stageArn',
  'participantId',
  'state',
  'userId',
  'redundantIngest',
];

/** Ingest configurations. One is ACTIVE while a participant publishes with it, which the control surface arranges. */
export const ingestConfigurationHandlers: Handlers = {
  CreateIngestConfiguration(call, world) {
    const { store, identities } = world;
    checkProtocol(call);
    checkAttributes(call, call.input);
    checkStage(call, world);
    const tags = requestedTags(call);
    checkQuota(call, world, KIND);
    const id = identities.id();
    const members = {
      name: '',
      stageArn: '',
      userId: '',
      redundantIngest: false,
      ...pick(call.input, ['name', 'ingestProtocol', 'stageArn', 'userId', 'redundantIngest']),
      attributes: nested(call.input, 'attributes'),
      ...credential(call, world, id),
      state: 'INACTIVE',
      tags,
    };
    const entry = store.add(KIND, call.region, identities.arn(call.region, KIND, id), members);
    completeRedundancy(call, world, entry);
    return { ingestConfiguration: entry.state };
  },

  GetIngestConfiguration: (call, world) => ({ ingestConfiguration: named(call, world, KIND).state }),

  UpdateIngestConfiguration(call, world) {
    const entry = named(call, world, KIND);
    refuseActive(entry);
    checkStage(call, world);
    entry.state = { ...entry.state, ...pick(call.input, ['stageArn', 'redundantIngest']) };
    completeRedundancy(call, world, entry);
    return { ingestConfiguration: entry.state };
  },

  DeleteIngestConfiguration(call, world) {
    const entry = named(call, world, KIND);
    if (call.input.force === true) disconnectPublishers(call, world, entry);
    refuseActive(entry);
    world.store.remove(entry);
    return {};
  },

  ListIngestConfigurations(call, { store }) {
    const { filterByStageArn, filterByState } = call.input;
    const isSingle = filterByStageArn === undefined || filterByState === undefined;
    const message = 'filterByStageArn and filterByState cannot be used together';
    constrain(call, 'filters/exclusive', isSingle, message);
    const matches = ({ state }: Entry): boolean =>
      (filterByStageArn === undefined || state.stageArn === filterByStageArn) &&
      (filterByState === undefined || state.state === filterByState);
    const found = [...store.all(KIND, call.region)].filter(matches);
    const { items, next } = page(call, found, DEFAULT_PAGE_SIZE, ({ state }) => pick(state, SUMMARY));
    return { ingestConfigurations: items, ...next };
  },
};

/** Takes a stage that is no more out of the configurations that name it. */
export function detachStage({ store }: World, stage: Entry): void {
  for (const entry of store.all(KIND, stage.region)) {
    if (entry.state.stageArn === stage.arn) entry.state = { ...entry.state, stageArn: '' };
  }
}

function checkProtocol(call: Call): void {
  const { ingestProtocol, insecureIngest } = call.input;
  const isAllowed = ingestProtocol !== 'RTMP' || insecureIngest === true;
  constrain(call, 'ingest/insecure', isAllowed, 'ingestProtocol RTMP needs insecureIngest true');
}

/** CreateIngestConfiguration declares no ResourceNotFoundException, so it can only call an unknown ARN invalid. */
function checkStage(call: Call, { store }: World): void {
  const arn = text(call.input, 'stageArn');
  if (arn === '' || store.find('stage', call.region, arn) !== undefined) return;
  const declared = call.operation.errors.includes('ResourceNotFoundException');
  throw declared ? notFound(arn) : invalid(`Resource: ${arn} not found`);
}

function refuseActive({ arn, state }: Entry): void {
  if (state.state === 'ACTIVE') throw conflict(`${arn} is active`);
}

function disconnectPublishers({ region }: Call, { store, attendance }: World, { arn, state }: Entry): void {
  const stage = store.find('stage', region, text(state, 'stageArn'));
  if (stage === undefined) return;
  for (const participant of attendance.present(stage.arn)) {
    if (participant.state.ingestConfigurationArn === arn) attendance.leave(stage, participant);
  }
}

/** Credentials exist as long as redundant ingest is enabled, and are new when it is enabled again. */
function completeRedundancy(call: Call, world: World, entry: Entry): void {
  const { redundantIngestCredentials: before, ...rest } = entry.state;
  if (rest.redundantIngest !== true) {
    entry.state = rest;
    return;
  }
  const id = entry.arn.slice(entry.arn.indexOf('/') + 1);
  const made = Array.from({ length: REDUNDANT_CREDENTIALS }, () => credential(call, world, id));
  entry.state = { ...rest, redundantIngestCredentials: before ?? made };
}

function credential({ region }: Call, { identities }: World, id: string): JsonObject {
  const secret = identities.alphanumeric(SECRET_LENGTH);
  return {
    participantId: identities.id(),
    streamKey: `rt_${identities.account}_${region}_${id}_${secret}`,
  };
}
