import type { AllowedValuesRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import { type Caller, callersOf } from '../ask/valid-request.js';
import { expectAllKept, showingPart } from '../expect/echo.js';
import { describeAnswer, expectRefusal, requireSuccess } from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import type { Check, Kind, Scope } from '../types.js';
import { ruleCheck } from './rule-check.js';

/** Values that the model lets pass but the documentation does not. */
export const allowedValues: Kind = {
  id: 'allowed-values',
  title: 'Allowed values',
  plan: (scope) =>
    rulesOfKind(scope.rules, 'allowed-values').flatMap((rule) => allowedValueChecks(scope, rule)),
};

function allowedValueChecks(scope: Scope, rule: AllowedValuesRule): Check[] {
  const callers = callersOf(scope).filter(({ operation }) => rule.operations.includes(operation.operation));
  return callers.flatMap((caller) => [
    ...(rule.every === undefined ? [] : [everyValue(scope, rule, caller)]),
    ...rule.refused.map(({ id, values }) => {
      const name = caller.operation.operation;
      return ruleCheck(scope, rule, `/${name}/${id}`, {
        operations: [name, ...caller.needs],
        title: `${name} refuses ${rule.member} of the form ${id}`,
        sent: `${name} with ${rule.member} among ${values.map((value) => JSON.stringify(value)).join(', ')}`,
        expected: 'a refusal (4xx); no source names the error',
        member: rule.member,
        run: async (context) => {
          const call = await caller.prepare(context);
          await context.forEach(
            values.map((value) => context.fc.constant(value)),
            async (value) =>
              expectRefusal(
                await call({ [rule.member]: [value] }),
                `${JSON.stringify(value)} is not an allowed value`,
              ),
            { cases: 1 },
          );
        },
      });
    }),
  ]);
}

/** Each value that is allowed is taken, and kept. */
function everyValue(scope: Scope, rule: AllowedValuesRule, caller: Caller): Check {
  const { operation, needs } = caller;
  const name = operation.operation;
  const part = showingPart(scope, operation);
  return ruleCheck(scope, rule, `/${name}/every`, {
    operations: [name, ...needs],
    title: `${name} accepts every allowed value of ${rule.member}`,
    sent: `${name} with lists of ${rule.member} that together hold each allowed value`,
    expected: 'success, with the values that were sent',
    member: rule.member,
    run: async (context) => {
      const call = await caller.prepare(context, 'accepted');
      await context.forEach(
        context.generators.everyCountry(),
        async (values) => {
          const sent = { [rule.member]: values };
          const answer = await call(sent);
          if (answer.succeeded) {
            if (part !== undefined) expectAllKept(scope, part, answer, sent);
            return;
          }
          requireSuccess(await call({}));
          throw new DeviationFound({
            expected: `success, because each of ${values.join(', ')} is an allowed value`,
            observed: describeAnswer(answer),
            member: rule.member,
            exchange: answer.exchange,
          });
        },
        { cases: 1 },
      );
    },
  });
}
