import { resourceNamed } from '../../contract/resources.js';
import type { OmittedRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import { isObject } from '../../transport/http/answer.js';
import { at, listAt } from '../expect/expect.js';
import { DeviationFound, Skipped } from '../expect/verdicts.js';
import { itemsOf, itemWith } from '../expect/walk.js';
import { ruleCheck } from '../plan/rule-check.js';
import { makingOf, partOf, rootOf } from '../plan/scope.js';
import type { Check, Kind, Scope } from '../types.js';

/** A list does not show the secrets that a get shows. */
export const omitted: Kind = {
  id: 'omitted',
  title: 'What lists leave out',
  plan: (scope) => rulesOfKind(scope.rules, 'omitted').flatMap((rule) => omittedChecks(scope, rule)),
};

function omittedChecks(scope: Scope, rule: OmittedRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const list = partOf(scope, resource, 'list');
  if (list?.operation.pagination === undefined) return [];
  const { operation } = list;
  const { items: page = '', limit = '' } = operation.pagination ?? {};
  const members = rule.members.join(' and ');
  return [
    {
      ...ruleCheck(scope, rule, '', {
        operations: [operation.operation, ...makingOf(scope, resource)],
        title: `${operation.operation} does not show the ${members} of a ${resource.name}`,
        sent: `${operation.operation} after creation`,
        expected: `an entry without ${members}`,
        member: `${page}[].${rule.members[0]}`,
        run: async (context) => {
          const owned = await context.create(resource);
          const parent =
            resource.parent === undefined ? {} : { [resource.parent.member]: owned.parent?.arn ?? '' };
          await context.eventually(async () => {
            const { items, answers } = await itemsOf(context, operation, { ...parent, [limit]: 50 });
            const item = itemWith(items, owned.arn);
            if (item === undefined)
              throw new Skipped(
                `${owned.arn} is not listed, see lifecycle/${rule.service}/${resource.name}/list`,
              );
            // What a summary may not show is not in its contract either.
            const shown = answers.map(({ json }) => itemWith(listAt(json, page), owned.arn)).find(isObject);
            const member = rule.members.find((each) => at(shown, each) !== undefined);
            if (member === undefined) return;
            throw new DeviationFound({
              expected: `an entry without ${member}`,
              observed: `${page}[].${member} is there`,
              member: `${page}[].${member}`,
              exchange: answers.at(-1)?.exchange,
            });
          });
        },
      }),
      walks: rootOf(scope, resource),
    },
  ];
}
