import type { JsonObject } from '../contract/types.js';
import { type Call, constrain, type Handlers, type World } from './call.js';
import { named } from './entry.js';
import { Fault, notFound } from './fault.js';
import { pick, text } from './json.js';
import { page } from './page.js';
import type { Participant, StageSession } from './stage-session.js';

const DEFAULT_PAGE_SIZE = 50;

const SUMMARY = [
  'participantId',
  'userId',
  'state',
  'firstJoinTime',
  'published',
  'recordingState',
  'replicationType',
  'replicationState',
  'sourceStageArn',
  'sourceSessionId',
  'redundantIngest',
  'ingestConfigurationArn',
];

/** Filter of ListParticipants → the member that it compares. */
const FILTERS: readonly (readonly [filter: string, member: string])[] = [
  ['filterByUserId', 'userId'],
  ['filterByPublished', 'published'],
  ['filterByState', 'state'],
  ['filterByRecordingState', 'recordingState'],
];

/**
 * Stage sessions, their participants, and what these did. The list operations declare no ResourceNotFoundException, so
 * of an unknown stage, session or participant they show nothing.
 */
export const participantHandlers: Handlers = {
  GetStageSession: (call, world) => ({ stageSession: sessionView(namedSession(call, world)) }),

  ListStageSessions(call, { attendance }) {
    const all = attendance.sessions(text(call.input, 'stageArn'));
    const { items, next } = page(call, all, DEFAULT_PAGE_SIZE, sessionView);
    return { stageSessions: items, ...next };
  },

  GetParticipant(call, world) {
    const id = text(call.input, 'participantId');
    const participant = namedSession(call, world).participants.get(id);
    if (participant === undefined) throw notFound(id);
    return { participant: participant.state };
  },

  ListParticipants(call, world) {
    const given = FILTERS.filter(([filter]) => call.input[filter] !== undefined);
    const names = given.map(([filter]) => filter).join(' and ');
    constrain(call, 'filters/exclusive', given.length < 2, `${names} cannot be used together`);
    const matches = ({ state }: Participant): boolean =>
      given.every(([filter, member]) => state[member] === call.input[filter]);
    const found = [...(sessionOf(call, world)?.participants.values() ?? [])].filter(matches);
    const { items, next } = page(call, found, DEFAULT_PAGE_SIZE, ({ state }) => pick(state, SUMMARY));
    return { participants: items, ...next };
  },

  ListParticipantEvents(call, world) {
    const participant = sessionOf(call, world)?.participants.get(text(call.input, 'participantId'));
    const { items, next } = page(
      call,
      participant?.events ?? [],
      DEFAULT_PAGE_SIZE,
      ({ members }) => members,
    );
    return { events: items, ...next };
  },

  DisconnectParticipant(call, world) {
    const { attendance, store } = world;
    const stage = named(call, world, 'stage', 'stageArn');
    const participant = connectedParticipant(call, world, stage.arn);
    attendance.leave(stage, participant);
    const arn = text(participant.state, 'ingestConfigurationArn');
    const ingest = store.find('ingest-configuration', call.region, arn);
    if (ingest !== undefined) ingest.state = { ...ingest.state, stageArn: '' };
    return {};
  },
};

/** @throws Fault ResourceNotFoundException when the participant that the request names is not on the stage now */
export function connectedParticipant(call: Call, { attendance }: World, stageArn: string): Participant {
  const id = text(call.input, 'participantId');
  const participant = attendance.connected(stageArn, id);
  if (participant !== undefined) return participant;
  throw new Fault('ResourceNotFoundException', `participant ${id} is not connected to ${stageArn}`);
}

function sessionOf(call: Call, { attendance }: World): StageSession | undefined {
  return attendance.session(text(call.input, 'stageArn'), text(call.input, 'sessionId'));
}

function namedSession(call: Call, world: World): StageSession {
  named(call, world, 'stage', 'stageArn');
  const session = sessionOf(call, world);
  if (session === undefined) throw notFound(text(call.input, 'sessionId'));
  return session;
}

function sessionView({ sessionId, startTime, endTime }: StageSession): JsonObject {
  return { sessionId, startTime, ...(endTime === undefined ? {} : { endTime }) };
}
