import type { JsonObject } from '../../../contract/types.js';
import { list, nested, text } from '../../state/json.js';
import { accepting, mutantOf, type Place, withEntries, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';

const START: Place = { service: 'ivs-realtime', operation: 'StartParticipantReplication' };
const STOP: Place = { service: 'ivs-realtime', operation: 'StopParticipantReplication' };
const LIST: Place = { service: 'ivs-realtime', operation: 'ListParticipantReplicas' };

const OTHER_STAGE = 'arn:aws:ivs:us-east-1:123456789012:stage/another00000';
const WRONG: JsonObject = {
  participantId: 'another',
  sourceStageArn: OTHER_STAGE,
  destinationStageArn: OTHER_STAGE,
  sourceSessionId: 'st-another123456',
  destinationSessionId: 'st-another123456',
  replicationState: 'STOPPED',
};

/** Replication of participants. */
export function replicationMutants(): Mutant[] {
  return [
    ...Object.entries(WRONG).map(([member, value]) =>
      mutantOf('replica-wrong', LIST, [member], `Replicas show another ${member}.`, (_, next) =>
        withEntries(next(), 'replicas', (replica) => ({ ...replica, [member]: value })),
      ),
    ),
    accepting(
      'quota-unchecked',
      START,
      'ServiceQuotaExceededException',
      'The quota of replicas is not enforced.',
      () => ({}),
    ),
    mutantOf('replicas-lost', LIST, [], 'No replica is listed.', (_, next) => {
      const answer = next();
      const isShown = list(answer.body ?? {}, 'replicas').length > 0;
      return isShown ? { ...answer, body: { ...answer.body, replicas: [] } } : answer;
    }),
    mutantOf('replica-never-stops', LIST, [], 'A replica stays ACTIVE after it was stopped.', (_, next) =>
      withEntries(next(), 'replicas', (replica) => ({ ...replica, replicationState: 'ACTIVE' })),
    ),
    mutantOf(
      'stop-ineffective',
      STOP,
      [],
      'A replica goes on after it was stopped.',
      (call, next, { attendance }) => {
        const { destinationStageArn, participantId } = call.input;
        const members = {
          participantId: String(participantId),
          destinationStageArn: String(destinationStageArn),
        };
        const [replica] = attendance.running(members);
        return replica === undefined
          ? next()
          : { status: 200, headers: { 'content-type': 'application/json' }, body: {} };
      },
    ),
    mutantOf(
      'stop-ends-source',
      STOP,
      [],
      'The source leaves its stage when its replica ends.',
      (call, next, { attendance, store }) => {
        const answer = next();
        const stage = store.findAny(call.region, text(call.input, 'sourceStageArn'));
        const source = stage && attendance.connected(stage.arn, text(call.input, 'participantId'));
        if (answer.error === undefined && stage !== undefined && source !== undefined)
          attendance.leave(stage, source);
        return answer;
      },
    ),
    mutantOf(
      'replica-attributes-ignored',
      START,
      [],
      'Attributes of a replication have no effect.',
      (call, next) => {
        // Too many are still refused.
        const isValid = JSON.stringify(call.input.attributes ?? {}).length < 1000;
        return next(isValid ? withInput(call, { attributes: undefined }) : call);
      },
    ),
    mutantOf(
      'replica-attributes-replaced',
      START,
      [],
      'Attributes of a replication take the place of the token’s.',
      (call, next, { attendance }) => {
        const answer = next();
        const { destinationStageArn, participantId, attributes } = call.input;
        const copy = attendance.connected(String(destinationStageArn), String(participantId));
        if (answer.error === undefined && copy !== undefined && attributes !== undefined)
          copy.state = { ...copy.state, attributes: nested(call.input, 'attributes') };
        return answer;
      },
    ),
    mutantOf(
      'attributes-unchecked',
      START,
      [],
      'The constraint attributes/size is not enforced.',
      (call, next) => next({ ...call, unchecked: 'attributes/size' }),
    ),
    mutantOf(
      'spectator-replicated',
      START,
      [],
      'Somebody who does not publish can be replicated.',
      (_, next) => {
        const answer = next();
        if (answer.error !== 'ConflictException') return answer;
        return { status: 200, headers: { 'content-type': 'application/json' }, body: {} };
      },
    ),
    ...[START, STOP].map((place) =>
      accepting(
        'unknown-participant-accepted',
        place,
        'ResourceNotFoundException',
        'Whoever and whatever is not there is passed over in silence.',
        () => ({}),
      ),
    ),
  ];
}
