/** Filters of ListParticipants: each holds everybody who matches, and nobody else. */
import type { Json } from '../contract/types.js';
import { isObject } from '../transport/answer.js';
import type { Course } from './course.js';
import { show } from './expect.js';
import { JOINING, join, leave, newStage, type Present } from './presence.js';
import type { CheckContext } from './types.js';
import { DeviationFound } from './verdicts.js';
import { listed } from './walk.js';

/** A filter, the member that it compares, and a value of it. */
interface Filter {
  readonly filter: string;
  readonly member: string;
  readonly value: Json;
  /** Who matches, and who does not. */
  people(context: CheckContext): Promise<{ matching: Present; others: readonly Present[] }>;
}

function course({ filter, member, value, people }: Filter): Course {
  return {
    makes: ['Stage'],
    calls: JOINING,
    drives: 'joinParticipant',
    title: `ListParticipants with ${filter} lists everybody who matches and nobody else`,
    sent: `ListParticipants with ${filter} ${show(value)} where one matches and others do not`,
    member: filter,
    run: async (context) => {
      const { matching, others } = await people(context);
      const { stageArn, sessionId } = matching;
      await context.eventually(async () => {
        const input = { stageArn, sessionId, [filter]: value };
        const { items, last } = await listed(context, 'ListParticipants', input);
        const seen = items.filter(isObject);
        const isListed = ({ participantId }: Present) =>
          seen.some((each) => each.participantId === participantId);
        const isAlike = seen.every((each) => each[member] === undefined || each[member] === value);
        const wrong = others.find(isListed);
        if (isListed(matching) && wrong === undefined && isAlike) return;
        throw new DeviationFound({
          expected: `${matching.participantId}, whose ${member} is ${show(value)}, and not ${others.map((other) => other.participantId).join(', ')}`,
          observed: show(seen.map((each) => each.participantId ?? null)),
          member: filter,
          exchange: last.exchange,
        });
      });
    },
  };
}

/** Courses about the filters, by their rules. */
export const PARTICIPANT_FILTER_COURSES: { readonly [rule: string]: Course } = {
  'participants-by-user-id': course({
    filter: 'filterByUserId',
    member: 'userId',
    value: 'ivs',
    people: async (context) => {
      const stage = await newStage(context);
      const matching = await join(context, stage, { token: { userId: 'ivs' } });
      const others = [
        await join(context, stage, { token: { userId: 'ivs-conformance' } }),
        await join(context, stage, { token: { userId: 'IVS' } }),
      ];
      return { matching, others };
    },
  }),
  'participants-by-published': course({
    filter: 'filterByPublished',
    member: 'published',
    value: true,
    people: async (context) => {
      const stage = await newStage(context);
      const matching = await join(context, stage);
      return { matching, others: [await join(context, stage, { publish: false })] };
    },
  }),
  'participants-by-state': course({
    filter: 'filterByState',
    member: 'state',
    value: 'DISCONNECTED',
    people: async (context) => {
      const stage = await newStage(context);
      const other = await join(context, stage);
      const matching = await join(context, stage);
      await leave(context, matching);
      return { matching, others: [other] };
    },
  }),
};
