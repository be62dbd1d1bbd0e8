import type { Resource } from '../../contract/resources.js';
import type { Json, JsonObject } from '../../contract/types.js';
import { asObject } from '../ask/exercise.js';
import { summaryDiffers } from '../expect/compare.js';
import { differenceWithin, requireSuccess, show } from '../expect/expect.js';
import { entryOf, madeAs } from '../expect/member-ref.js';
import { DeviationFound } from '../expect/verdicts.js';
import { itemsOf, itemWith, type Walk } from '../expect/walk.js';
import { stageOfLife } from '../plan/life-stage.js';
import { type Part, partOf, rootOf } from '../plan/scope.js';
import type { Check, CheckContext, Owned, Place, Scope } from '../types.js';

/** Largest page that lists are asked for; keys of one parent have a smaller limit. */
const MOST = 100;
const MOST_OF_PARENT = 50;

/** A list shows each resource with the members of its summary, and no longer when it is deleted. */
export function listedChecks(scope: Scope, resource: Resource): Check[] {
  const part = partOf(scope, resource, 'list');
  if (part?.operation.pagination === undefined) return [];
  const { operation } = part;
  const removal = resource.leaving === undefined ? partOf(scope, resource, 'delete') : undefined;
  return [
    {
      ...stageOfLife(scope, part, [removal]),
      walks: rootOf(scope, resource),
      id: `lifecycle/${operation.service}/${resource.name}/list`,
      title: `${operation.operation} shows the ${resource.name} with the members of its summary`,
      sent: `${operation.operation}, all pages, after creation of two with generated input, and after one of them is deleted`,
      expected:
        'an entry for each whose members have the same values as on creation, and then for all but the deleted one',
      run: (context) => {
        // Where few requests matter, and where a parent has room for one only, there is one.
        const count = context.isSparing || resource.parent !== undefined ? 1 : 2;
        const inputs = context.inputsFor(resource);
        return context.forAll(
          context.fc.array(inputs, { minLength: count, maxLength: count }),
          (each) => ask(context, part, removal, each),
          { cases: 4 },
        );
      },
    },
  ];
}

async function ask(
  context: CheckContext,
  part: Part,
  removal: Part | undefined,
  inputs: readonly Json[],
): Promise<void> {
  const made: Owned[] = [];
  for (const input of inputs)
    made.push(await context.create(part.resource, distinct(part.resource, input, made)));
  await context.eventually(async () => {
    expectEntries(context, part, await listOf(context, part, made[0]), made);
  });
  const [doomed, ...others] = made;
  if (context.isSparing || removal === undefined || doomed === undefined) return;
  const { operation, binding } = removal;
  requireSuccess(await context.call(operation.operation, { [binding.input ?? 'arn']: doomed.arn }));
  await context.eventually(async () => {
    const walk = await listOf(context, part, doomed);
    if (itemWith(walk.items, doomed.arn) !== undefined) {
      throw new DeviationFound({
        expected: `no entry for ${doomed.arn}, which was deleted`,
        observed: 'it is still listed',
        member: entryOf(part.operation).member,
        exchange: walk.answers.at(-1)?.exchange,
      });
    }
    expectEntries(context, part, walk, others);
  });
}

/** Each is listed as it was made. */
function expectEntries(context: CheckContext, part: Part, walk: Walk, made: readonly Owned[]): void {
  for (const owned of made) {
    const { arn, output: view } = owned;
    const from = (member: string) => madeAs(owned, member);
    expectEntry(context, part, walk, { arn, view, because: 'as on creation', from });
  }
}

/** An input in which nothing is the same that no two may share: of these, only the first keeps what was drawn. */
function distinct({ unique = [] }: Resource, input: Json, made: readonly Owned[]): JsonObject {
  const members = Object.entries(asObject(input));
  return Object.fromEntries(made.length === 0 ? members : members.filter(([name]) => !unique.includes(name)));
}

/** The pages of a list, as few as may be; of the parent that a resource was made in, where it has one. */
export function listOf(context: CheckContext, { operation, resource }: Part, owned?: Owned): Promise<Walk> {
  const { parent } = resource;
  const within = parent === undefined ? {} : { [parent.member]: owned?.parent?.arn ?? '' };
  const size = parent === undefined ? MOST : MOST_OF_PARENT;
  return itemsOf(context, operation, { ...within, [operation.pagination?.limit ?? '']: size });
}

/** What the entry of a resource is compared with. */
export interface Expected {
  readonly arn: string;
  readonly view: JsonObject;
  /** Follows what is expected: `as on creation`. */
  readonly because: string;
  /** Where that view was shown, by member. */
  from(member: string): Place;
}

/**
 * A list holds an entry whose members are those of the resource, as far as summaries have them.
 * @throws DeviationFound
 */
export function expectEntry(
  { scope }: CheckContext,
  part: Part,
  { items, answers }: Walk,
  { arn, view, because, from }: Expected,
): void {
  const { operation } = part;
  const item = itemWith(items, arn);
  const exchange = answers.at(-1)?.exchange;
  if (item === undefined) {
    throw new DeviationFound({
      expected: `an entry for ${arn}`,
      observed: 'none on any page',
      member: entryOf(operation).member,
      against: [from('arn')],
      exchange,
    });
  }
  const difference = summaryDiffers(scope, part, view, item);
  if (difference === undefined) return;
  const within = `${difference}${differenceWithin(item[difference], view[difference], true)}`;
  throw new DeviationFound({
    expected: `${difference} is ${show(view[difference])}, ${because}`,
    observed: `${difference} is ${show(item[difference])}`,
    member: `${operation.pagination?.items}[].${within}`,
    against: [from(within)],
    exchange,
  });
}
