import { type Resource, resourceNamed } from '../../contract/resources.js';
import { asObject } from '../ask/exercise.js';
import { differs, unlikeCreation } from '../expect/compare.js';
import { expectGone, GONE } from '../expect/deletion.js';
import { echoedMembers, expectKept } from '../expect/echo.js';
import {
  at,
  describeAnswer,
  expectError,
  expectMember,
  objectAt,
  requireSuccess,
  show,
  stringAt,
} from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { stageOfLife } from '../plan/life-stage.js';
import { makingForUse, partOf } from '../plan/scope.js';
import { createWith } from '../plan/uses.js';
import type { Check, Kind, Scope } from '../types.js';
import { changeChecks } from './after-changes.js';
import { listedChecks } from './listed.js';
import { keepingChecks, updateChecks } from './update.js';

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
        ...listedChecks(scope, resource),
        ...updateChecks(scope, resource),
        ...keepingChecks(scope, resource),
        ...changeChecks(scope, resource),
        ...deleted(scope, resource),
      ]),
};

/** Input members that the answer is documented to give back. */
function created(scope: Scope, resource: Resource): Check[] {
  const part = partOf(scope, resource, 'create');
  if (part === undefined) return [];
  const { operation } = part;
  const members = echoedMembers(part);
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
          if (answer !== undefined) expectKept(scope, part, answer, member, asObject(input)[member]);
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
            against: [{ operation: part.operation.operation, member: path }],
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
            throw unlikeCreation(owned, difference, seen, binding.output ?? '', answer.exchange);
          });
        }),
    },
  ];
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
            observed: answer.succeeded
              ? `${get.binding.output}.arn is ${show(at(answer.output, `${get.binding.output}.arn`))}`
              : describeAnswer(answer),
            ...(answer.succeeded ? { member: `${get.binding.output}.arn` } : {}),
            exchange: answer.exchange,
          });
        }
        if (!operation.errors.includes(GONE)) return;
        const again = await context.call(operation.operation, { [binding.input ?? 'arn']: doomed.arn });
        expectError(again, GONE, status, 'it was deleted before');
      },
    },
  ];
}
