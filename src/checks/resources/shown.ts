import { type Resource, type ResourceOperation, resourceNamed } from '../../contract/resources.js';
import type { ShownRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import { headOf } from '../../contract/schema/constraints.js';
import type { Json, JsonObject } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { at, requireSuccess, sameEntries, show, withMember } from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { ruleCheck } from '../plan/rule-check.js';
import { makingForUse, makingWithInput } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';

type Case = ShownRule['cases'][number];

/** What a resource shows beyond what was sent: members that are there, or not there, or have a certain value. */
export const shown: Kind = {
  id: 'shown',
  title: 'What is shown',
  plan: (scope) => rulesOfKind(scope.rules, 'shown').flatMap((rule) => shownChecks(scope, rule)),
};

function shownChecks(scope: Scope, rule: ShownRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const used = Object.values(rule.uses ?? {}).map((name) => resourceNamed(scope.resources, name));
  const making = [...makingWithInput(scope, resource), ...used.flatMap((each) => makingForUse(scope, each))];
  return rule.cases.map((each) => {
    const update = each.update === undefined ? undefined : resource.update?.operation;
    const operations = [update, ...making, resource.get?.operation].filter((name) => name !== undefined);
    const expected = each.shows.map(({ member, ...state }) => `${member} ${wanted(state)}`).join(', ');
    return ruleCheck(scope, rule, `/${each.id}`, {
      operations: [...new Set(operations)],
      title: `a ${resource.name} shows ${expected}: ${each.id.replaceAll('-', ' ')}`,
      sent: `${[...making.slice(0, 1), ...(update === undefined ? [] : [update])].join(', then ')} with ${show(each.update ?? each.when)}`,
      expected,
      member: `${resource.create?.output}.${each.shows[0]?.member}`,
      run: (context) => ask(context, resource, rule, each),
    });
  });
}

async function ask(context: CheckContext, resource: Resource, rule: ShownRule, each: Case): Promise<void> {
  let input: JsonObject = each.when;
  for (const [path, name] of Object.entries(rule.uses ?? {})) {
    const used = await context.create(resourceNamed(context.scope.resources, name), {}, { ready: true });
    input = withMember(input, path, used.arn);
  }
  // What is shown of a member depends on whether it is sent.
  const without = each.shows.map(({ member }) => headOf(member));
  const owned = await context.create(resource, input, { without });
  const naming = (member: string | undefined) => ({ [member ?? 'arn']: owned.arn });
  if (each.update === undefined || resource.update === undefined)
    judge(owned.answer, owned.output, resource.create?.output, each, []);
  else {
    const { operation, input: named, output } = resource.update;
    const answer = await context.call(operation, { ...naming(named), ...each.update });
    judge(answer, at(requireSuccess(answer), output ?? ''), output, each, []);
  }
  if (resource.get === undefined) return;
  const written = each.update === undefined ? resource.create : resource.update;
  const { operation, input: named, output } = resource.get;
  await context.eventually(async () => {
    const answer = await context.call(operation, naming(named));
    judge(answer, at(requireSuccess(answer), output ?? ''), output, each, written ? [written] : []);
  });
}

/** @param written operations that may be at fault for what a read shows */
function judge(
  answer: Answer,
  view: Json | undefined,
  path: string | undefined,
  { shows }: Case,
  written: readonly ResourceOperation[],
): void {
  for (const { member, ...state } of shows) {
    const observed = at(view, member);
    if (holds(observed, state)) continue;
    throw new DeviationFound({
      expected: `${path}.${member} ${wanted(state)}`,
      observed: `${path}.${member} is ${show(observed)}`,
      member: `${path}.${member}`,
      against: written.map(({ operation, output }) => ({ operation, member: `${output}.${member}` })),
      exchange: answer.exchange,
    });
  }
}

type State = Omit<Case['shows'][number], 'member'>;

function holds(observed: Json | undefined, { state, value }: State): boolean {
  const isEmpty =
    observed === undefined || observed === '' || (Array.isArray(observed) && observed.length === 0);
  if (state === 'there') return !isEmpty;
  if (state === 'not there') return isEmpty;
  return sameEntries(observed, value ?? null) || (state === 'value or absent' && observed === undefined);
}

function wanted({ state, value }: State): string {
  if (state === 'there' || state === 'not there') return `is ${state}`;
  return `is ${show(value)}${state === 'value' ? '' : ', if shown at all'}`;
}
