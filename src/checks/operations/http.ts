import { bodyProblem } from '../../judge/exchange/form.js';
import { exercisesOf, observe } from '../ask/exercise.js';
import { describeAnswer } from '../expect/expect.js';
import { DeviationFound, Unmet } from '../expect/verdicts.js';
import { sourceOf } from '../plan/scope.js';
import type { Check, Kind } from '../types.js';

/**
 * A valid request succeeds with the status code that the operation is documented with, and an answer that has a
 * body says that it is JSON.
 */
export const http: Kind = {
  id: 'http',
  title: 'HTTP binding',
  plan: (scope) =>
    exercisesOf(scope).flatMap((exercise): Check[] => {
      const { operation } = exercise;
      const common = {
        kind: 'http',
        service: operation.service,
        operations: [operation.operation, ...exercise.needs],
        strength: 'documented' as const,
        source: sourceOf(operation),
        sent: exercise.sent,
        ...(exercise.drives === undefined ? {} : { drives: exercise.drives }),
      };
      const { status } = operation.http;
      const id = `http/${operation.service}/${operation.operation}`;
      const statusCheck: Check = {
        ...common,
        id: `${id}/status`,
        title: `${operation.operation} answers a valid request with status ${status}`,
        expected: `status ${status}`,
        run: (context) =>
          observe(context, exercise, (answer) => {
            if (answer.status === status) return;
            throw new DeviationFound({
              expected: `status ${status}`,
              observed: describeAnswer(answer),
              exchange: answer.exchange,
            });
          }),
      };
      const bodyCheck: Check = {
        ...common,
        id: `${id}/body`,
        title: operation.http.hasOutput
          ? `${operation.operation} answers with a JSON body labelled application/json`
          : `${operation.operation} answers without a body`,
        expected: operation.http.hasOutput ? 'content type application/json and a JSON object' : 'no body',
        run: (context) =>
          observe(context, exercise, (answer) => {
            if (!answer.succeeded)
              throw new Unmet(answer, `${operation.operation} did not succeed, see ${id}/status`);
            const problem = bodyProblem(operation, answer, answer.exchange.response);
            if (problem !== undefined) throw new DeviationFound({ ...problem, exchange: answer.exchange });
          }),
      };
      return [statusCheck, bodyCheck];
    }),
};
