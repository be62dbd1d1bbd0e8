import type { Arbitrary } from 'fast-check';
import type { Resource } from '../contract/resources.js';
import type { Json, JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import { isContested } from './contested.js';
import { equal, expectMember, objectAt, requireSuccess, show } from './expect.js';
import { differs, isUnordered } from './likeness.js';
import { makingOf, type Part, partOf, sourceOf } from './scope.js';
import type { Check, CheckContext, Owned, Scope } from './types.js';
import { DeviationFound } from './verdicts.js';

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
    const reference = resource.references?.find((each) => each.member.split('.')[0] === member);
    const referenced = scope.resources.find(({ name }) => name === reference?.resource);
    if (reference !== undefined && !(referenced?.checked && reference.member === member)) return [];
    const making = [
      ...makingOf(scope, resource),
      ...(referenced === undefined ? [] : makingOf(scope, referenced)),
    ];
    return [
      {
        kind: 'lifecycle',
        service: operation.service,
        operations: [...new Set([operation.operation, ...making, get.operation.operation])],
        strength: 'documented',
        source: sourceOf(operation),
        id: `lifecycle/${operation.service}/${resource.name}/update/${member}`,
        title: `${operation.operation} changes ${member} and nothing else`,
        member: `${binding.output}.${member}`,
        sent: `${operation.operation} with two different values of ${member}, one after the other`,
        expected: `${member} as sent, in the answer and in ${get.operation.operation}; every other member as before`,
        run: (context) =>
          askUpdate(context, { part, get, member }, valuesOf(context, part, member, referenced)),
      },
    ];
  });
}

interface Updating {
  readonly part: Part;
  readonly get: Part;
  readonly member: string;
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
      for (const value of wanted) await change(context, updating, owned, value);
    },
    { cases: 4 },
  );
}

async function change(context: CheckContext, updating: Updating, owned: Owned, value: Json): Promise<void> {
  const { part, get, member } = updating;
  const { resource, operation, binding } = part;
  if (isContested(context.scope, operation.operation, member, value)) return;
  const setting = resource.members?.[member];
  const before = await readBack(context, get, owned);
  const answer = await context.call(operation.operation, {
    [binding.input ?? 'arn']: owned.arn,
    ...setting?.with,
    [member]: value,
  });
  const unordered = isUnordered(resource, member);
  const because = 'as it was sent';
  const updated = objectAt(requireSuccess(answer), binding.output ?? '');
  expectMember(answer, `${binding.output}.${member}`, updated[member], value, { unordered, because });
  const except = [member, ...(setting?.changes ?? []), ...Object.keys(setting?.with ?? {})];
  expectUnchanged(resource, answer, before.output, updated, except, binding.output ?? '');
  await context.eventually(async () => {
    const after = await readBack(context, get, owned);
    expectMember(after.answer, `${get.binding.output}.${member}`, after.output[member], value, {
      unordered,
      because,
    });
    expectUnchanged(resource, after.answer, before.output, after.output, except, get.binding.output ?? '');
  });
}

async function readBack(
  context: CheckContext,
  get: Part,
  owned: Owned,
): Promise<{ answer: Answer; output: JsonObject }> {
  const answer = await context.call(get.operation.operation, { [get.binding.input ?? 'arn']: owned.arn });
  return { answer, output: objectAt(requireSuccess(answer), get.binding.output ?? '') };
}

function expectUnchanged(
  resource: Resource,
  answer: Answer,
  before: JsonObject,
  after: JsonObject,
  except: readonly string[],
  path: string,
): void {
  const difference = differs(resource, before, after, except);
  if (difference === undefined) return;
  throw new DeviationFound({
    expected: `${path}.${difference} is still ${show(before[difference])}`,
    observed: `${path}.${difference} is ${show(after[difference])}`,
    member: `${path}.${difference}`,
    exchange: answer.exchange,
  });
}
