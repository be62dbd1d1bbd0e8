/** Rules between the members of one input: exclusive members, required-when, conditional defaults. */

import type { Resource } from '../../contract/resources.js';
import { resourceNamed } from '../../contract/resources.js';
import type {
  ConditionalDefaultRule,
  ExclusiveMembersRule,
  RequiredWhenRule,
} from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { JsonObject } from '../../contract/types.js';
import { exclusiveInput } from '../ask/exclusive-input.js';
import { callersOf } from '../ask/valid-request.js';
import { at, expectError, expectMember, expectRefusal, requireSuccess, show } from '../expect/expect.js';
import { Skipped } from '../expect/verdicts.js';
import { ruleCheck } from '../plan/rule-check.js';
import { makingOf } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';

/** Two members that exclude one another are refused together. */
export const exclusive: Kind = {
  id: 'exclusive',
  title: 'Exclusive members',
  plan: (scope) => rulesOfKind(scope.rules, 'exclusive').flatMap((rule) => exclusiveChecks(scope, rule)),
};

function exclusiveChecks(scope: Scope, rule: ExclusiveMembersRule): Check[] {
  const name = rule.operations[0] ?? '';
  const caller = callersOf(scope).find(({ operation }) => operation.operation === name);
  if (caller === undefined) return [];
  const { error } = rule;
  const status = scope.contract.shapes.errors[error ?? '']?.status ?? 400;
  const pairs = rule.members.flatMap((first, index) =>
    rule.members.slice(index + 1).map((second) => [first, second] as const),
  );
  return pairs.map((pair) => {
    const members = pair.map(({ member }) => member);
    const together = members.join(' and ');
    return ruleCheck(scope, rule, `/${members.join('+')}`, {
      operations: [name, ...caller.needs],
      title: `${name} refuses ${together} together`,
      sent: `${name} with ${together}`,
      expected: error === undefined ? 'a refusal (4xx); no source names the error' : `${status} ${error}`,
      run: async (context) => {
        const call = await caller.prepare(context);
        // Where the rest of the input may be refused for itself, a refusal says nothing of the pair.
        if (caller.invents) requireSuccess(await call({}));
        const answer = await call(await exclusiveInput(context, pair));
        if (error === undefined) expectRefusal(answer, `${together} exclude one another`);
        else expectError(answer, error, status, `${together} exclude one another`);
      },
    });
  });
}

/** Combinations of members that contradict a requirement are refused. */
export const requiredWhen: Kind = {
  id: 'required-when',
  title: 'Requirements between members',
  plan: (scope) =>
    rulesOfKind(scope.rules, 'required-when').flatMap((rule) => requiredWhenChecks(scope, rule)),
};

function requiredWhenChecks(scope: Scope, rule: RequiredWhenRule): Check[] {
  const callers = callersOf(scope).filter(({ operation }) => rule.operations.includes(operation.operation));
  const touched = new Set(rule.violations.flatMap(({ input }) => Object.keys(input)));
  return callers.flatMap((caller) =>
    rule.violations.map(({ id, input, why }) => {
      const name = caller.operation.operation;
      return ruleCheck(scope, rule, `/${name}/${id}`, {
        operations: [name, ...caller.needs],
        title: `${name} refuses the combination ${id}`,
        ...(touched.size === 1 ? { member: [...touched][0] ?? '' } : {}),
        sent: `${name} with ${JSON.stringify(input)} and other generated members`,
        expected: 'a refusal (4xx); no source names the error',
        run: async (context) => {
          const resource = resourceNamed(scope.resources, rule.resource);
          await requireFeature(context, resource, rule);
          const call = await caller.prepare(context);
          const others = context.inputsFor(resource, {
            omit: [...touched, 'tags', ...(resource.interdependent ?? [])],
          });
          await context.forAll(
            others,
            async (members) => expectRefusal(await call({ ...members, ...input }), why),
            { cases: 3 },
          );
        },
      });
    }),
  );
}

/**
 * An endpoint that does not know the members at all cannot refuse them: that is one deviation of the lifecycle, not
 * one more for each combination.
 * @throws Skipped when the accepted combination is not shown
 */
async function requireFeature(
  context: CheckContext,
  resource: Resource,
  rule: RequiredWhenRule,
): Promise<void> {
  await context.observe(
    `feature/${rule.service}/${rule.id}`,
    context.fc.constant(rule.accepted),
    async (accepted) => [(await context.create(resource, accepted)).answer],
    ([answer]) => {
      const shown = at(answer?.output, `${resource.create?.output}.${rule.shown}`);
      if (shown === at(rule.accepted, rule.shown)) return;
      const [member] = rule.shown.split('.');
      throw new Skipped(
        `${rule.shown} is not shown when it is sent, see lifecycle/${rule.service}/${resource.name}/create/${member}`,
      );
    },
    { cases: 1 },
  );
}

/** Defaults that depend on another member. */
export const conditionalDefault: Kind = {
  id: 'conditional-default',
  title: 'Conditional defaults',
  plan: (scope) =>
    rulesOfKind(scope.rules, 'conditional-default').flatMap((rule) => conditionalChecks(scope, rule)),
};

function conditionalChecks(scope: Scope, rule: ConditionalDefaultRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const update = rule.cases.some((each) => each.update !== undefined)
    ? resource.update?.operation
    : undefined;
  return rule.cases.map((each) => {
    const when = JSON.stringify(each.update ?? each.when);
    const isSent = rule.member in each.when;
    const updating = each.update !== undefined && update !== undefined;
    const operations = [...(updating ? [update] : []), ...makingOf(scope, resource)];
    return ruleCheck(scope, rule, `/${each.id}`, {
      operations: [...operations, ...(resource.get ? [resource.get.operation] : [])],
      title: `${rule.member} is ${show(each.value)} with ${when}${isSent ? ', whatever was sent' : ' by default'}`,
      sent: `${operations[0]} with ${when}${isSent ? '' : ` and without ${rule.member}`}`,
      expected: `${rule.member} ${show(each.value)}`,
      member: `${resource.create?.output}.${rule.member}`,
      run: async (context) => {
        const others = context.inputsFor(resource, {
          omit: [...(resource.interdependent ?? []), rule.member],
        });
        await context.forAll(others, (members) => askConditional(context, resource, rule, each, members), {
          cases: 3,
        });
      },
    });
  });
}

async function askConditional(
  context: CheckContext,
  resource: Resource,
  rule: ConditionalDefaultRule,
  each: ConditionalDefaultRule['cases'][number],
  members: JsonObject,
): Promise<void> {
  const owned = await context.create(resource, { ...members, ...each.when }, { without: [rule.member] });
  const judged = (output: JsonObject, path: string | undefined) => at(output, `${path}.${rule.member}`);
  let answer = owned.answer;
  let path = resource.create?.output;
  if (each.update !== undefined && resource.update !== undefined) {
    const { input = 'arn', operation } = resource.update;
    answer = await context.call(operation, { [input]: owned.arn, ...each.update });
    path = resource.update.output;
  }
  const because = `with ${JSON.stringify(each.update ?? each.when)}`;
  expectMember(answer, `${path}.${rule.member}`, judged(requireSuccess(answer), path), each.value, {
    because,
  });
}
