/** Filters of ListParticipants: each holds everybody who matches, and nobody else. */
import type { Json } from '../../../contract/types.js';
import { isObject } from '../../../transport/http/answer.js';
import { show } from '../../expect/expect.js';
import { DeviationFound } from '../../expect/verdicts.js';
import { listed } from '../../expect/walk.js';
import type { CheckContext, Owned } from '../../types.js';
import type { Course } from '../course.js';
import { JOINING, join, leave, newStage, type Present } from '../people.js';

/** A filter, the member that it compares, and a value of it. */
interface Filter {
  readonly filter: string;
  readonly member: string;
  readonly value: Json;
  /** Brings about somebody who matches. */
  matching(context: CheckContext, stage: Owned): Promise<Present>;
  /** Brings about those who do not. */
  others(context: CheckContext, stage: Owned): Promise<readonly Present[]>;
}

function course({ filter, member, value, ...people }: Filter): Course {
  return {
    makes: ['Stage'],
    calls: JOINING,
    drives: 'joinParticipant',
    title: `ListParticipants with ${filter} lists everybody who matches and nobody else`,
    sent: `ListParticipants with ${filter} ${show(value)}, page by page, where some match and others do not`,
    member: filter,
    run: async (context) => {
      const stage = await newStage(context);
      // These stay, so that the session goes on when somebody leaves.
      const others = [...(await people.others(context, stage))];
      const first = await people.matching(context, stage);
      // Where few requests matter, there is one page.
      const matching = [first];
      const pages = context.isSparing ? {} : { maxResults: 1 };
      if (!context.isSparing) {
        // Where the filter is lost on the pages after the first, one of these is on the second.
        others.push(...(await people.others(context, stage)));
        matching.push(await people.matching(context, stage));
      }
      const { stageArn, sessionId } = first;
      await context.eventually(async () => {
        const input = { stageArn, sessionId, [filter]: value, ...pages };
        const { items, last } = await listed(context, 'ListParticipants', input);
        const seen = items.filter(isObject);
        const isListed = ({ participantId }: Present) =>
          seen.some((each) => each.participantId === participantId);
        const isOnce = new Set(seen.map((each) => each.participantId)).size === seen.length;
        const isAlike = seen.every((each) => each[member] === undefined || each[member] === value);
        const wrong = others.find(isListed);
        if (matching.every(isListed) && wrong === undefined && isAlike && isOnce) return;
        throw new DeviationFound({
          expected: `once ${idsOf(matching)}, whose ${member} is ${show(value)}, and not ${idsOf(others)}`,
          observed: show(seen.map((each) => each.participantId ?? null)),
          member: filter,
          exchange: last.exchange,
        });
      });
    },
  };
}

function idsOf(people: readonly Present[]): string {
  return people.map(({ participantId }) => participantId).join(', ');
}

/** Courses about the filters, by their rules. */
export const PARTICIPANT_FILTER_COURSES: { readonly [rule: string]: Course } = {
  'participants-by-user-id': course({
    filter: 'filterByUserId',
    member: 'userId',
    value: 'ivs',
    matching: (context, stage) => join(context, stage, { token: { userId: 'ivs' } }),
    others: async (context, stage) => [
      await join(context, stage, { token: { userId: 'ivs-conformance' } }),
      await join(context, stage, { token: { userId: 'IVS' } }),
    ],
  }),
  'participants-by-published': course({
    filter: 'filterByPublished',
    member: 'published',
    value: true,
    matching: (context, stage) => join(context, stage),
    others: async (context, stage) => [await join(context, stage, { publish: false })],
  }),
  'participants-by-state': course({
    filter: 'filterByState',
    member: 'state',
    value: 'DISCONNECTED',
    matching: async (context, stage) => {
      const gone = await join(context, stage);
      await leave(context, gone);
      return gone;
    },
    others: async (context, stage) => [await join(context, stage)],
  }),
};
