import { resourceNamed } from '../../../contract/resources.js';
import type { LimitPerParentRule } from '../../../contract/rules/rules.js';
import { rulesOfKind } from '../../../contract/rules/rules.js';
import { describeAnswer, stringAt } from '../../expect/expect.js';
import { DeviationFound, Skipped } from '../../expect/verdicts.js';
import { itemsOf, itemWith } from '../../expect/walk.js';
import { makingWithInput, partOf, sourceOf } from '../../plan/scope.js';
import type { Check, Scope } from '../../types.js';

/** Where there is room for so many, two clients who each make more at once get no more than that. */
export function roomChecks(scope: Scope): Check[] {
  return rulesOfKind(scope.rules, 'limit-per-parent').flatMap((rule) => check(scope, rule));
}

function check(scope: Scope, rule: LimitPerParentRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const create = partOf(scope, resource, 'create');
  const list = partOf(scope, resource, 'list');
  const { parent } = resource;
  if (create === undefined || list === undefined || parent === undefined) return [];
  const { service, operation: name } = create.operation;
  // Where there is no room, it is looked whether the first one is gone.
  const looking = resource.get === undefined ? [] : [resource.get.operation];
  const needed = [list.operation.operation, ...looking, ...makingWithInput(scope, resource)];
  return [
    {
      id: `concurrent/${service}/${resource.name}`,
      kind: 'concurrent',
      title: `${name} of two clients at once makes no more than there is room for`,
      service,
      operations: [...new Set([name, ...needed])],
      strength: 'inferred',
      source: sourceOf(create.operation),
      walks: `everything of ${service}`,
      follows: 3,
      provokes: [rule.error],
      sent: `${rule.limit + 1} × ${name} at once in a ${parent.resource} with room for ${rule.limit}`,
      expected: `success of at most ${rule.limit}, and these in ${list.operation.operation}`,
      run: async (context) => {
        const place = await context.placeFor(resource);
        const answers = await Promise.all(
          Array.from({ length: rule.limit + 1 }, () =>
            context.call(name, { ...context.leastInput(resource), ...place }),
          ),
        );
        const made = answers.filter(({ succeeded }) => succeeded);
        if (made.length > rule.limit) {
          throw new DeviationFound({
            expected: `success of at most ${rule.limit}: a ${parent.resource} has no more ${resource.name}s`,
            observed: answers.map(describeAnswer).join('; '),
            exchange: made.at(-1)?.exchange,
          });
        }
        const strange = answers.find(({ status }) => status === 400 || status === 404);
        if (strange !== undefined) throw new Skipped(`${name} answered ${describeAnswer(strange)}`);
        await context.eventually(async () => {
          const walked = await itemsOf(context, list.operation, place);
          const arns = made.map(({ output }) => stringAt(output, `${create.binding.output}.arn`) ?? '');
          const missing = arns.find((arn) => itemWith(walked.items, arn) === undefined);
          if (missing === undefined && walked.items.length === arns.length) return;
          throw new DeviationFound({
            expected: `the ${resource.name}s that the clients were told of: ${arns.join(', ') || 'none'}`,
            observed: `${walked.items.length} are listed${missing === undefined ? '' : `, without ${missing}`}`,
            exchange: walked.answers.at(-1)?.exchange,
          });
        });
      },
    },
  ];
}
