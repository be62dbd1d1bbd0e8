import type { AcceptedRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import { callersOf } from '../ask/valid-request.js';
import { expectAllKept, showingPart } from '../expect/echo.js';
import { describeAnswer, requireSuccess, show } from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { ruleCheck } from '../plan/rule-check.js';
import type { Check, Kind, Scope } from '../types.js';

/** Values and combinations of which a document says that they are allowed. */
export const accepted: Kind = {
  id: 'accepted',
  title: 'Accepted values',
  plan: (scope) => rulesOfKind(scope.rules, 'accepted').flatMap((rule) => acceptedChecks(scope, rule)),
};

function acceptedChecks(scope: Scope, rule: AcceptedRule): Check[] {
  const callers = callersOf(scope).filter(({ operation }) => rule.operations.includes(operation.operation));
  return callers.map((caller) => {
    const name = caller.operation.operation;
    const part = showingPart(scope, caller.operation);
    return ruleCheck(scope, rule, `/${name}`, {
      operations: [name, ...caller.needs],
      title: `${name} accepts ${rule.what}`,
      sent: `${name} with each of ${rule.inputs.map(show).join(', ')}`,
      expected: 'success',
      run: async (context) => {
        const call = await caller.prepare(context);
        await context.forEach(
          rule.inputs.map((input) => context.fc.constant(input)),
          async (input) => {
            const answer = await call(input);
            if (answer.succeeded) {
              if (part !== undefined) expectAllKept(scope, part, answer, input);
              return;
            }
            // Refused for another reason (a bucket that is not there, a quota), it says nothing of these values.
            requireSuccess(await call({}));
            const expected = `success, because ${rule.what} are documented as allowed`;
            throw new DeviationFound({
              expected,
              observed: describeAnswer(answer),
              exchange: answer.exchange,
            });
          },
          { cases: 1 },
        );
      },
    });
  });
}
