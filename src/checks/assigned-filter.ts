import { resourceNamed } from '../contract/resources.js';
import type { AssignedFilterRule } from '../contract/rules.js';
import { rulesOfKind } from '../contract/rules.js';
import { show, stringAt } from './expect.js';
import { ruleCheck } from './rule-check.js';
import { makingOf, partOf } from './scope.js';
import type { Check, CheckContext, Kind, Owned, Scope } from './types.js';
import { DeviationFound } from './verdicts.js';
import { itemsOf, itemWith } from './walk.js';

/** A list that is filtered by what the service itself assigns (a state) holds what matches and nothing else. */
export const assignedFilter: Kind = {
  id: 'assigned-filter',
  title: 'Filters by what the service assigns',
  plan: (scope) => rulesOfKind(scope.rules, 'assigned-filter').flatMap((rule) => filterChecks(scope, rule)),
};

function filterChecks(scope: Scope, rule: AssignedFilterRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const list = partOf(scope, resource, 'list');
  if (list === undefined) return [];
  const name = list.operation.operation;
  const isWhole = [rule.fresh, ...rule.others];
  return isWhole.map((value) =>
    ruleCheck(scope, rule, `/${value}`, {
      operations: [name, ...makingOf(scope, resource)],
      title: `${name} with ${rule.filter} ${value} lists only ${resource.name}s whose ${rule.member} is ${value}`,
      member: rule.filter,
      sent: `${name} with ${rule.filter} ${value} where there is a new ${resource.name}`,
      expected: `${value === rule.fresh ? 'the new one' : 'not the new one'}, and none whose ${rule.member} is another`,
      run: async (context) => {
        const owned = await context.create(resource);
        await context.eventually(() => ask(context, rule, list.operation, owned, value));
      },
    }),
  );
}

async function ask(
  context: CheckContext,
  rule: AssignedFilterRule,
  operation: Parameters<typeof itemsOf>[1],
  owned: Owned,
  value: string,
): Promise<void> {
  const { limit = '', items: page = '' } = operation.pagination ?? {};
  const { items, answers } = await itemsOf(context, operation, { [rule.filter]: value, [limit]: 100 });
  const exchange = answers.at(-1)?.exchange;
  const isListed = itemWith(items, owned.arn) !== undefined;
  if (isListed !== (value === rule.fresh)) {
    throw new DeviationFound({
      expected: `${owned.arn}, whose ${rule.member} is ${rule.fresh}, is ${isListed ? 'not listed' : 'listed'}`,
      observed: isListed ? 'it is listed' : `it is not among the ${items.length} listed`,
      member: rule.filter,
      exchange,
    });
  }
  const wrong = items.find((item) => (stringAt(item, rule.member) ?? value) !== value);
  if (wrong === undefined) return;
  throw new DeviationFound({
    expected: `only entries whose ${rule.member} is ${value}`,
    observed: `an entry whose ${rule.member} is ${show(stringAt(wrong, rule.member))}`,
    member: `${page}[].${rule.member}`,
    exchange,
  });
}
