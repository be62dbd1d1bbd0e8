import type { Call, Handlers, World } from './call.js';
import { named } from './entry.js';
import { Fault, notFound } from './fault.js';
import { text } from './json.js';
import { listed } from './list.js';
import type { Participant, StageSession } from './stage-session.js';

/**
 * Stage sessions, their participants, and what these did. The list operations declare no ResourceNotFoundException, so
 * of an unknown stage, session or participant they show nothing.
 */
export const participantHandlers: Handlers = {
  GetStageSession: (call, world) => ({ stageSession: namedSession(call, world).state }),

  ListStageSessions: (call, world) =>
    listed(call, world, world.attendance.sessions(text(call.input, 'stageArn'))),

  GetParticipant(call, world) {
    const id = text(call.input, 'participantId');
    const participant = namedSession(call, world).participants.get(id);
    if (participant === undefined) throw notFound(id);
    return { participant: participant.state };
  },

  ListParticipants: (call, world) => listed(call, world, sessionOf(call, world)?.participants.values() ?? []),

  ListParticipantEvents(call, world) {
    const participant = sessionOf(call, world)?.participants.get(text(call.input, 'participantId'));
    return listed(call, world, participant?.events ?? []);
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
