import type { Json, JsonObject } from '../../../contract/types.js';
import type { Participant } from '../../resources/stages/stage-session.js';
import type { Answer } from '../../state/call.js';
import { isObject, list, nested, text } from '../../state/json.js';
import { accepting, mutantOf, type Place, showing, withEntries, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { revokedTokenMutants } from './revoked-tokens.js';

function at(operation: string): Place {
  return { service: 'ivs-realtime', operation };
}

/** Members of a participant → what is wrong with them, and what they are then. */
const WRONG_MEMBERS: { readonly [member: string]: (participant: JsonObject) => Json | undefined } = {
  userId: () => '',
  attributes: () => ({}),
  state: ({ state }) => (state === 'CONNECTED' ? 'DISCONNECTED' : 'CONNECTED'),
  published: ({ published }) => published !== true,
  recordingS3BucketName: () => 'another-bucket',
  recordingS3Prefix: ({ recordingS3Prefix }) => (recordingS3Prefix === '' ? 'prefix' : ''),
  recordingState: ({ recordingState }) => (recordingState === 'DISABLED' ? 'ACTIVE' : 'DISABLED'),
  protocol: ({ protocol }) => (protocol === 'RTMPS' ? 'WHIP' : protocol),
  replicationType: ({ replicationType }) => (replicationType === 'NONE' ? 'SOURCE' : 'NONE'),
  replicationState: ({ replicationState }) => (replicationState === 'ACTIVE' ? 'STOPPED' : replicationState),
  sourceStageArn: ({ sourceStageArn }) => sourceStageArn && `${String(sourceStageArn)}x`,
  sourceSessionId: ({ sourceSessionId }) => sourceSessionId && `${String(sourceSessionId).slice(0, -1)}_`,
  ingestConfigurationArn: ({ ingestConfigurationArn }) =>
    ingestConfigurationArn && `${String(ingestConfigurationArn)}x`,
};

/** Members of which ListParticipants has fewer. */
const LISTED = [
  'userId',
  'state',
  'published',
  'replicationType',
  'replicationState',
  'ingestConfigurationArn',
];

/** People on stages: who they are, when they come and go, what is recorded of it. */
export function presenceMutants(): Mutant[] {
  return [
    ...Object.keys(WRONG_MEMBERS).map(wrongMember),
    ...LISTED.map(wrongListedMember),
    ...participantListMutants(),
    ...eventMutants(),
    ...leavingMutants(),
    ...revokedTokenMutants(),
    ...recordingMutants(),
  ];
}

function wrongMember(member: string): Mutant {
  const statement = `GetParticipant shows another ${member}.`;
  return mutantOf('participant-wrong', at('GetParticipant'), [member], statement, (_, next) => {
    const answer = next();
    const value = WRONG_MEMBERS[member]?.(nested(answer.body ?? {}, 'participant'));
    return value === undefined ? answer : showing(answer, 'participant', { [member]: value });
  });
}

function wrongListedMember(member: string): Mutant {
  const statement = `ListParticipants shows another ${member}.`;
  return mutantOf('participant-wrong', at('ListParticipants'), [member], statement, (_, next) =>
    withEntries(next(), 'participants', (entry) => {
      const value = WRONG_MEMBERS[member]?.(entry);
      return value === undefined ? entry : { ...entry, [member]: value };
    }),
  );
}

const FILTERS = ['filterByUserId', 'filterByPublished', 'filterByState', 'filterByRecordingState'];

function participantListMutants(): Mutant[] {
  const place = at('ListParticipants');
  const isAlone = (input: JsonObject) => FILTERS.filter((filter) => input[filter] !== undefined).length < 2;
  return [
    ...FILTERS.map((filter) =>
      mutantOf('filter-ignored', place, [filter], `${filter} is ignored.`, (call, next) =>
        next(isAlone(call.input) ? withInput(call, { [filter]: undefined }) : call),
      ),
    ),
    ...FILTERS.map((filter) =>
      mutantOf('filter-incomplete', place, [filter], `${filter} misses the first match.`, (call, next) => {
        const answer = next();
        if (call.input[filter] === undefined || answer.body === undefined) return answer;
        return {
          ...answer,
          body: { ...answer.body, participants: list(answer.body, 'participants').slice(1) },
        };
      }),
    ),
    mutantOf('filters-not-exclusive', place, [], 'Several filters are accepted together.', (call, next) =>
      next({ ...call, unchecked: 'filters/exclusive' }),
    ),
    mutantOf('page-size-ignored', place, [], 'maxResults is ignored.', (call, next) => {
      const { maxResults: size } = call.input;
      const isValid = typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= 100;
      return next(isValid ? withInput(call, { maxResults: undefined }) : call);
    }),
    mutantOf('participant-unlisted', place, [], 'Who has left is not listed.', (_, next) => {
      const answer = next();
      const present = list(answer.body ?? {}, 'participants').filter(
        (one) => isObject(one) && one.state === 'CONNECTED',
      );
      return answer.error === undefined
        ? { ...answer, body: { ...answer.body, participants: present } }
        : answer;
    }),
    accepting(
      'unknown-participant-accepted',
      at('GetParticipant'),
      'ResourceNotFoundException',
      'A participant who never was is shown.',
      ({ input }) => ({
        participant: { participantId: text(input, 'participantId'), state: 'DISCONNECTED' },
      }),
    ),
  ];
}

const EVENTS = [
  'JOINED',
  'PUBLISH_STARTED',
  'LEFT',
  'PUBLISH_ERROR',
  'REPLICATION_STARTED',
  'REPLICATION_STOPPED',
];
const EVENT_MEMBERS: { readonly [member: string]: Json } = {
  errorCode: 'QUOTA_EXCEEDED',
  destinationStageArn: 'arn:aws:ivs:us-east-1:123456789012:stage/another00000',
  destinationSessionId: 'st-another123456',
  replica: false,
};

function eventMutants(): Mutant[] {
  const place = at('ListParticipantEvents');
  return [
    ...EVENTS.map((name) =>
      mutantOf('event-lost', place, [name], `The event ${name} is not there.`, (_, next) => {
        const answer = next();
        const kept = list(answer.body ?? {}, 'events').filter(
          (event) => !isObject(event) || event.name !== name,
        );
        return answer.error === undefined ? { ...answer, body: { ...answer.body, events: kept } } : answer;
      }),
    ),
    ...Object.entries(EVENT_MEMBERS).map(([member, value]) =>
      mutantOf('event-wrong', place, [member], `Events show another ${member}.`, (_, next) =>
        withEntries(next(), 'events', (event) =>
          event[member] === undefined ? event : { ...event, [member]: value },
        ),
      ),
    ),
    ...Object.entries({ remoteParticipantId: 'another12345', errorCode: 'QUOTA_EXCEEDED' }).map(
      ([member, value]) =>
        mutantOf('event-says-more', place, [member], `Every event shows ${member}.`, (_, next) =>
          withEntries(next(), 'events', (event) => ({ [member]: value, ...event })),
        ),
    ),
    mutantOf('event-time-wrong', place, [], 'Leaving is dated before joining.', (_, next) =>
      withEntries(next(), 'events', (event) =>
        event.name === 'LEFT' ? { ...event, eventTime: '2001-01-01T00:00:00.000Z' } : event,
      ),
    ),
    mutantOf(
      'events-of-all',
      place,
      [],
      'Events of everybody on the stage are listed.',
      (call, next, { attendance }) => {
        const answer = next();
        const session = attendance.session(text(call.input, 'stageArn'), text(call.input, 'sessionId'));
        const all = [...(session?.participants.values() ?? [])].flatMap((one: Participant) => one.events);
        const events = all.map(({ state }) => state);
        return answer.error === undefined ? { ...answer, body: { ...answer.body, events } } : answer;
      },
    ),
    mutantOf(
      'capabilities-ignored',
      at('CreateParticipantToken'),
      [],
      'Whoever has a token may publish.',
      (call, next, { attendance }) => {
        const answer = next();
        const participantId = text(nested(answer.body ?? {}, 'participantToken'), 'participantId');
        const stageArn = text(call.input, 'stageArn');
        const bearer = attendance.bearer(stageArn, participantId);
        if (bearer !== undefined) attendance.admit(stageArn, participantId, { ...bearer, mayPublish: true });
        return answer;
      },
    ),
  ];
}

function leavingMutants(): Mutant[] {
  const place = at('DisconnectParticipant');
  const others = ({ stageArn, participantId }: JsonObject, present: readonly Participant[]): Participant[] =>
    stageArn === undefined ? [] : present.filter((one) => one.participantId !== participantId);
  return [
    mutantOf(
      'disconnect-ineffective',
      place,
      [],
      'A disconnected participant stays.',
      (call, next, { attendance }) =>
        attendance.connected(text(call.input, 'stageArn'), text(call.input, 'participantId')) === undefined
          ? next()
          : { status: 200, headers: { 'content-type': 'application/json' }, body: {} },
    ),
    mutantOf(
      'disconnect-everybody',
      place,
      [],
      'Everybody else is disconnected as well.',
      (call, next, { attendance, store }) => {
        const answer = next();
        const stage = store.findAny(call.region, text(call.input, 'stageArn'));
        if (answer.error !== undefined || stage === undefined) return answer;
        for (const one of others(call.input, attendance.present(stage.arn))) attendance.leave(stage, one);
        return answer;
      },
    ),
    mutantOf(
      'occupied-stage-refused',
      at('DeleteStage'),
      [],
      'A stage with participants is refused as invalid.',
      (call, next, { attendance }) =>
        attendance.present(text(call.input, 'arn')).length === 0
          ? next()
          : refusal('ValidationException', 400),
    ),
    mutantOf(
      'occupied-stage-kept',
      at('DeleteStage'),
      [],
      'A stage with participants stays after it was deleted.',
      (call, next, { attendance, store }) => {
        const stage = store.findAny(call.region, text(call.input, 'arn'));
        const isOccupied = attendance.present(text(call.input, 'arn')).length > 0;
        const answer = next();
        if (isOccupied && stage !== undefined) store.restore(stage);
        return answer;
      },
    ),
  ];
}

function recordingMutants(): Mutant[] {
  const member = 'autoParticipantRecordingConfiguration';
  return [
    mutantOf(
      'recording-updated',
      at('UpdateStage'),
      [],
      'Recording can be changed while it is active.',
      (call, next) => next({ ...call, unchecked: 'recording/active' }),
    ),
    mutantOf(
      'replicas-always-recorded',
      at('CreateStage'),
      [],
      'Replicas are recorded although they are not to be.',
      (call, next, world) => {
        const answer = next();
        const arn = text(nested(answer.body ?? {}, 'stage'), 'arn');
        const stage = world.store.findAny(call.region, arn);
        const settings = nested(call.input, member);
        if (stage === undefined || settings.recordParticipantReplicas !== false) return answer;
        stage.state = {
          ...stage.state,
          [member]: { ...nested(stage.state, member), recordParticipantReplicas: true },
        };
        return answer;
      },
    ),
  ];
}

/** An error without its text. */
function refusal(code: string, status: number): Answer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  return { status, headers, body: { exceptionMessage: 'refused' }, error: code };
}
