import type { Arbitrary } from 'fast-check';
import { resolve } from '../../contract/load.js';
import { type Resource, type ResourceReference, resourceNamed } from '../../contract/resources.js';
import { headOf } from '../../contract/schema/constraints.js';
import type { Json, JsonObject } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { differs, isUnordered } from '../expect/compare.js';
import { isContested } from '../expect/contested.js';
import {
  at,
  differenceWithin,
  equal,
  expectMember,
  objectAt,
  requireSuccess,
  show,
  withMember,
} from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { makingForUse, makingWithInput, type Part, partOf, sourceOf } from '../plan/scope.js';
import type { Check, CheckContext, Owned, Place, Scope } from '../types.js';

/** An update changes the member that it names, to what it says, and nothing else. */
export function updateChecks(scope: Scope, resource: Resource): Check[] {
  const part = partOf(scope, resource, 'update');
  const get = partOf(scope, resource, 'get');
  if (part === undefined || get === undefined) return [];
  const { operation, binding } = part;
  const members = Object.keys(operation.input.properties ?? {}).filter(
    (member) => member !== (binding.input ?? 'arn'),
  );
  return members.flatMap((member): Check[] => {
    const reference = resource.references?.find((each) => headOf(each.member) === member);
    const referenced = scope.resources.find(({ name }) => name === reference?.resource);
    // What an unchecked resource's reference leads to is not known, but that switching it off leaves the rest alone is.
    const off =
      reference !== undefined && !(referenced?.checked && reference.member === member)
        ? reference
        : undefined;
    if (off !== undefined && (off.unset === undefined || off.member === member)) return [];
    const making = [
      ...makingWithInput(scope, resource),
      ...(referenced === undefined || off !== undefined ? [] : makingForUse(scope, referenced)),
    ];
    return [
      {
        ...common(part, get, making),
        id: `lifecycle/${operation.service}/${resource.name}/update/${member}`,
        title: `${operation.operation} changes ${member} and nothing else`,
        member: `${binding.output}.${member}`,
        sent: `${operation.operation} with two different values of ${member}, one after the other`,
        expected: `${member} as sent, in the answer and in ${get.operation.operation}; every other member as before`,
        run: (context) => {
          const values =
            off === undefined
              ? valuesOf(context, part, member, referenced)
              : async () => context.fc.constant(switchedOff(off, member));
          return askUpdate(context, { part, get, member, isJudged: off === undefined }, values);
        },
      },
    ];
  });
}

/** What the checks of an update have in common. */
function common(
  { operation }: Part,
  get: Part,
  making: readonly string[],
): Pick<Check, 'kind' | 'service' | 'operations' | 'strength' | 'source'> {
  return {
    kind: 'lifecycle',
    service: operation.service,
    operations: [...new Set([operation.operation, ...making, get.operation.operation])],
    strength: 'documented',
    source: sourceOf(operation),
  };
}

/** The one value of a member that switches off the reference within it. */
function switchedOff(reference: ResourceReference, member: string): Json[] {
  return [at(withMember({}, reference.member, reference.unset ?? ''), member) ?? null];
}

/** An update that does not name a reference to another resource keeps it. */
export function keepingChecks(scope: Scope, resource: Resource): Check[] {
  const part = partOf(scope, resource, 'update');
  const get = partOf(scope, resource, 'get');
  if (part === undefined || get === undefined) return [];
  const { operation, binding } = part;
  const other = changedBeside(scope, part);
  if (other === undefined) return [];
  const [changed, value] = other;
  return (resource.references ?? []).flatMap(({ member, resource: name }): Check[] => {
    const named = resourceNamed(scope.resources, name);
    if (!named.checked) return [];
    const making = [...makingWithInput(scope, resource), ...makingForUse(scope, named)];
    return [
      {
        ...common(part, get, making),
        id: `lifecycle/${operation.service}/${resource.name}/update-keeps/${member}`,
        title: `${operation.operation} without ${member} keeps it`,
        member: `${binding.output}.${member}`,
        sent: `${operation.operation} with another ${changed} where ${member} is set`,
        expected: `${get.operation.operation} shows the same ${member} as before`,
        run: async (context) => {
          const used = await context.create(named, {}, { ready: true });
          const owned = await context.create(resource, withMember({}, member, used.arn));
          const input = { [binding.input ?? 'arn']: owned.arn, [changed]: value };
          requireSuccess(await context.call(operation.operation, input));
          await context.eventually(async () => {
            const { answer, output } = await readBack(context, get, owned);
            const because = `as before, because only ${changed} was updated`;
            expectMember(answer, `${get.binding.output}.${member}`, at(output, member), used.arn, {
              because,
              against: [shownBy(part, member)],
            });
          });
        },
      },
    ];
  });
}

/** A member that can be updated without the others, and a value that it does not have by default. */
function changedBeside(scope: Scope, { operation }: Part): [member: string, value: Json] | undefined {
  const { properties = {} } = operation.input;
  if (properties.name !== undefined) return ['name', 'renamed'];
  const flag = Object.entries(properties).find(
    ([, schema]) => resolve(scope.contract, schema).type === 'boolean',
  );
  return flag && [flag[0], true];
}

interface Updating {
  readonly part: Part;
  readonly get: Part;
  readonly member: string;
  /** Whether what the member becomes is known. */
  readonly isJudged: boolean;
}

/** Two different values, so that at least one of them changes something. */
function valuesOf(
  context: CheckContext,
  part: Part,
  member: string,
  referenced: Resource | undefined,
): () => Promise<Arbitrary<Json[]>> {
  const { fc, generators, scope } = context;
  if (referenced !== undefined) {
    return async () => {
      const fixtures = [
        await context.create(referenced, {}, { ready: true }),
        await context.create(referenced, {}, { ready: true }),
      ];
      return fc.constant(fixtures.map(({ arn }) => arn));
    };
  }
  const inputs = generators.inputFor(scope.contract, part.operation.operation, { require: [member] });
  const value = inputs.map((input) => input[member] ?? null);
  return async () => fc.uniqueArray(value, { minLength: 2, maxLength: 2, comparator: (a, b) => equal(a, b) });
}

async function askUpdate(
  context: CheckContext,
  updating: Updating,
  values: () => Promise<Arbitrary<Json[]>>,
): Promise<void> {
  const { resource } = updating.part;
  const setting = resource.members?.[updating.member];
  const interdependent = resource.interdependent ?? [];
  const omit = [updating.member, ...(interdependent.includes(updating.member) ? interdependent : [])];
  await context.forAll(
    context.fc.tuple(context.inputsFor(resource, { omit }), await values()),
    async ([input, wanted]) => {
      const owned = await context.create(resource, { ...input, ...setting?.given });
      let shown = (await readBack(context, updating.get, owned)).output;
      for (const value of differing(context, wanted, shown[updating.member]))
        shown = await change(context, updating, owned, shown, value);
    },
    { cases: 4 },
  );
}

/** Where few requests matter, only the first value that is another one than before. */
function differing(
  context: CheckContext,
  wanted: readonly Json[],
  before: Json | undefined,
): readonly Json[] {
  return context.isSparing ? wanted.filter((value) => !equal(before, value)).slice(0, 1) : wanted;
}

/** @returns the resource as it is shown after the update */
async function change(
  context: CheckContext,
  updating: Updating,
  owned: Owned,
  before: JsonObject,
  value: Json,
): Promise<JsonObject> {
  const { part, get, member, isJudged } = updating;
  const { resource, operation, binding } = part;
  if (isContested(context.scope, operation.operation, member, value)) return before;
  const setting = resource.members?.[member];
  const answer = await context.call(operation.operation, {
    [binding.input ?? 'arn']: owned.arn,
    ...setting?.with,
    [member]: value,
  });
  const unordered = isUnordered(resource, member);
  const because = 'as it was sent';
  const updated = objectAt(requireSuccess(answer), binding.output ?? '');
  if (isJudged)
    expectMember(answer, `${binding.output}.${member}`, updated[member], value, { unordered, because });
  const except = [member, ...(setting?.changes ?? []), ...Object.keys(setting?.with ?? {})];
  let shown = before;
  await context.eventually(async () => {
    const after = await readBack(context, get, owned);
    shown = after.output;
    const path = `${get.binding.output}.${member}`;
    const against = [shownBy(part, member)];
    if (isJudged)
      expectMember(after.answer, path, after.output[member], value, { unordered, because, against });
    expectUnchanged(after.answer, get, before, after.output, { except, against: part });
  });
  expectUnchanged(answer, part, before, updated, { except, against: get });
  return shown;
}

/** Where an operation shows a member of the resource. */
function shownBy({ operation: { operation }, binding }: Part, member: string): Place {
  return { operation, member: `${binding.output}.${member}` };
}

async function readBack(
  context: CheckContext,
  get: Part,
  owned: Owned,
): Promise<{ answer: Answer; output: JsonObject }> {
  const answer = await context.call(get.operation.operation, { [get.binding.input ?? 'arn']: owned.arn });
  return { answer, output: objectAt(requireSuccess(answer), get.binding.output ?? '') };
}

/**
 * Nothing of a resource has changed, some members apart.
 * @param options.against the part whose view it is compared with; none where several calls have made it what it is
 * @throws DeviationFound
 */
export function expectUnchanged(
  answer: Answer,
  part: Part,
  before: JsonObject,
  after: JsonObject,
  { except, against }: { readonly except: readonly string[]; readonly against?: Part },
): void {
  const difference = differs(part.resource, before, after, except);
  if (difference === undefined) return;
  const within = `${difference}${differenceWithin(after[difference], before[difference], true)}`;
  const { member } = shownBy(part, within);
  const path = `${part.binding.output}.${difference}`;
  // Once the read has shown that nothing changed, the answer to the update is but another view of the same.
  const why = against?.role === 'get' ? `, as ${against.operation.operation} shows it before and after` : '';
  throw new DeviationFound({
    expected: `${path} is ${why === '' ? 'still ' : ''}${show(before[difference])}${why}`,
    observed: `${path} is ${show(after[difference])}`,
    member,
    ...(against && { against: [shownBy(against, within)] }),
    exchange: answer.exchange,
  });
}
