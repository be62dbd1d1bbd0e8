import { resourceNamed } from '../../contract/resources.js';
import type { SameNameRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { Answer } from '../../transport/http/answer.js';
import { callersOf } from '../ask/valid-request.js';
import { at, describeAnswer, equal, requireSuccess, show } from '../expect/expect.js';
import { DeviationFound, Skipped } from '../expect/verdicts.js';
import { ruleCheck } from '../plan/rule-check.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';

/** Two resources that were asked for in the same words are two, with identifiers of their own. */
export const sameName: Kind = {
  id: 'same-name',
  title: 'Two of the same',
  plan: (scope) => rulesOfKind(scope.rules, 'same-name').flatMap((rule) => sameNameChecks(scope, rule)),
};

function sameNameChecks(scope: Scope, rule: SameNameRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const caller = callersOf(scope).find(({ creates }) => creates === resource);
  if (caller === undefined) return [];
  const name = caller.operation.operation;
  const path = resource.create?.output ?? '';
  const members = rule.members.join(' and ');
  return [
    ruleCheck(scope, rule, '', {
      operations: [name, ...caller.needs],
      title: `${name} called twice makes two ${resource.name}s that differ in ${members}`,
      sent: `${name} twice${rule.input === undefined ? '' : `, both times with ${show(rule.input)}`}`,
      expected: `success both times, with another ${members}`,
      run: async (context: CheckContext) => {
        const call = await caller.prepare(context, 'accepted');
        const first = requireSuccess(await call(rule.input ?? {}));
        const answer = await call(rule.input ?? {});
        if (answer.error?.code === 'ServiceQuotaExceededException')
          throw new Skipped(`there is no room for another ${resource.name}`);
        if (!answer.succeeded) throw found(answer, 'success, as the first time', describeAnswer(answer));
        for (const member of rule.members) {
          const before = at(first, `${path}.${member}`);
          if (before === undefined || !equal(at(answer.output, `${path}.${member}`), before)) continue;
          throw found(
            answer,
            `another ${member} than that of the first ${resource.name}`,
            'the same',
            `${path}.${member}`,
          );
        }
      },
    }),
  ];
}

function found(answer: Answer, expected: string, observed: string, member?: string): DeviationFound {
  return new DeviationFound({
    expected,
    observed,
    exchange: answer.exchange,
    ...(member === undefined ? {} : { member }),
  });
}
