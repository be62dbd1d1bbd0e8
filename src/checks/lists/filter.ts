import type { Resource } from '../../contract/resources.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { JsonObject, OperationContract } from '../../contract/types.js';
import { show, stringAt } from '../expect/expect.js';
import { entryOf } from '../expect/member-ref.js';
import { DeviationFound } from '../expect/verdicts.js';
import { itemsOf, itemWith } from '../expect/walk.js';
import {
  makingForUse,
  makingOf,
  oncePerScope,
  type Part,
  partOf,
  partsOf,
  rootOf,
  sourceOf,
} from '../plan/scope.js';
import { resourceAt } from '../plan/uses.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';

/** One filter of a list operation. */
export interface Filter {
  readonly part: Part;
  /** Input member of the list operation. */
  readonly member: string;
  /** Member of the listed resource that it is compared with. */
  readonly compares: string;
  /** Resource that the compared member names. */
  readonly names?: Resource;
}

/** Largest page that lists are asked for. */
const MOST = 100;

/** A filtered list holds every matching resource and no other. */
export const filter: Kind = {
  id: 'filter',
  title: 'Filters',
  plan: (scope) => filtersOf(scope).map((each) => check(scope, each)),
};

/** The filters that compare what a resource was made or updated with. */
export const filtersOf = oncePerScope((scope: Scope): readonly Filter[] =>
  partsOf(scope)
    .filter(({ role }) => role === 'list')
    .flatMap((part) =>
      Object.keys(part.operation.input.properties ?? {}).flatMap((member): Filter[] => {
        if (!member.startsWith('filterBy')) return [];
        const compares = member.charAt('filterBy'.length).toLowerCase() + member.slice('filterBy'.length + 1);
        const names = resourceAt(scope.resources, part.resource, compares);
        if (names !== undefined && !names.checked) return [];
        // What the service sets by itself (a state) cannot be had by asking for it.
        const create = partOf(scope, part.resource, 'create');
        if (create?.operation.input.properties?.[compares] === undefined) return [];
        return [{ part, member, compares, ...(names && { names }) }];
      }),
    ),
);

function check(scope: Scope, each: Filter): Check {
  const { part, member, compares, names } = each;
  const { operation, resource } = part;
  const making = [...makingOf(scope, resource), ...(names === undefined ? [] : makingForUse(scope, names))];
  const rule = rulesOfKind(scope.rules, 'exclusive').find(
    ({ operations }) => operations[0] === operation.operation,
  );
  return {
    id: `filter/${operation.service}/${operation.operation}/${member}`,
    kind: 'filter',
    walks: rootOf(scope, resource),
    title: `${operation.operation} with ${member} lists every matching ${resource.name} and no other`,
    service: operation.service,
    operations: [operation.operation, ...new Set(making)],
    member,
    strength: 'documented',
    source: rule?.source ?? sourceOf(operation),
    sent: `${operation.operation} with ${member} where two match and others do not, on one page and on pages of one`,
    expected: `both matching ones, and only ones with that ${compares}`,
    run: (context) =>
      context.forAll(
        matching(context, each),
        async (value) => {
          const wanted = names === undefined ? value : (await context.create(names, {}, { ready: true })).arn;
          const first = await context.create(resource, { [compares]: wanted });
          const second = await context.create(resource, { [compares]: wanted });
          const others: string[] = [];
          for (const input of names === undefined ? unlike(compares, value) : [{}])
            others.push((await context.create(resource, input)).arn);
          // A filter holds for later pages as well.
          for (const size of context.isSparing ? [MOST] : [MOST, 1]) {
            const matches = [first.arn, second.arn];
            await context.eventually(() => expectFiltered(context, each, wanted, matches, others, size));
          }
        },
        { cases: 3 },
      ),
  };
}

/** What differs little from a value: by what is behind it, and by the case of its letters. */
function unlike(compares: string, value: string): JsonObject[] {
  const swapped = value.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  return [{ [compares]: `${value}-other` }, { [compares]: swapped }];
}

/** Values for which a longer one is not equal, so that a filter by prefix is noticed; unused for ARNs. */
function matching(context: CheckContext, { part, compares }: Filter): ReturnType<typeof context.fc.string> {
  const inputs = context.inputsFor(part.resource, { require: [compares] });
  return inputs.map((input: JsonObject) => `n${String(input[compares] ?? '').slice(0, 100)}`);
}

/**
 * A filtered list holds what matches, and nothing else.
 * @param wanted value that is looked for
 * @param matches ARNs of resources that have it
 * @param others ARNs of resources that have not
 * @param size largest page that is asked for
 * @throws DeviationFound
 */
export async function expectFiltered(
  context: CheckContext,
  { part, member, compares }: Filter,
  wanted: string,
  matches: readonly string[],
  others: readonly string[],
  size = MOST,
): Promise<void> {
  const operation: OperationContract = part.operation;
  const { items, answers } = await itemsOf(context, operation, {
    [member]: wanted,
    [operation.pagination?.limit ?? '']: size,
  });
  const exchange = answers.at(-1)?.exchange;
  const { operation: create = '', output } = part.resource.create ?? {};
  const missing = matches.find((arn) => itemWith(items, arn) === undefined);
  if (missing !== undefined) {
    const expected = `${missing}, whose ${compares} is ${show(wanted)}, is listed`;
    throw new DeviationFound({
      expected,
      observed: `it is not among the ${items.length} listed`,
      member,
      against: [entryOf(operation), { operation: create, member: `${output}.arn` }],
      exchange,
    });
  }
  for (const arn of matches) {
    const shown = stringAt(itemWith(items, arn), compares);
    if (shown === wanted) continue;
    const expected = `the entry for ${arn} shows ${compares} ${show(wanted)}`;
    throw new DeviationFound({
      expected,
      observed: show(shown),
      member: `${operation.pagination?.items}[].${compares}`,
      against: [{ operation: create, member: `${output}.${compares}` }],
      exchange,
    });
  }
  // The check's own before those of others, which are not always there.
  const own = others.map((arn) => itemWith(items, arn)).find((item) => item !== undefined);
  const wrong =
    own ??
    items.find((item) => stringAt(item, compares) !== wanted && stringAt(item, compares) !== undefined);
  if (wrong === undefined) return;
  const shown = stringAt(wrong, compares);
  const value = shown === undefined ? 'another value' : show(shown);
  throw new DeviationFound({
    expected: `only entries whose ${compares} is ${show(wanted)}`,
    observed: `an entry whose ${compares} is ${value}`,
    member,
    exchange,
  });
}
