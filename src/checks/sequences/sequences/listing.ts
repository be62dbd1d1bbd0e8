import type { Step } from '../../../../generators/index.js';
import { resourceNamed } from '../../../contract/resources.js';
import { summaryDiffers } from '../../expect/compare.js';
import { at, show } from '../../expect/expect.js';
import { DeviationFound } from '../../expect/verdicts.js';
import { itemsOf, itemWith } from '../../expect/walk.js';
import { expectFiltered, type Filter, filtersOf } from '../../lists/filter.js';
import { type Part, partOf } from '../../plan/scope.js';
import type { CheckContext, Scope } from '../../types.js';
import { expectTags } from './judge.js';
import { pick, type Thing, type Things } from './things.js';

/** A list that a step asks for. */
export type Listing =
  | { readonly part: Part; readonly parent: Thing | undefined }
  | { readonly filter: Filter; readonly wanted: string };

/** The most that a page of a list may hold, for resources of their own and for such as belong to others. */
const PAGE_SIZES = { own: 100, belonging: 50 };

/** What a step lists; undefined where there is nothing yet to be looked for. */
export function listingOf(scope: Scope, things: Things, step: Step): Listing | undefined {
  const resource = resourceNamed(scope.resources, step.resource);
  const part = partOf(scope, resource, 'list');
  if (part?.operation.pagination === undefined) return undefined;
  if (step.filter === '') {
    const parent = things.parentFor(resource, step.on);
    return resource.parent !== undefined && parent === undefined ? undefined : { part, parent };
  }
  const filter = filtersOf(scope).find(
    (each) => each.part.resource === resource && each.member === step.filter,
  );
  const wanted = filter && comparedValue(filter, pick(things.there(resource), step.on));
  return filter && wanted ? { filter, wanted } : undefined;
}

/** What a filter compares; undefined where a resource has none. */
function comparedValue({ compares }: Filter, thing: Thing | undefined): string | undefined {
  const value = thing?.names.get(compares)?.arn ?? at(thing?.view, compares);
  return typeof value === 'string' ? value : undefined;
}

/** A list holds what is there of the sequence, as it is, and nothing of what was deleted. @throws DeviationFound */
export async function expectListed(context: CheckContext, things: Things, listing: Listing): Promise<void> {
  if ('filter' in listing) {
    const { filter, wanted } = listing;
    const all = things.of(filter.part.resource);
    const matching = all.filter((thing) => thing.isThere && comparedValue(filter, thing) === wanted);
    const others = all.filter((thing) => !matching.includes(thing));
    return expectFiltered(context, filter, wanted, arnsOf(matching), arnsOf(others));
  }
  const { part, parent } = listing;
  const { operation, resource } = part;
  const place = parent && resource.parent ? { [resource.parent.member]: parent.arn } : {};
  const size = parent === undefined ? PAGE_SIZES.own : PAGE_SIZES.belonging;
  const { items, answers } = await itemsOf(context, operation, {
    ...place,
    [operation.pagination?.limit ?? '']: size,
  });
  const exchange = answers.at(-1)?.exchange;
  for (const thing of things.of(resource).filter((each) => each.parent === parent)) {
    const item = itemWith(items, thing.arn);
    if ((item !== undefined) !== thing.isThere) {
      throw new DeviationFound({
        expected: thing.isThere
          ? `an entry for ${thing.arn}`
          : `no entry for ${thing.arn}, which was deleted`,
        observed: thing.isThere ? `none among the ${items.length} listed` : 'it is listed',
        exchange,
      });
    }
    const answer = answers.find(({ output }) => output[part.operation.pagination?.items ?? ''] !== undefined);
    if (item === undefined || answer === undefined) continue;
    expectEntry(context.scope, part, thing, item, exchange);
    const path = `${operation.pagination?.items}[].tags`;
    if (item.tags !== undefined) expectTags(answer, path, thing.tags, item.tags);
  }
}

function expectEntry(
  scope: Scope,
  part: Part,
  thing: Thing,
  item: NonNullable<ReturnType<typeof itemWith>>,
  exchange: DeviationFound['finding']['exchange'],
): void {
  const difference = summaryDiffers(scope, part, thing.view, item, ['tags']);
  if (difference === undefined) return;
  throw new DeviationFound({
    expected: `${difference} is ${show(thing.view[difference])}, as the calls before left it`,
    observed: `${difference} is ${show(item[difference])}`,
    member: `${part.operation.pagination?.items}[].${difference}`,
    exchange,
  });
}

function arnsOf(things: readonly Thing[]): string[] {
  return things.map(({ arn }) => arn);
}
