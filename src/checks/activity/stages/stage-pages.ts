/** Lists of what goes on on a stage: page by page they hold what they hold at once. */
import type { Json, JsonObject } from '../../../contract/types.js';
import { equal, listAt, requireSuccess, show } from '../../expect/expect.js';
import { DeviationFound, Skipped } from '../../expect/verdicts.js';
import { walk } from '../../expect/walk.js';
import { operationOf } from '../../plan/scope.js';
import type { CheckContext } from '../../types.js';
import type { Course } from '../course.js';
import { JOINING, join, newStage, SOMEBODY, SUCCESSION } from '../people.js';

const LIVE = { makes: ['Stage'], calls: JOINING, drives: 'joinParticipant' } as const;

/** Courses about pages, by their rules. */
export const STAGE_PAGE_COURSES: { readonly [rule: string]: Course } = {
  'stage-session-pages': {
    ...LIVE,
    title: 'ListStageSessions holds every session once, page by page as at once',
    sent: 'ListStageSessions with maxResults 1 and the tokens that come, and without, of a stage with three sessions',
    member: 'nextToken',
    run: async (context) => {
      const { stage } = await context.lend(SUCCESSION);
      await expectPages(context, 'ListStageSessions', { stageArn: stage.arn });
    },
  },
  'participant-event-pages': {
    ...LIVE,
    title: 'ListParticipantEvents holds every event once, page by page as at once',
    sent: 'ListParticipantEvents with maxResults 1 and the tokens that come, and without, of a publisher',
    member: 'nextToken',
    run: async (context) => {
      const { stageArn, sessionId, participantId } = await context.lend(SOMEBODY);
      await expectPages(context, 'ListParticipantEvents', { stageArn, sessionId, participantId });
    },
  },
  'participant-replica-pages': {
    ...LIVE,
    calls: [...JOINING, 'StartParticipantReplication'],
    title: 'ListParticipantReplicas holds every replica once, page by page as at once',
    sent: 'ListParticipantReplicas with maxResults 1 and the tokens that come, and without, of a participant with three',
    member: 'nextToken',
    run: async (context) => {
      if (context.isSparing) throw new Skipped('takes four stages; asked at standard effort');
      const { stageArn: sourceStageArn, participantId } = await join(context, await newStage(context));
      // With two, the second page would be the last one whatever its size.
      for (let replica = 0; replica < 3; replica += 1) {
        const destination = await newStage(context);
        const input = { sourceStageArn, participantId, destinationStageArn: destination.arn };
        requireSuccess(await context.call('StartParticipantReplication', input));
      }
      await expectPages(context, 'ListParticipantReplicas', { sourceStageArn, participantId });
    },
  },
};

/**
 * A list holds the same page by page as at once.
 * @throws DeviationFound when it does not, a page is too long, or its token is refused
 * @throws Skipped when there is too little to fill two pages
 */
export async function expectPages(context: CheckContext, name: string, input: JsonObject): Promise<void> {
  const operation = operationOf(context.scope, name);
  const { items: member = '', inputToken = 'nextToken' } = operation.pagination ?? {};
  await context.eventually(async () => {
    const all = listAt(requireSuccess(await context.call(name, input)), member);
    if (all.length < 2) throw new Skipped(`${name} lists ${all.length} ${member}, too few for two pages`);
    const { items, answers } = await walk(context, operation, { ...input, maxResults: 1 });
    const long = answers.find(({ output }) => listAt(output, member).length > 1);
    if (long === undefined && isSame(items, all)) return;
    throw new DeviationFound({
      expected:
        long === undefined
          ? `the ${all.length} ${member} that come at once`
          : `one of ${member}, as maxResults is 1`,
      observed: long === undefined ? show([...items]) : `${listAt(long.output, member).length}`,
      member: inputToken,
      exchange: (long ?? answers.at(-1))?.exchange,
    });
  });
}

/** Whether two lists have the same entries, in whichever order. */
function isSame(one: readonly Json[], other: readonly Json[]): boolean {
  const rest = [...other];
  for (const item of one) {
    const at = rest.findIndex((each) => equal(each, item));
    if (at === -1) return false;
    rest.splice(at, 1);
  }
  return rest.length === 0;
}
