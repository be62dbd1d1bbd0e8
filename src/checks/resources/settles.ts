import { type Resource, resourceNamed } from '../../contract/resources.js';
import type { SettlesRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { Answer } from '../../transport/http/answer.js';
import { at, requireSuccess, show } from '../expect/expect.js';
import { DeviationFound, Inconclusive } from '../expect/verdicts.js';
import { ruleCheck } from '../plan/rule-check.js';
import { makingOf, type Part, partOf } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Owned, Scope, Settled } from '../types.js';

/** A resource goes from its first state to the one in which it can be used, and stays there. */
export const settles: Kind = {
  id: 'settles',
  title: 'States',
  plan: (scope) => rulesOfKind(scope.rules, 'settles').flatMap((rule) => settlesChecks(scope, rule)),
};

function settlesChecks(scope: Scope, rule: SettlesRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const get = partOf(scope, resource, 'get');
  const update = partOf(scope, resource, 'update');
  const { ready, create } = resource;
  if (get === undefined || ready === undefined) return [];
  const name = get.operation.operation;
  const common = { operations: [name, ...makingOf(scope, resource)], ready, get };
  const path = `${create?.output}.${ready.member}`;
  const created: Check = settling(scope, rule, '', {
    ...common,
    states: rule.first,
    before: create?.operation ?? '',
    path,
    bring: async (context) => {
      const owned = await context.create(resource, {}, { ready: true });
      return { owned, answer: owned.answer };
    },
  });
  if (rule.update === undefined || update === undefined) return [created];
  const { input, states } = rule.update;
  const changed: Check = settling(scope, rule, '/update', {
    ...common,
    operations: [...common.operations, update.operation.operation],
    states,
    before: update.operation.operation,
    path: `${update.binding.output}.${ready.member}`,
    bring: async (context) => {
      const owned = await context.create(resource, {}, { ready: true });
      const named = { [update.binding.input ?? 'arn']: owned.arn };
      const answer = await context.call(update.operation.operation, { ...named, ...input });
      requireSuccess(answer);
      expectSettled(await context.settled(owned), `${get.binding.output}.${ready.member}`, ready);
      return { owned, answer };
    },
  });
  return [created, changed];
}

/** A change after which a resource settles. */
interface Change {
  readonly operations: readonly string[];
  readonly ready: NonNullable<Resource['ready']>;
  readonly get: Part;
  /** States that it may have until it is ready. */
  readonly states: readonly string[];
  /** Operation that changes it. */
  readonly before: string;
  /** Where the answer shows the state. */
  readonly path: string;
  /** Makes the change, and waits until the resource is ready. */
  bring(context: CheckContext): Promise<{ readonly owned: Owned; readonly answer: Answer }>;
}

function settling(scope: Scope, rule: SettlesRule, suffix: string, change: Change): Check {
  const { operations, ready, get, before, path, bring } = change;
  const name = get.operation.operation;
  const states = [...change.states, ready.value];
  return ruleCheck(scope, rule, suffix, {
    operations: [...new Set(operations)],
    title: `${name} shows ${ready.member} ${ready.value} in the end, after ${change.states.join(' or ')}`,
    sent: `${before}, then ${name} until it is ${ready.value}, and twice more`,
    expected: `${states.join(' or ')} in the answer of ${before}, and ${ready.value} for good`,
    member: path,
    run: async (context) => {
      const { owned, answer } = await bring(context);
      const first = at(answer.output, path);
      if (!states.some((state) => state === first) && first !== ready.failed) {
        throw new DeviationFound({
          expected: `${path} is ${states.join(' or ')}`,
          observed: `${path} is ${show(first)}`,
          member: path,
          exchange: answer.exchange,
        });
      }
      for (const _ of ['once', 'again']) await expectReady(context, get, ready, owned);
    },
  });
}

/** What could be used before an update is not called a failed creation after it. */
function expectSettled({ outcome, answer }: Settled, member: string, ready: Change['ready']): void {
  const state = show(at(answer?.output, member));
  if (outcome === 'pending') throw new Inconclusive(`${member} stayed ${state}: wait longer with --settle`);
  if (outcome === 'ready') return;
  throw new DeviationFound({
    expected: `${member} is ${ready.value} again after the update`,
    observed: `${member} is ${state}`,
    member,
    exchange: answer?.exchange,
  });
}

async function expectReady(
  context: CheckContext,
  { operation, binding }: Part,
  ready: Change['ready'],
  { arn }: Owned,
): Promise<void> {
  const answer = await context.call(operation.operation, { [binding.input ?? 'arn']: arn });
  const member = `${binding.output}.${ready.member}`;
  const state = at(requireSuccess(answer), member);
  if (state === ready.value) return;
  throw new DeviationFound({
    expected: `${member} is still ${ready.value}`,
    observed: `${member} is ${show(state)}`,
    member,
    exchange: answer.exchange,
  });
}
