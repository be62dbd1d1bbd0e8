import { type Call, checkQuota, constrain, type Handlers, type World } from './call.js';
import { named } from './entry.js';
import { conflict, Fault } from './fault.js';
import { nested, text } from './json.js';
import { listed } from './list.js';
import { connectedParticipant } from './participant.js';
import { checkAttributes } from './participant-token.js';
import { isPublishing, isReplica, type Participant } from './stage-session.js';
import type { Entry } from './store.js';

const QUOTA = 'participant-replica';

/**
 * Participants of one stage who show on another as well. A replica ends as soon as its participant leaves, so
 * `reconnectWindowSeconds` has no effect.
 */
export const replicationHandlers: Handlers = {
  StartParticipantReplication(call, world) {
    checkAttributes(call, call.input);
    const [source, destination] = stages(call, world);
    const participant = connectedParticipant(call, world, source.arn);
    checkReplicable(call, world, source, participant, destination);
    world.attendance.replicate(source, participant, destination, nested(call.input, 'attributes'));
    return {};
  },

  StopParticipantReplication(call, world) {
    const [source, destination] = stages(call, world);
    const id = text(call.input, 'participantId');
    const replica = world.attendance.replicas.at(destination.arn, id);
    if (replica?.state.sourceStageArn !== source.arn) {
      throw new Fault(
        'ResourceNotFoundException',
        `participant ${id} is not replicated to ${destination.arn}`,
      );
    }
    world.attendance.endReplica(replica);
    return {};
  },

  ListParticipantReplicas(call, world) {
    const { attendance, store } = world;
    const stageArn = text(call.input, 'sourceStageArn');
    const isKnown = store.find('stage', call.region, stageArn) !== undefined;
    const all = isKnown ? attendance.replicas.of(stageArn, text(call.input, 'participantId')) : [];
    return listed(call, world, all);
  },
};

function stages(call: Call, world: World): [source: Entry, destination: Entry] {
  const source = named(call, world, 'stage', 'sourceStageArn');
  const destination = named(call, world, 'stage', 'destinationStageArn');
  const differ = source.arn !== destination.arn;
  constrain(call, 'replication/stages', differ, 'source and destination are the same stage');
  return [source, destination];
}

/** @throws Fault when the participant does not publish, is there already, or has too many replicas */
function checkReplicable(
  call: Call,
  { attendance, quotas }: World,
  source: Entry,
  participant: Participant,
  destination: Entry,
): void {
  const { participantId } = participant;
  if (!isPublishing(participant)) throw conflict(`participant ${participantId} does not publish`);
  if (isReplica(participant)) throw conflict(`participant ${participantId} is a replica`);
  if (attendance.connected(destination.arn, participantId) !== undefined) {
    throw conflict(`participant ${participantId} is on ${destination.arn}`);
  }
  const running = attendance.replicas.running(source.arn, participantId).length;
  checkQuota(call, quotas[QUOTA], running, QUOTA);
}
