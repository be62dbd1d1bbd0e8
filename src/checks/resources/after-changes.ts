import { type Resource, resourceNamed } from '../../contract/resources.js';
import { headOf } from '../../contract/schema/constraints.js';
import type { JsonObject } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { asObject } from '../ask/exercise.js';
import { createTagged } from '../ask/tagged.js';
import { differs } from '../expect/compare.js';
import { echoedMembers, expectAllKept } from '../expect/echo.js';
import {
  at,
  equal,
  expectMember,
  listAt,
  objectAt,
  requireSuccess,
  show,
  withMember,
} from '../expect/expect.js';
import { DeviationFound, Skipped } from '../expect/verdicts.js';
import { itemWith } from '../expect/walk.js';
import { stageOfLife } from '../plan/life-stage.js';
import { makingForUse, type Part, partOf, rootOf, TAG_OPERATIONS } from '../plan/scope.js';
import type { Check, CheckContext, Owned, Scope } from '../types.js';
import { expectEntry, listOf } from './listed.js';

/** Several members that change at once all do, of the one resource that is named; every later answer shows it. */
export function changeChecks(scope: Scope, resource: Resource): Check[] {
  const get = partOf(scope, resource, 'get');
  if (get === undefined) return [];
  return [...together(scope, resource, get), ...shownAfter(scope, resource, get)];
}

function together(scope: Scope, resource: Resource, get: Part): Check[] {
  const part = partOf(scope, resource, 'update');
  if (part === undefined) return [];
  const { operation } = part;
  const named = referred(scope, resource);
  const stage = stageOfLife(scope, part, [get]);
  return [
    {
      ...stage,
      operations: [
        ...new Set([...stage.operations, ...named.flatMap(([, each]) => makingForUse(scope, each))]),
      ],
      id: `lifecycle/${operation.service}/${resource.name}/update-together`,
      title: `${operation.operation} changes several members at once, and no other ${resource.name}`,
      sent: `${operation.operation} of one of two with generated values of several members`,
      expected: `all of them as sent, in the answer and in ${get.operation.operation}; the other ${resource.name} as before`,
      run: (context) => {
        const asked = context.isSparing ? [] : named;
        return context.forAll(
          updates(context, part, asked),
          async (input) => {
            const sent = await referring(context, asked, asObject(input));
            const owned = await context.create(resource);
            const other = await context.fixture(resource);
            const answer = await update(context, part, owned, sent);
            expectUpdated(scope, part, answer, sent);
            await context.eventually(async () => {
              const binding = { ...part.binding, output: get.binding.output ?? '' };
              expectUpdated(scope, { ...part, binding }, await readOf(context, get, owned), sent);
            });
            expectAsMade(get, await readOf(context, get, other), other);
          },
          { cases: 4 },
        );
      },
    },
  ];
}

/** The answer shows every member as it was sent, references and the settings that they are part of as well. */
function expectUpdated(scope: Scope, part: Part, answer: Answer, sent: JsonObject): void {
  requireSuccess(answer);
  expectAllKept(scope, part, answer, sent);
  for (const { member } of part.resource.references ?? []) {
    const value = sent[headOf(member)];
    const path = `${part.binding.output}.${headOf(member)}`;
    if (value !== undefined)
      expectMember(answer, path, at(answer.output, path), value, {
        because: 'as it was sent',
        unordered: true,
      });
  }
}

/** Paths by which an update names other resources, with what they name. */
function referred(scope: Scope, resource: Resource): [path: string, resource: Resource][] {
  const { properties = {} } = partOf(scope, resource, 'update')?.operation.input ?? {};
  return (resource.references ?? []).flatMap(({ member, resource: name }): [string, Resource][] => {
    const named = resourceNamed(scope.resources, name);
    return named.checked && properties[headOf(member)] !== undefined ? [[member, named]] : [];
  });
}

/** The input of an update with each reference to a new resource. */
async function referring(
  context: CheckContext,
  named: ReturnType<typeof referred>,
  input: JsonObject,
): Promise<JsonObject> {
  let sent = input;
  for (const [path, each] of named) {
    const { arn } = await context.create(each, {}, { ready: true });
    sent = withMember(sent, path, arn);
  }
  return sent;
}

/**
 * Inputs of an update with as many members as go together, but for what identifies the resource and for references.
 * @param named references that are added to them: the settings that they are part of are there
 */
function updates(context: CheckContext, part: Part, named: ReturnType<typeof referred> = []) {
  const { generators, scope } = context;
  const { interdependent = [] } = part.resource;
  const settings = named.flatMap(([path]) => (path.includes('.') ? headOf(path) : []));
  const shown = [...echoedMembers(part), ...settings];
  const omit = Object.keys(part.operation.input.properties ?? {}).filter((member) => !shown.includes(member));
  const require = shown.filter((member) => !interdependent.includes(member));
  return generators.inputFor(scope.contract, part.operation.operation, { omit, require });
}

function update(context: CheckContext, part: Part, owned: Owned, members: JsonObject): Promise<Answer> {
  return context.call(part.operation.operation, { [part.binding.input ?? 'arn']: owned.arn, ...members });
}

function readOf(context: CheckContext, get: Part, owned: Owned): Promise<Answer> {
  return context.call(get.operation.operation, { [get.binding.input ?? 'arn']: owned.arn });
}

function expectAsMade({ resource, binding }: Part, answer: Answer, owned: Owned): void {
  const seen = objectAt(requireSuccess(answer), binding.output ?? '');
  const difference = differs(resource, owned.output, seen);
  if (difference === undefined) return;
  throw new DeviationFound({
    expected: `${difference} of the other ${resource.name} is still ${show(owned.output[difference])}`,
    observed: `it is ${show(seen[difference])}`,
    member: `${binding.output}.${difference}`,
    exchange: answer.exchange,
  });
}

/** Lists and batches show what was updated and tagged as its get does. */
function shownAfter(scope: Scope, resource: Resource, get: Part): Check[] {
  const list = partOf(scope, resource, 'list');
  const change = partOf(scope, resource, 'update');
  const batch = partOf(scope, resource, 'batchGet');
  if (list?.operation.pagination === undefined || !resource.taggable) return [];
  const names = [list, batch].flatMap((part) => part?.operation.operation ?? []).join(' and ');
  const changes = [
    ...(change ? [change.operation.operation] : []),
    TAG_OPERATIONS.add,
    TAG_OPERATIONS.remove,
  ];
  const named = change === undefined ? [] : referred(scope, resource);
  const { operations: needed, ...stage } = stageOfLife(scope, list, [get, batch]);
  return [
    {
      ...stage,
      operations: [
        ...new Set([...changes, ...needed, ...named.flatMap(([, each]) => makingForUse(scope, each))]),
      ],
      walks: rootOf(scope, resource),
      id: `lifecycle/${list.operation.service}/${resource.name}/after-changes`,
      title: `${names} and ${get.operation.operation} show a ${resource.name} as it is after changes`,
      sent: `${changes.join(', ')} with generated values, then ${get.operation.operation}, ${names}`,
      expected: `the tags that it has now, and in ${names} the same values as in ${get.operation.operation}`,
      run: (context) => {
        if (context.isSparing) throw new Skipped('takes several changes; asked at standard effort');
        const { fc, generators } = context;
        const tags = generators.tags({ min: 1, max: 3 });
        return context.forAll(
          fc.tuple(change === undefined ? fc.constant({}) : updates(context, change), tags, tags),
          async ([input, first, second]) => {
            const beside = change && (await changed(context, change, asObject(input)));
            const owned = await createTagged(context, resource, first);
            if (change !== undefined) {
              const sent = await referring(context, named, asObject(input));
              requireSuccess(await update(context, change, owned, sent));
            }
            await retag(context, owned, first, second);
            await context.eventually(async () => {
              const read = await readOf(context, get, owned);
              const view = objectAt(requireSuccess(read), get.binding.output ?? '');
              expectTags(get, read, second);
              const because = `as ${get.operation.operation} shows it`;
              const { operation, binding } = get;
              const from = (member: string) => ({
                operation: operation.operation,
                member: `${binding.output}.${member}`,
              });
              const walk = await listOf(context, list, owned);
              expectEntry(context, list, walk, { arn: owned.arn, view, because, from });
              if (batch !== undefined) await expectInBatch(context, batch, owned, view, because);
              if (beside !== undefined) expectEntry(context, list, walk, beside);
            });
          },
          { cases: 2 },
        );
      },
    },
  ];
}

/** Another resource that is updated, with what lists show of it from then on, whatever becomes of others. */
async function changed(context: CheckContext, change: Part, input: JsonObject) {
  const { resource, binding, operation } = change;
  const owned = await context.create(resource);
  const view = objectAt(requireSuccess(await update(context, change, owned, input)), binding.output ?? '');
  const from = (member: string) => ({
    operation: operation.operation,
    member: `${binding.output}.${member}`,
  });
  return { arn: owned.arn, view, because: `as ${operation.operation} showed it`, from };
}

/** Gives a resource other tags. */
async function retag(context: CheckContext, { arn }: Owned, before: JsonObject, after: JsonObject) {
  const named = { resourceArn: arn };
  const gone = Object.keys(before).filter((key) => !(key in after));
  requireSuccess(await context.call(TAG_OPERATIONS.add, { ...named, tags: after }));
  if (gone.length > 0) requireSuccess(await context.call(TAG_OPERATIONS.remove, { ...named, tagKeys: gone }));
}

function expectTags({ binding }: Part, answer: Answer, tags: JsonObject): void {
  const path = `${binding.output}.tags`;
  const seen = at(requireSuccess(answer), path);
  if (equal(asObject(seen), tags)) return;
  throw new DeviationFound({
    expected: `${path} is ${show(tags)}, the tags that it has now`,
    observed: `${path} is ${show(seen)}`,
    member: path,
    exchange: answer.exchange,
  });
}

async function expectInBatch(
  context: CheckContext,
  { operation, binding, resource }: Part,
  { arn }: Owned,
  view: JsonObject,
  because: string,
): Promise<void> {
  const answer = await context.call(operation.operation, { [binding.input ?? 'arns']: [arn] });
  const entry = itemWith(listAt(requireSuccess(answer), binding.output ?? ''), arn) ?? {};
  const difference = differs(resource, view, entry);
  if (difference === undefined) return;
  throw new DeviationFound({
    expected: `${difference} is ${show(view[difference])}, ${because}`,
    observed: `${difference} is ${show(entry[difference])}`,
    member: `${binding.output}[].${difference}`,
    exchange: answer.exchange,
  });
}
