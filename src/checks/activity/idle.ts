import type { IdleRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { Answer } from '../../transport/http/answer.js';
import { type Caller, callersOf } from '../ask/valid-request.js';
import { describeAnswer, listAt, requireSuccess } from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { ruleCheck } from '../plan/rule-check.js';
import type { Check, Kind, Scope } from '../types.js';

/** What operations answer about a resource on which nothing goes on: a channel without a stream, a stage without people. */
export const idle: Kind = {
  id: 'idle',
  title: 'Idle resources',
  plan: (scope) =>
    rulesOfKind(scope.rules, 'idle').flatMap((rule) =>
      callersOf(scope)
        .filter(({ operation }) => operation.operation === rule.operations[0])
        .map((caller) => check(scope, rule, caller)),
    ),
};

function check(scope: Scope, rule: IdleRule, caller: Caller): Check {
  const { operation, target } = caller;
  const name = operation.operation;
  const what = target === undefined ? 'where nothing goes on' : `of a new ${target.resource.name}`;
  const { accept } = rule;
  const items = operation.pagination?.items;
  return ruleCheck(scope, rule, '', {
    operations: [name, ...caller.needs],
    title:
      accept === undefined
        ? `${name} lists nothing ${what}`
        : `${name} refuses a new ${target?.resource.name} with ${accept.join(' or ')}`,
    ...(items === undefined || accept !== undefined ? {} : { member: items }),
    sent: `${name} ${what}`,
    expected: accept === undefined ? `success with no ${items}` : accept.join(' or '),
    run: async (context) => {
      const call = await caller.prepare(context);
      const answer = await call(rule.input ?? {});
      if (accept === undefined) expectNothing(answer, items ?? '');
      else expectAny(scope, answer, accept, 'nothing goes on there');
    },
  });
}

function expectNothing(answer: Answer, items: string): void {
  const count = listAt(requireSuccess(answer), items).length;
  if (count === 0) return;
  throw new DeviationFound({
    expected: `${items} is empty, because nothing has gone on there yet`,
    observed: `${count} ${items}`,
    member: items,
    exchange: answer.exchange,
  });
}

/** Refused with one of these errors. @throws DeviationFound */
function expectAny(scope: Scope, answer: Answer, codes: readonly string[], why: string): void {
  const known = codes.map((code) => ({ code, status: scope.contract.shapes.errors[code]?.status ?? 400 }));
  const isOne = known.some(({ code, status }) =>
    answer.error?.code === undefined ? answer.status === status : answer.error.code === code,
  );
  if (isOne && !answer.succeeded) return;
  throw new DeviationFound({
    expected: `${known.map(({ code, status }) => `${status} ${code}`).join(' or ')}, because ${why}`,
    observed: describeAnswer(answer),
    exchange: answer.exchange,
  });
}
