import type { JsonObject } from '../../../contract/types.js';
import { list, nested, text } from '../../state/json.js';
import { accepting, mutantOf, type Place, showing, withEntries } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';

function at(operation: string): Place {
  return { service: 'ivs-realtime', operation };
}

/** Sessions of stages: when they begin and end, and which are shown. */
export function stageSessionMutants(): Mutant[] {
  const wrongIn = (
    family: string,
    statement: string,
    change: (session: JsonObject) => JsonObject,
  ): Mutant[] => [
    mutantOf(family, at('GetStageSession'), [], statement, (_, next) => {
      const answer = next();
      return showing(answer, 'stageSession', change(nested(answer.body ?? {}, 'stageSession')));
    }),
    mutantOf(family, at('ListStageSessions'), [], statement, (_, next) =>
      withEntries(next(), 'stageSessions', (entry) => ({ ...entry, ...change(entry) })),
    ),
  ];
  return [
    ...wrongIn('session-id-misshapen', 'The id of a session is of no documented form.', ({ sessionId }) => ({
      sessionId: `#${String(sessionId)}`,
    })),
    ...wrongIn('session-never-ends', 'A session has no end time, even when it has ended.', () => ({
      endTime: null,
    })),
    ...wrongIn(
      'session-ended-early',
      'A session has an end time from its beginning.',
      ({ startTime = null, endTime }) => ({
        endTime: endTime ?? startTime,
      }),
    ),
    ...wrongIn('session-ends-before-start', 'A session ends in the past.', ({ endTime }) =>
      endTime === undefined ? {} : { endTime: '2001-01-01T00:00:00.000Z' },
    ),
    mutantOf('active-session-hidden', at('GetStage'), [], 'A stage does not show its session.', (_, next) =>
      showing(next(), 'stage', { activeSessionId: '' }),
    ),
    mutantOf(
      'active-session-stays',
      at('GetStage'),
      [],
      'A stage shows its last session for ever.',
      (call, next, { attendance }) => {
        const last = attendance.sessions(text(call.input, 'arn')).at(-1);
        return last === undefined ? next() : showing(next(), 'stage', { activeSessionId: last.sessionId });
      },
    ),
    mutantOf(
      'earlier-sessions-lost',
      at('ListStageSessions'),
      [],
      'Only the newest session is listed.',
      (_, next) => {
        const answer = next();
        return answer.body === undefined
          ? answer
          : {
              ...answer,
              body: { ...answer.body, stageSessions: list(answer.body, 'stageSessions').slice(-1) },
            };
      },
    ),
    sessionInvented([], 'A stage that nobody has joined has a session.', 'st-invented12345'),
    sessionInvented(['misshapen'], 'A session that never was has an id of no documented form.', '#invented'),
    accepting(
      'unknown-session-accepted',
      at('GetStageSession'),
      'ResourceNotFoundException',
      'A session that never was is shown.',
      ({ input }) => ({
        stageSession: { sessionId: text(input, 'sessionId'), startTime: '2001-01-01T00:00:00.000Z' },
      }),
    ),
  ];
}

function sessionInvented(what: readonly string[], statement: string, sessionId: string): Mutant {
  return mutantOf('session-invented', at('ListStageSessions'), what, statement, (_, next) => {
    const answer = next();
    const session = {
      sessionId,
      startTime: '2001-01-01T00:00:00.000Z',
      endTime: '2001-01-02T00:00:00.000Z',
    };
    const isEmpty = answer.error === undefined && list(answer.body ?? {}, 'stageSessions').length === 0;
    return isEmpty ? { ...answer, body: { stageSessions: [session] } } : answer;
  });
}
