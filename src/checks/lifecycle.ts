import { type Resource, resourceNamed } from '../contract/resources.js';
import { isContested } from './contested.js';
import { expectGone, GONE } from './deletion.js';
import { asObject } from './exercise.js';
import { at, equal, expectError, expectMember, objectAt, requireSuccess, show, stringAt } from './expect.js';
import { differs, isUnordered } from './likeness.js';
import { makingForUse, makingWithInput, type Part, partOf, rootOf, sourceOf } from './scope.js';
import type { Check, CheckContext, Kind, Owned, Scope } from './types.js';
import { keepingChecks, updateChecks } from './update.js';
import { createWith, referringMembers, usedMembers } from './uses.js';
import { DeviationFound } from './verdicts.js';
import { itemsOf, itemWith } from './walk.js';

/** A resource is what it was made as, is read and listed as such, changes only as told, and is gone when deleted. */
export const lifecycle: Kind = {
  id: 'lifecycle',
  title: 'Lifecycle',
  alike: { per: 'operation', count: 2 },
  plan: (scope) =>
    scope.resources
      .filter(({ checked }) => checked)
      .flatMap((resource) => [
        ...created(scope, resource),
        ...createdWithReference(scope, resource),
        ...createdInParent(scope, resource),
        ...read(scope, resource),
        ...listed(scope, resource),
        ...updateChecks(scope, resource),
        ...keepingChecks(scope, resource),
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
    ...makingWithInput(scope, resource),
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
  const apart = [
    resource.parent?.member,
    ...usedMembers(resource),
    ...(resource.silent ?? []),
    ...Object.keys(resource.echo ?? {}),
  ];
  const references = referringMembers(resource);
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
    run: (context) => {
      const around = Object.keys(resource.members?.[member]?.given ?? {});
      const asked = context.isSparing && around.length === 0 ? togetherWith(resource, members) : [member];
      return context.observe(
        `create/${operation.service}/${resource.name}/${asked.join('+')}`,
        context.inputsFor(resource, { require: [...asked, ...around] }),
        async (input) => [(await context.create(resource, input)).answer],
        ([answer], input) => {
          const sent = asObject(input)[member];
          if (answer === undefined || sent === undefined) return;
          if (isContested(scope, operation.operation, member, sent)) return;
          const path = `${resource.create?.output}.${member}`;
          const seen = at(answer.output, path);
          // No tags are shown as an empty map or not at all: no source says which.
          if (seen === undefined && equal(sent, {})) return;
          expectMember(answer, path, seen, sent, {
            unordered: isUnordered(resource, member),
            because: 'as it was sent',
          });
        },
      );
    },
  }));
}

/** A reference to another resource is shown as it was sent. */
function createdWithReference(scope: Scope, resource: Resource): Check[] {
  const part = partOf(scope, resource, 'create');
  if (part === undefined) return [];
  const shown = [...(resource.references ?? []), ...(resource.uses ?? [])].filter(
    // What a list of entries names is shown in another place.
    ({ member }) => !member.includes('[]'),
  );
  return shown.flatMap(({ member, resource: name }): Check[] => {
    const named = resourceNamed(scope.resources, name);
    if (!named.checked) return [];
    const path = `${part.binding.output}.${member}`;
    const common = stageOfLife(scope, part);
    return [
      {
        ...common,
        operations: [...new Set([...common.operations, ...makingForUse(scope, named)])],
        id: `lifecycle/${part.operation.service}/${resource.name}/create/${member}`,
        title: `${part.operation.operation} makes the ${resource.name} with the ${member} that was sent`,
        member: path,
        sent: `${part.operation.operation} with the ARN of a new ${named.name}`,
        expected: `the answer shows the same ${member}`,
        run: async (context) => {
          const used = await context.create(named, {}, { ready: true });
          const owned = await createWith(context, resource, member, used);
          expectMember(owned.answer, path, at(owned.output, member), used.arn, { because: 'as it was sent' });
        },
      },
    ];
  });
}

/** A resource that belongs to another one shows which. */
function createdInParent(scope: Scope, resource: Resource): Check[] {
  const part = partOf(scope, resource, 'create');
  const member = resource.parent?.member;
  if (part === undefined || member === undefined || resource.silent?.includes(member)) return [];
  const path = `${part.binding.output}.${member}`;
  return [
    {
      ...stageOfLife(scope, part, [partOf(scope, resource, 'get')]),
      id: `lifecycle/${part.operation.service}/${resource.name}/create/${member}`,
      title: `${part.operation.operation} makes the ${resource.name} in the ${resource.parent?.resource} that was named`,
      member: path,
      sent: `${part.operation.operation} with the ARN of a new ${resource.parent?.resource}`,
      expected: `the answer, and a later read, show the same ${member}`,
      run: async (context) => {
        const place = await context.placeFor(resource);
        const answer = await context.call(part.operation.operation, {
          ...context.leastInput(resource),
          ...place,
        });
        const wanted = place[member] ?? null;
        const shown = objectAt(requireSuccess(answer), part.binding.output ?? '');
        expectMember(answer, path, shown[member], wanted, { because: 'as it was sent' });
        const get = partOf(scope, resource, 'get');
        const arn = stringAt(shown, 'arn');
        if (get === undefined || arn === undefined) return;
        await context.eventually(async () => {
          const read = await context.call(get.operation.operation, { [get.binding.input ?? 'arn']: arn });
          const seen = objectAt(requireSuccess(read), get.binding.output ?? '');
          expectMember(read, `${get.binding.output}.${member}`, seen[member], wanted, {
            because: 'as on creation',
          });
        });
      },
    },
  ];
}

/** The members that can be sent together: all but those that need others around them. */
function togetherWith(resource: Resource, members: readonly string[]): string[] {
  return members.filter((member) => resource.members?.[member]?.given === undefined);
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
      walks: rootOf(scope, resource),
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
  const { items, answers } = await itemsOf(context, operation, { ...parent, [limit]: size });
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
      sent: `${operation.operation} of one of two, then ${get.operation.operation} of both, then ${operation.operation} again`,
      expected: `${status} ${GONE} for the deleted one, success for the other`,
      run: async (context) => {
        const [doomed, other] = [await context.create(resource), await context.fixture(resource)];
        requireSuccess(await context.call(operation.operation, { [binding.input ?? 'arn']: doomed.arn }));
        const read = (arn: string) =>
          context.call(get.operation.operation, { [get.binding.input ?? 'arn']: arn });
        await expectGone(context, get, () => read(doomed.arn));
        const answer = await read(other.arn);
        if (!answer.succeeded || at(answer.output, `${get.binding.output}.arn`) !== other.arn) {
          throw new DeviationFound({
            expected: `the other ${resource.name} is still there`,
            observed: `status ${answer.status}`,
            exchange: answer.exchange,
          });
        }
        if (!operation.errors.includes(GONE) || resource.leaving !== undefined) return;
        const again = await context.call(operation.operation, { [binding.input ?? 'arn']: doomed.arn });
        expectError(again, GONE, status, 'it was deleted before');
      },
    },
  ];
}
