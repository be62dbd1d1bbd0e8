import { type Resource, resourceNamed } from '../../contract/resources.js';
import type { MadeAlongRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import { at, expectMember, objectAt, requireSuccess, show, stringAt } from '../expect/expect.js';
import { entryOf, madeAs } from '../expect/member-ref.js';
import { DeviationFound } from '../expect/verdicts.js';
import { itemsOf, itemWith } from '../expect/walk.js';
import { ruleCheck } from '../plan/rule-check.js';
import { makingOf, type Part, partOf } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Owned, Scope } from '../types.js';

/** Making one resource makes another one that belongs to it, and shows it. */
export const madeAlong: Kind = {
  id: 'made-along',
  title: 'Made along with another',
  plan: (scope) => rulesOfKind(scope.rules, 'made-along').flatMap((rule) => madeAlongChecks(scope, rule)),
};

function madeAlongChecks(scope: Scope, rule: MadeAlongRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const child = resourceNamed(scope.resources, rule.makes);
  const create = partOf(scope, resource, 'create');
  const [get, list] = [partOf(scope, child, 'get'), partOf(scope, child, 'list')];
  const { implicit, parent } = child;
  if (create === undefined || implicit === undefined || parent === undefined) return [];
  const common = { operations: [create.operation.operation, ...makingOf(scope, resource).slice(1)] };
  const made = `${create.operation.operation} makes a ${child.name} along with the ${resource.name}`;
  const answered = ruleCheck(scope, rule, '/answer', {
    ...common,
    title: `${made}, and answers with both`,
    sent: create.operation.operation,
    expected: `${implicit.output} with ${child.always.join(', ')}, in the new ${resource.name}`,
    member: implicit.output,
    run: async (context) => {
      const { answer, arn } = await context.create(resource);
      const absent = child.always.find(
        (member) => at(answer.output, `${implicit.output}.${member}`) === undefined,
      );
      if (absent !== undefined) {
        throw new DeviationFound({
          expected: `${implicit.output}.${absent} is there`,
          observed: `${implicit.output} is ${show(at(answer.output, implicit.output))}`,
          member: `${implicit.output}.${absent}`,
          exchange: answer.exchange,
        });
      }
      const path = `${implicit.output}.${parent.member}`;
      expectMember(answer, path, at(answer.output, path), arn, {
        because: `the ARN of the ${resource.name}`,
      });
    },
  });
  const kept = [get, list].flatMap((part) =>
    part === undefined ? [] : [keptCheck(scope, rule, child, part, made)],
  );
  return [answered, ...kept];
}

/** What was made along is there: a get shows it, a list lists it. */
function keptCheck(scope: Scope, rule: MadeAlongRule, child: Resource, part: Part, made: string): Check {
  const name = part.operation.operation;
  return ruleCheck(scope, rule, `/${part.role}`, {
    operations: [name, ...makingOf(scope, child)],
    title: `${made}, which ${name} shows`,
    sent: `${makingOf(scope, child)[0]}, then ${name}`,
    expected: `the ${child.name} that came with the creation`,
    run: async (context) => {
      // With input, another one would be made in its place.
      const owned = await context.create(child);
      await context.eventually(async () => {
        const { arn, exchange } = await seen(context, part, owned);
        if (arn === owned.arn) return;
        throw new DeviationFound({
          expected: `the ${child.name} ${owned.arn}`,
          observed: arn === undefined ? 'none' : arn,
          member: part.role === 'get' ? `${part.binding.output}.arn` : entryOf(part.operation).member,
          against: [madeAs(owned, 'arn')],
          exchange,
        });
      });
    },
  });
}

async function seen(context: CheckContext, { operation, binding, resource, role }: Part, owned: Owned) {
  if (role === 'get') {
    const answer = await context.call(operation.operation, { [binding.input ?? 'arn']: owned.arn });
    const arn = stringAt(objectAt(requireSuccess(answer), binding.output ?? ''), 'arn');
    return { arn, exchange: answer.exchange };
  }
  const parent = { [resource.parent?.member ?? '']: owned.parent?.arn ?? '' };
  const { items, answers } = await itemsOf(context, operation, parent);
  return { arn: stringAt(itemWith(items, owned.arn), 'arn'), exchange: answers.at(-1)?.exchange };
}
