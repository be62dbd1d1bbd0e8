import type { CaseSensitiveRule } from '../contract/rules.js';
import { rulesOfKind } from '../contract/rules.js';
import { callersOf } from './caller.js';
import { at, describeAnswer, expectRefusal, requireSuccess } from './expect.js';
import { ruleCheck } from './rule-check.js';
import type { Check, Kind, Scope } from './types.js';
import { DeviationFound } from './verdicts.js';

/** A member whose name is written in other case is not that member. */
export const caseSensitive: Kind = {
  id: 'case-sensitive',
  title: 'Case of member names',
  plan: (scope) => rulesOfKind(scope.rules, 'case-sensitive').flatMap((rule) => caseChecks(scope, rule)),
};

function caseChecks(scope: Scope, rule: CaseSensitiveRule): Check[] {
  const callers = callersOf(scope).filter(({ operation }) => rule.operations.includes(operation.operation));
  return callers.map((caller) => {
    const { operation, creates, target } = caller;
    const name = operation.operation;
    const member = creates === undefined ? (target?.member ?? '') : 'name';
    const other = `${member.charAt(0).toUpperCase()}${member.slice(1)}`;
    return ruleCheck(scope, rule, `/${name}`, {
      operations: [name, ...caller.needs],
      title: `${name} does not take ${other} for ${member}`,
      member,
      sent: `${name} with ${other} in place of ${member}`,
      expected:
        creates === undefined
          ? `a refusal (4xx), because ${member} is missing`
          : `a refusal (4xx), or no such ${member}`,
      run: async (context) => {
        const call = await caller.prepare(context);
        if (target !== undefined && creates === undefined) {
          const named = (await context.create(target.resource)).arn;
          expectRefusal(await call({ [member]: undefined, [other]: named }), `${member} is missing`);
          return;
        }
        const answer = await call({ [member]: undefined, [other]: 'other-case' });
        if (answer.status >= 400 && answer.status < 500) return;
        const path = `${creates?.create?.output}.${member}`;
        if (creates === undefined || at(requireSuccess(answer), path) !== 'other-case') return;
        throw new DeviationFound({
          expected: `a refusal (4xx), or ${path} as if ${other} had not been sent`,
          observed: `${describeAnswer(answer)}, and ${path} is what was sent as ${other}`,
          member: path,
          exchange: answer.exchange,
        });
      },
    });
  });
}
