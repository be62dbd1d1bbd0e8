/** Stage sessions: from the first participant's arrival to the last one's departure. */

import type { Json, JsonObject } from '../../../contract/types.js';
import { type Answer, isObject } from '../../../transport/http/answer.js';
import {
  at,
  describeAnswer,
  expectMember,
  expectRefusal,
  objectAt,
  requireSuccess,
  show,
  stringAt,
} from '../../expect/expect.js';
import { DeviationFound } from '../../expect/verdicts.js';
import { itemWith, listed } from '../../expect/walk.js';
import type { CheckContext } from '../../types.js';
import type { Course } from '../course.js';
import { JOINING, join, leave, newStage, type Present, SOMEBODY, SUCCESSION } from '../people.js';

const LIVE = { makes: ['Stage'], calls: JOINING, drives: 'joinParticipant' } as const;

/** Courses about sessions, by their rules. */
export const STAGE_SESSION_COURSES: { readonly [rule: string]: Course } = {
  'stage-shows-active-session': {
    ...LIVE,
    title: 'a stage with somebody on it shows its active session, and shows none before and after',
    sent: 'GetStage before somebody joins, while they are there, and after they have left',
    member: 'stage.activeSessionId',
    run: async (context) => {
      const stage = await newStage(context);
      await expectActive(context, stage.arn, undefined);
      const present = await join(context, stage);
      const { items } = await listed(context, 'ListStageSessions', { stageArn: stage.arn });
      await expectActive(context, stage.arn, stringAt(items[0], 'sessionId') ?? present.sessionId);
      await leave(context, present);
      await expectActive(context, stage.arn, undefined);
    },
  },
  'stages-show-active-session': {
    ...LIVE,
    walks: 'Stage',
    title: 'ListStages shows the active session of a stage with somebody on it',
    sent: 'ListStages, all pages, while somebody is on a stage',
    member: 'stages[].activeSessionId',
    run: async (context) => {
      const present = await context.lend(SOMEBODY);
      await context.eventually(async () => {
        const { items, last } = await listed(context, 'ListStages', { maxResults: 100 });
        const seen = itemWith(items, present.stageArn)?.activeSessionId;
        if (seen === present.sessionId) return;
        throw new DeviationFound({
          expected: `stages[].activeSessionId of ${present.stageArn} is ${show(present.sessionId)}`,
          observed: show(seen),
          member: 'stages[].activeSessionId',
          exchange: last.exchange,
        });
      });
    },
  },
  'stage-session-begins': {
    ...LIVE,
    title: 'a session that goes on has a start time and no end time',
    sent: 'GetStageSession and ListStageSessions while somebody is on the stage',
    member: 'stageSession.startTime',
    run: async (context) => {
      const present = await context.lend(SOMEBODY);
      await bothViews(context, present, (answer, session, path) => {
        const began = Date.parse(stringAt(session, 'startTime') ?? '');
        if (!Number.isNaN(began) && !isThere(session.endTime)) return;
        const wrong = isThere(session.endTime) ? 'endTime' : 'startTime';
        throw new DeviationFound({
          expected: `${path}.${wrong} is ${wrong === 'endTime' ? 'absent while the session goes on' : 'a timestamp'}`,
          observed: `it is ${show(session[wrong])}`,
          member: `${path}.${wrong}`,
          exchange: answer.exchange,
        });
      });
    },
  },
  'stage-session-ends': {
    ...LIVE,
    title: 'a session ends when the last participant leaves, and not before',
    sent: 'GetStageSession and ListStageSessions when one of two has left, and when both have',
    member: 'stageSession.endTime',
    run: async (context) => {
      const stage = await newStage(context);
      const first = await join(context, stage);
      const second = await join(context, stage);
      await leave(context, first);
      const expectEnd = (isOver: boolean) =>
        bothViews(context, first, (answer, session, path) => {
          const { startTime, endTime } = session;
          const isRight = isOver
            ? isThere(endTime) && Date.parse(String(endTime)) >= Date.parse(String(startTime))
            : !isThere(endTime);
          if (isRight) return;
          throw new DeviationFound({
            expected: isOver
              ? `${path}.endTime is there, and not before ${show(startTime)}, once everybody has left`
              : `${path}.endTime is absent as long as somebody is on the stage`,
            observed: `it is ${show(endTime)}`,
            member: `${path}.endTime`,
            exchange: answer.exchange,
          });
        });
      await expectEnd(false);
      await leave(context, second);
      await expectEnd(true);
    },
  },
  'stage-session-anew': {
    ...LIVE,
    title: 'who comes to an empty stage begins another session, and the earlier ones stay listed',
    sent: 'ListStageSessions after three have been on a stage, one after the other',
    member: 'stageSessions',
    run: async (context) => {
      const { stage, people } = await context.lend(SUCCESSION);
      const wanted = [...new Set(people.map(({ sessionId }) => sessionId))];
      await context.eventually(async () => {
        const { items, last: answer } = await listed(context, 'ListStageSessions', { stageArn: stage.arn });
        const seen = items.map((each) => stringAt(each, 'sessionId'));
        const isRight = seen.length === people.length && wanted.every((id) => seen.includes(id));
        if (isRight && wanted.length === people.length) return;
        throw new DeviationFound({
          expected: `${people.length} sessions with different ids, ${wanted.join(' and ')} among them`,
          observed: show(seen.map((id) => id ?? null)),
          member: 'stageSessions',
          exchange: answer.exchange,
        });
      });
    },
  },
  'stage-deleted-with-participants': {
    ...LIVE,
    title: 'DeleteStage shuts down a stage with participants, or refuses to with ConflictException',
    sent: 'DeleteStage while somebody is on the stage, then GetStage',
    run: async (context) => {
      const stage = await newStage(context);
      await join(context, stage);
      const answer = await context.call('DeleteStage', { arn: stage.arn });
      if (
        !answer.succeeded &&
        (answer.error?.code ?? 'ConflictException') === 'ConflictException' &&
        answer.status === 409
      )
        return;
      if (!answer.succeeded)
        throw new DeviationFound({
          expected: 'success, or 409 ConflictException',
          observed: describeAnswer(answer),
          exchange: answer.exchange,
        });
      await context.eventually(async () => {
        expectRefusal(await context.call('GetStage', { arn: stage.arn }), 'it was deleted');
      });
    },
  },
  'stage-session-unknown': {
    makes: ['Stage'],
    title: 'GetStageSession refuses a session that the stage never had',
    sent: 'GetStageSession of a new stage with a well-formed sessionId',
    member: 'sessionId',
    run: async (context) => {
      const { arn: stageArn } = await newStage(context);
      const answer = await context.call('GetStageSession', { stageArn, sessionId: NO_SESSION });
      expectRefusal(answer, 'the stage has no such session');
    },
  },
  'stage-sessions-of-idle-stage': {
    makes: ['Stage'],
    title: 'a stage that nobody has joined has no sessions',
    sent: 'ListStageSessions of a new stage',
    member: 'stageSessions',
    run: async (context) => {
      const answer = await context.call('ListStageSessions', { stageArn: (await newStage(context)).arn });
      expectMember(answer, 'stageSessions', requireSuccess(answer).stageSessions, []);
    },
  },
};

/** A well-formed id of a session that no stage has. */
export const NO_SESSION = 'st-0ivs0suite0no';

function isThere(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** The session as both operations show it. */
async function bothViews(
  context: CheckContext,
  { stageArn, sessionId }: Present,
  judge: (answer: Answer, session: JsonObject, path: string) => void,
): Promise<void> {
  await context.eventually(async () => {
    const got = await context.call('GetStageSession', { stageArn, sessionId });
    judge(got, objectAt(requireSuccess(got), 'stageSession'), 'stageSession');
    const { items, last } = await listed(context, 'ListStageSessions', { stageArn });
    const entry = items.filter(isObject).find((each) => each.sessionId === sessionId);
    if (entry !== undefined) return judge(last, entry, 'stageSessions[]');
    throw new DeviationFound({
      expected: `an entry for the session ${sessionId}`,
      observed: `none among the ${items.length} listed`,
      member: 'stageSessions',
      exchange: last.exchange,
    });
  });
}

/** Without a session the member is absent or empty: no source says which. */
async function expectActive(context: CheckContext, arn: string, wanted: string | undefined): Promise<void> {
  await context.eventually(async () => {
    const answer = await context.call('GetStage', { arn });
    const seen = at(requireSuccess(answer), 'stage.activeSessionId');
    if (wanted === undefined ? !isThere(seen) : seen === wanted) return;
    throw new DeviationFound({
      expected: `stage.activeSessionId is ${wanted === undefined ? 'absent or empty, as nobody is on the stage' : show(wanted)}`,
      observed: show(seen),
      member: 'stage.activeSessionId',
      exchange: answer.exchange,
    });
  });
}
