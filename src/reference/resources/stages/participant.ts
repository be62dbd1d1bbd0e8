import { type Call, checkQuota, constrain, type Handlers, named, type World } from '../../state/call.js';
import { conflict, notFound } from '../../state/fault.js';
import { nested, pick, text } from '../../state/json.js';
import { listed } from '../../state/list.js';
import type { Entry } from '../../state/store.js';
import { checkAttributes } from './participant-token.js';
import { isPublishing, isReplica, type Participant, type StageSession } from './stage-session.js';

const REPLICAS = 'participant-replica';

/**
 * Stage sessions, their participants, what these did, and where else they show. The list operations declare no
 * ResourceNotFoundException, so of an unknown stage, session or participant they show nothing. A replica ends as soon as
 * its participant leaves, so `reconnectWindowSeconds` has no effect.
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

  StartParticipantReplication(call, world) {
    const { attendance, quotas } = world;
    checkAttributes(call, call.input);
    const [source, destination] = stages(call, world);
    const participant = connectedParticipant(call, world, source.arn);
    const { participantId } = participant;
    if (!isPublishing(participant)) throw conflict(`participant ${participantId} does not publish`);
    if (isReplica(participant)) throw conflict(`participant ${participantId} is a replica`);
    if (attendance.connected(destination.arn, participantId) !== undefined)
      throw conflict(`participant ${participantId} is on ${destination.arn}`);
    const running = attendance.running({ sourceStageArn: source.arn, participantId });
    checkQuota(call, quotas[REPLICAS], running.length, REPLICAS);
    attendance.replicate(source, participant, destination, nested(call.input, 'attributes'));
    return {};
  },

  StopParticipantReplication(call, world) {
    const [{ arn: sourceStageArn }, { arn: destinationStageArn }] = stages(call, world);
    const participantId = text(call.input, 'participantId');
    const [replica] = world.attendance.running({ sourceStageArn, destinationStageArn, participantId });
    if (replica === undefined) throw notFound(participantId);
    world.attendance.endReplica(replica);
    return {};
  },

  ListParticipantReplicas(call, world) {
    const isKnown = world.store.find('stage', call.region, text(call.input, 'sourceStageArn')) !== undefined;
    const wanted = pick(call.input, ['sourceStageArn', 'participantId']);
    return listed(call, world, isKnown ? world.attendance.replicas(wanted) : []);
  },
};

/** @throws Fault ResourceNotFoundException when the participant that the request names is not on the stage now */
function connectedParticipant(call: Call, { attendance }: World, stageArn: string): Participant {
  const id = text(call.input, 'participantId');
  const participant = attendance.connected(stageArn, id);
  if (participant === undefined) throw notFound(id);
  return participant;
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

function stages(call: Call, world: World): [source: Entry, destination: Entry] {
  const source = named(call, world, 'stage', 'sourceStageArn');
  const destination = named(call, world, 'stage', 'destinationStageArn');
  const differ = source.arn !== destination.arn;
  constrain(call, 'replication/stages', differ, 'source and destination are the same stage');
  return [source, destination];
}
