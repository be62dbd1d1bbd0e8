/** Replication: a participant of one stage who shows on another as well. */
import type { Json, JsonObject } from '../contract/types.js';
import { type Course, courseKind } from './course.js';
import { at, equal, expectError, expectMember, expectRefusal, requireSuccess, show } from './expect.js';
import { SharedFixture } from './loan.js';
import { bothViews, events, read } from './participant-views.js';
import { JOINING, join, newStage, type Present, shown } from './presence.js';
import type { CheckContext, Kind } from './types.js';
import { DeviationFound, Skipped } from './verdicts.js';
import { listed, type Walk } from './walk.js';

const START = 'StartParticipantReplication';
const STOP = 'StopParticipantReplication';
const LIVE = { makes: ['Stage'], calls: [...JOINING, START], drives: 'joinParticipant' } as const;

/** More bytes than attributes may have. */
const TOO_MANY = 1025;

/** Replicas that a participant has at most; no account can have that raised. */
const MOST_REPLICAS = 5;

const QUOTA_EXCEEDED = 'ServiceQuotaExceededException';

/** The rules of replication. */
export const replication: Kind = courseKind('replication', 'Participant replication', {
  'replica-on-destination-stage': {
    ...LIVE,
    title: 'a replica shows on the destination stage, with where it comes from',
    sent: `${START}, then GetParticipant and ListParticipants of the destination stage`,
    member: 'participant.replicationType',
    run: async (context) => {
      const { source, replica } = await context.lend(REPLICATED);
      const wanted = {
        replicationType: 'REPLICA',
        replicationState: 'ACTIVE',
        sourceStageArn: source.stageArn,
        sourceSessionId: source.sessionId,
      };
      for (const [member, value] of Object.entries(wanted)) await bothViews(context, replica, member, value);
    },
  },
  'replicated-participant-is-source': {
    ...LIVE,
    title: 'a participant who is replicated shows as the source',
    sent: `${START}, then GetParticipant and ListParticipants of the source stage`,
    member: 'participant.replicationType',
    run: async (context) => {
      const { source } = await context.lend(REPLICATED);
      await bothViews(context, source, 'replicationType', 'SOURCE');
      await bothViews(context, source, 'replicationState', 'ACTIVE');
    },
  },
  'replicas-of-participant': {
    ...LIVE,
    title: 'ListParticipantReplicas shows the replica, with both stages and sessions',
    sent: `${START}, then ListParticipantReplicas with maxResults 1`,
    member: 'replicas',
    run: async (context) => {
      const { source, replica } = await context.lend(REPLICATED);
      const wanted: JsonObject = {
        participantId: source.participantId,
        sourceStageArn: source.stageArn,
        sourceSessionId: source.sessionId,
        destinationStageArn: replica.stageArn,
        destinationSessionId: replica.sessionId,
        replicationState: 'ACTIVE',
      };
      await context.eventually(async () => {
        const { items: entries, last: answer } = await replicas(context, source);
        if (entries.length !== 1)
          expectMember(answer, 'replicas', entries.length, 1, { because: 'there is one' });
        for (const [member, value] of Object.entries(wanted))
          expectMember(answer, `replicas[].${member}`, at(entries[0], member), value);
      });
    },
  },
  'replica-attributes-merged': {
    ...LIVE,
    title: 'a replica has the attributes of the token with those of the replication on top',
    sent: `${START} with attributes of which one is in the token as well, then GetParticipant`,
    member: 'participant.attributes',
    run: async (context) => {
      const token = { attributes: { kept: 'token', both: 'token' } };
      const { replica } = await replicate(context, {
        token,
        attributes: { both: 'replica', added: 'replica' },
      });
      await context.eventually(async () => {
        const { answer, participant } = await read(context, replica);
        const wanted = { kept: 'token', both: 'replica', added: 'replica' };
        if (equal(participant.attributes, wanted)) return;
        throw new DeviationFound({
          expected: `participant.attributes is ${show(wanted)}`,
          observed: show(participant.attributes),
          member: 'participant.attributes',
          exchange: answer.exchange,
        });
      });
    },
  },
  'replication-stops': {
    ...LIVE,
    calls: [...LIVE.calls, STOP],
    title: `${STOP} ends the replica: it is no longer active anywhere, and leaves its stage`,
    sent: `${START}, ${STOP}, then ListParticipantReplicas and GetParticipant of the destination stage`,
    member: 'replicas[].replicationState',
    run: async (context) => {
      const { source, replica } = await replicate(context);
      requireSuccess(await context.call(STOP, naming(source, replica)));
      await context.eventually(async () => {
        const { items, last: answer } = await replicas(context, source);
        const active = items.find((each) => at(each, 'replicationState') === 'ACTIVE');
        if (active === undefined) return;
        expectMember(answer, 'replicas[].replicationState', 'ACTIVE', 'STOPPED', {
          because: 'it was stopped',
        });
      });
      await context.eventually(async () => {
        const { answer, participant } = await read(context, replica);
        const { state, replicationState } = participant;
        if (state === 'DISCONNECTED' && replicationState !== 'ACTIVE') return;
        const isThere = state !== 'DISCONNECTED';
        const member = isThere ? 'state' : 'replicationState';
        const wanted: Json = isThere ? 'DISCONNECTED' : 'STOPPED';
        expectMember(answer, `participant.${member}`, participant[member], wanted, {
          because: 'it was stopped',
        });
      });
      const { answer, participant } = await read(context, source);
      const because = 'only its replica was stopped';
      expectMember(answer, 'participant.state', participant.state, 'CONNECTED', { because });
    },
  },
  'replication-events': {
    ...LIVE,
    calls: [...LIVE.calls, STOP],
    title: 'the beginning and the end of a replication are events, with stage and session of the destination',
    sent: `${START}, ${STOP}, then ListParticipantEvents of the source stage`,
    member: 'events[].destinationStageArn',
    run: async (context) => {
      const { source, replica } = await replicate(context);
      requireSuccess(await context.call(STOP, naming(source, replica)));
      const names = ['REPLICATION_STARTED', 'REPLICATION_STOPPED'];
      const { answer, list } = await events(context, source, ...names);
      for (const event of list.filter(({ name }) => names.includes(String(name)))) {
        const wanted = { destinationStageArn: replica.stageArn, destinationSessionId: replica.sessionId };
        for (const [member, value] of Object.entries(wanted))
          expectMember(answer, `events[].${member}`, event[member], value, {
            because: `of ${String(event.name)}`,
          });
      }
    },
  },
  'replica-events-say-so': {
    ...LIVE,
    title: 'events of a replica say that it is one',
    sent: `${START}, then ListParticipantEvents of the destination stage`,
    member: 'events[].replica',
    run: async (context) => {
      const { source, replica } = await replicate(context);
      const { answer, list } = await events(context, replica, 'JOINED');
      const joined = list.find(({ name }) => name === 'JOINED');
      expectMember(answer, 'events[].replica', joined?.replica, true, { because: 'it is a replica' });
      const own = await events(context, source, 'JOINED');
      const wrong = own.list.find((event) => event.name === 'JOINED' && event.replica === true);
      if (wrong !== undefined)
        expectMember(own.answer, 'events[].replica', true, false, { because: 'it is the source' });
    },
  },
  'replication-needs-publisher': {
    ...LIVE,
    title: `${START} refuses a participant who does not publish`,
    sent: `${START} of a participant who has joined without publishing`,
    member: 'participantId',
    run: async (context) => {
      const spectator = await join(context, await newStage(context), { publish: false });
      const destination = await newStage(context);
      const answer = await context.call(START, naming(spectator, { stageArn: destination.arn }));
      expectRefusal(answer, 'only a publishing participant can be replicated');
    },
  },
  'replica-attributes-1-kb': {
    ...LIVE,
    title: `${START} refuses attributes of more than 1 KB`,
    sent: `${START} of a publisher with attributes of ${TOO_MANY} bytes, then with few`,
    member: 'attributes',
    run: async (context) => {
      const source = await join(context, await newStage(context));
      const destination = { stageArn: (await newStage(context)).arn };
      const attributes = { k: 'v'.repeat(TOO_MANY - 1) };
      const refused = await context.call(START, { ...naming(source, destination), attributes });
      expectRefusal(refused, `attributes have ${TOO_MANY} bytes`);
      // Otherwise the refusal was not for the attributes.
      requireSuccess(await context.call(START, { ...naming(source, destination), attributes: { k: 'v' } }));
    },
  },
  'replication-quota': {
    ...LIVE,
    title: `${START} refuses more than ${MOST_REPLICAS} replicas of a participant at a time`,
    sent: `${START} of a publisher to ${MOST_REPLICAS} stages, and to one more`,
    run: async (context) => {
      if (context.isSparing) throw new Skipped(`takes ${MOST_REPLICAS + 2} stages; asked at standard effort`);
      const source = await join(context, await newStage(context));
      for (let made = 0; made < MOST_REPLICAS; made += 1)
        requireSuccess(
          await context.call(START, naming(source, { stageArn: (await newStage(context)).arn })),
        );
      const answer = await context.call(START, naming(source, { stageArn: (await newStage(context)).arn }));
      const status = context.scope.contract.shapes.errors[QUOTA_EXCEEDED]?.status ?? 402;
      expectError(answer, QUOTA_EXCEEDED, status, `the participant has ${MOST_REPLICAS} replicas already`);
    },
  },
  'replication-unknown-participant': {
    makes: ['Stage'],
    title: `${START} and ${STOP} refuse a participant who is not there`,
    sent: `${START} and ${STOP} between two new stages`,
    member: 'participantId',
    run: async (context) => {
      const stageArn = (await newStage(context)).arn;
      const input = naming(
        { stageArn, participantId: 'ivs-conformance' },
        { stageArn: (await newStage(context)).arn },
      );
      for (const name of [START, STOP])
        expectRefusal(await context.call(name, input), 'nobody is on the source stage');
    },
  },
  'replication-unknown-destination': {
    ...LIVE,
    title: `${START} refuses a destination stage that does not exist`,
    sent: `${START} of a publisher to a well-formed ARN that names nothing`,
    member: 'destinationStageArn',
    run: async (context) => {
      const stage = await newStage(context);
      const source = await join(context, stage);
      const answer = await context.call(
        START,
        naming(source, { stageArn: await context.unknownArn(stage.resource) }),
      );
      expectRefusal(answer, 'no stage has this ARN');
    },
  },
} satisfies { readonly [rule: string]: Course });

interface Replicating {
  readonly token?: JsonObject;
  readonly attributes?: JsonObject;
}

/** A publisher, replicated to another stage that shows the replica. @throws Skipped when that is refused */
async function replicate(
  context: CheckContext,
  { token = {}, attributes }: Replicating = {},
): Promise<{ source: Present; replica: Present }> {
  const source = await join(context, await newStage(context), { token });
  const destination = await newStage(context);
  const more = attributes === undefined ? {} : { attributes };
  requireSuccess(await context.call(START, { ...naming(source, { stageArn: destination.arn }), ...more }));
  return { source, replica: await shown(context, destination.arn, source.participantId) };
}

/** One for checks that only look at it. */
const REPLICATED = new SharedFixture((context) => replicate(context));

function naming(
  source: Pick<Present, 'stageArn' | 'participantId'>,
  destination: Pick<Present, 'stageArn'>,
): JsonObject {
  const { stageArn: sourceStageArn, participantId } = source;
  return { sourceStageArn, destinationStageArn: destination.stageArn, participantId };
}

function replicas(context: CheckContext, { stageArn, participantId }: Present): Promise<Walk> {
  const input = { sourceStageArn: stageArn, participantId, maxResults: 1 };
  return listed(context, 'ListParticipantReplicas', input);
}
