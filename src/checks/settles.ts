import { resourceNamed } from '../contract/resources.js';
import type { SettlesRule } from '../contract/rules.js';
import { rulesOfKind } from '../contract/rules.js';
import { at, requireSuccess, show } from './expect.js';
import { ruleCheck } from './rule-check.js';
import { makingOf, partOf } from './scope.js';
import type { Check, Kind, Scope } from './types.js';
import { DeviationFound } from './verdicts.js';

/** A resource goes from its first state to the one in which it can be used, and stays there. */
export const settles: Kind = {
  id: 'settles',
  title: 'States',
  plan: (scope) => rulesOfKind(scope.rules, 'settles').flatMap((rule) => settlesChecks(scope, rule)),
};

function settlesChecks(scope: Scope, rule: SettlesRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const get = partOf(scope, resource, 'get');
  const { ready, create } = resource;
  if (get === undefined || ready === undefined) return [];
  const path = `${create?.output}.${ready.member}`;
  const states = [...rule.first, ready.value];
  return [
    ruleCheck(scope, rule, '', {
      operations: [get.operation.operation, ...makingOf(scope, resource)],
      title: `${get.operation.operation} shows ${ready.member} ${ready.value} in the end, after ${rule.first.join(' or ')}`,
      sent: `${create?.operation}, then ${get.operation.operation} until it is ${ready.value}, and twice more`,
      expected: `${states.join(' or ')} on creation, and ${ready.value} for good`,
      member: path,
      run: async (context) => {
        const owned = await context.create(resource, {}, { ready: true });
        const first = at(owned.output, ready.member);
        if (!states.some((state) => state === first) && first !== ready.failed) {
          throw new DeviationFound({
            expected: `${path} is ${states.join(' or ')}`,
            observed: `${path} is ${show(first)}`,
            member: path,
            exchange: owned.answer.exchange,
          });
        }
        for (const _ of ['once', 'again']) {
          const answer = await context.call(get.operation.operation, {
            [get.binding.input ?? 'arn']: owned.arn,
          });
          const member = `${get.binding.output}.${ready.member}`;
          const state = at(requireSuccess(answer), member);
          if (state === ready.value) continue;
          throw new DeviationFound({
            expected: `${member} is still ${ready.value}`,
            observed: `${member} is ${show(state)}`,
            member,
            exchange: answer.exchange,
          });
        }
      },
    }),
  ];
}
