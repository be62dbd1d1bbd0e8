import type { Arbitrary } from 'fast-check';
import type { Resource } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';
import { isContested } from './contested.js';
import { at, expectError, expectMember, objectAt, requireSuccess, show } from './expect.js';
import { differs, isUnordered } from './likeness.js';
import { makingOf, type Part, partOf, sourceOf } from './scope.js';
import type { Check, CheckContext, Kind, Owned, Scope } from './types.js';
import { updateChecks } from './update.js';
import { DeviationFound } from './verdicts.js';
import { itemWith, walk } from './walk.js';

const GONE = 'ResourceNotFoundException';

/** A resource is what it was made as, is read and listed as such, changes only as told, and is gone when deleted. */
export const lifecycle: Kind = {
  id: 'lifecycle',
  title: 'Lifecycle',
  plan: (scope) =>
    scope.resources
      .filter(({ checked }) => checked)
      .flatMap((resource) => [
        ...created(scope, resource),
        ...read(scope, resource),
        ...listed(scope, resource),
        ...updateChecks(scope, resource),
        ...deleted(scope, resource),
      ]),
};

/** What the checks of one stage of a resource's life have in common. */
function stageOfLife(
  scope: Scope,
  part: Part,
  others: readonly (Part | undefined)[] = [],
): Pick<Check, 'kind' | 'service' | 'operations' | 'strength' | 'source'> {
  const { operation, resource } = part;
  const needed = [
    ...makingOf(scope, resource),
    ...others.flatMap((other) => other?.operation.operation ?? []),
  ];
  return {
    kind: 'lifecycle',
    service: operation.service,
    operations: [...new Set([operation.operation, ...needed])],
    strength: 'documented',
    source: sourceOf(operation),
  };
}

/** Input members that the answer is documented to give back. */
function created(scope: Scope, resource: Resource): Check[] {
  const part = partOf(scope, resource, 'create');
  if (part === undefined) return [];
  const { operation } = part;
  const apart = [resource.parent?.member, ...(resource.silent ?? []), ...Object.keys(resource.echo ?? {})];
  const references = (resource.references ?? []).map(({ member }) => member.split('.')[0]);
  const members = Object.keys(operation.input.properties ?? {}).filter(
    (member) => ![...apart, ...references].includes(member) && operation.http.input[member] === undefined,
  );
  return members.map((member) => ({
    ...stageOfLife(scope, part),
    id: `lifecycle/${operation.service}/${resource.name}/create/${member}`,
    title: `${operation.operation} makes the ${resource.name} with the ${member} that was sent`,
    member: `${resource.create?.output}.${member}`,
    sent: `${operation.operation} with a generated ${member} and other members`,
    expected: `the answer shows the same ${member}`,
    run: (context) =>
      context.forAll(inputsWith(context, resource, member), async (input) => {
        const owned = await context.create(resource, input);
        const unordered = isUnordered(resource, member);
        const sent = input[member];
        if (sent === undefined || isContested(scope, operation.operation, member, sent)) return;
        const path = `${resource.create?.output}.${member}`;
        expectMember(owned.answer, path, owned.output[member], sent, {
          unordered,
          because: 'as it was sent',
        });
      }),
  }));
}

/** Valid inputs that have the member; where members depend on each other, with what it needs around it. */
function inputsWith(context: CheckContext, resource: Resource, member: string): Arbitrary<JsonObject> {
  const given = resource.members?.[member]?.given ?? {};
  return context.inputsFor(resource, { require: [member, ...Object.keys(given)] });
}

function read(scope: Scope, resource: Resource): Check[] {
  const part = partOf(scope, resource, 'get');
  if (part === undefined) return [];
  const { operation, binding } = part;
  return [
    {
      ...stageOfLife(scope, part),
      id: `lifecycle/${operation.service}/${resource.name}/get`,
      title: `${operation.operation} shows the ${resource.name} as its creation did`,
      sent: `${operation.operation} after creation with generated input`,
      expected: 'the same members with the same values',
      run: (context) =>
        context.forAll(context.inputsFor(resource), async (input) => {
          const owned = await context.create(resource, input);
          await context.eventually(async () => {
            const answer = await context.call(operation.operation, { [binding.input ?? 'arn']: owned.arn });
            const seen = objectAt(requireSuccess(answer), binding.output ?? '');
            const difference = differs(resource, owned.output, seen);
            if (difference === undefined) return;
            throw new DeviationFound({
              expected: `${difference} is ${show(owned.output[difference])}, as on creation`,
              observed: `${difference} is ${show(seen[difference])}`,
              member: `${binding.output}.${difference}`,
              exchange: answer.exchange,
            });
          });
        }),
    },
  ];
}

function listed(scope: Scope, resource: Resource): Check[] {
  const part = partOf(scope, resource, 'list');
  if (part?.operation.pagination === undefined) return [];
  const { operation } = part;
  const most = 100;
  return [
    {
      ...stageOfLife(scope, part),
      id: `lifecycle/${operation.service}/${resource.name}/list`,
      title: `${operation.operation} shows the ${resource.name} with the members of its summary`,
      sent: `${operation.operation}, all pages, after creation with generated input`,
      expected: 'an entry whose members have the same values as on creation',
      run: (context) =>
        context.forAll(
          context.inputsFor(resource),
          async (input) => {
            const owned = await context.create(resource, input);
            await context.eventually(() => askListed(context, part, owned, most));
          },
          { cases: 4 },
        ),
    },
  ];
}

async function askListed(context: CheckContext, part: Part, owned: Owned, most: number): Promise<void> {
  const { operation, resource } = part;
  const parent = resource.parent === undefined ? {} : { [resource.parent.member]: owned.parent?.arn ?? '' };
  const limit = operation.pagination?.limit ?? '';
  const size = Math.min(most, resource.parent === undefined ? most : 50);
  const { items, answers } = await walk(context, operation, { ...parent, [limit]: size });
  const item = itemWith(items, owned.arn);
  const exchange = answers.at(-1)?.exchange;
  if (item === undefined) {
    const expected = `an entry for ${owned.arn}`;
    throw new DeviationFound({ expected, observed: 'none on any page', exchange });
  }
  const summary = summaryMembers(context, part);
  const created = Object.fromEntries(Object.entries(owned.output).filter(([name]) => summary.includes(name)));
  const entry = Object.fromEntries(Object.entries(item).filter(([name]) => summary.includes(name)));
  const difference = differs(resource, created, entry);
  if (difference === undefined) return;
  throw new DeviationFound({
    expected: `${difference} is ${show(created[difference])}, as on creation`,
    observed: `${difference} is ${show(item[difference])}`,
    member: `${operation.pagination?.items}[].${difference}`,
    exchange,
  });
}

function summaryMembers(context: CheckContext, { operation }: Part): string[] {
  const { shapes } = context.scope.contract;
  const items = operation.output.properties?.[operation.pagination?.items ?? ''];
  const deref = (ref: string | undefined) => shapes.$defs[ref?.split('/').at(-1) ?? ''];
  const list = items?.$ref === undefined ? items : deref(items.$ref);
  const entry = list?.items?.$ref === undefined ? list?.items : deref(list.items.$ref);
  return Object.keys(entry?.properties ?? {});
}

function deleted(scope: Scope, resource: Resource): Check[] {
  const part = partOf(scope, resource, 'delete');
  const get = partOf(scope, resource, 'get');
  if (part === undefined || get === undefined) return [];
  const { operation, binding } = part;
  const status = scope.contract.shapes.errors[GONE]?.status ?? 404;
  return [
    {
      ...stageOfLife(scope, part, [get]),
      id: `lifecycle/${operation.service}/${resource.name}/delete`,
      title: `${operation.operation} removes the ${resource.name}, and only that one`,
      sent: `${operation.operation} of one of two, then ${get.operation.operation} of both`,
      expected: `${status} ${GONE} for the deleted one, success for the other`,
      run: async (context) => {
        const [doomed, other] = [await context.create(resource), await context.create(resource)];
        requireSuccess(await context.call(operation.operation, { [binding.input ?? 'arn']: doomed.arn }));
        const read = (arn: string) =>
          context.call(get.operation.operation, { [get.binding.input ?? 'arn']: arn });
        await context.eventually(async () =>
          expectError(await read(doomed.arn), GONE, status, 'it was deleted'),
        );
        const answer = await read(other.arn);
        if (answer.succeeded && at(answer.output, `${get.binding.output}.arn`) === other.arn) return;
        throw new DeviationFound({
          expected: `the other ${resource.name} is still there`,
          observed: `status ${answer.status}`,
          exchange: answer.exchange,
        });
      },
    },
  ];
}
