import type { Arbitrary } from 'fast-check';
import type { Step, StepKind } from '../../../../generators/index.js';
import type { Resource } from '../../../contract/resources.js';
import type { Json, JsonObject } from '../../../contract/types.js';
import type { Answer } from '../../../transport/http/answer.js';
import { asObject } from '../../ask/exercise.js';
import { at, describeAnswer, objectAt, show, stringAt } from '../../expect/expect.js';
import { DeviationFound, Skipped, Unmet } from '../../expect/verdicts.js';
import {
  makingForUse,
  operationOf,
  type Part,
  partOf,
  sourceOf,
  TAG_OPERATIONS,
  taggable,
} from '../../plan/scope.js';
import type { Check, CheckContext, Kind, Owned, Scope } from '../../types.js';
import { expectSent, expectView, requireDone } from '../sequences/judge.js';
import { ownOperations, ownSteps, sequenced } from '../sequences/theme.js';
import { roomChecks } from './at-once.js';
import { endsOf, isExpected, type Made, mismatch, type Shown, type State } from './orders.js';

/** Two clients at once leave what some order of their calls would have left. */
export const concurrent: Kind = {
  id: 'concurrent',
  title: 'Calls of two clients at once',
  alike: { per: 'kind', count: 1 },
  plan: (scope) => {
    // What an account can have few of is not made twice at once.
    const resources = sequenced(scope).filter(({ quota }) => quota?.adjustable !== false);
    const [tagged] = taggable(scope).filter((resource) => resources.includes(resource));
    return [
      ...resources
        .filter(({ parent }) => parent === undefined)
        .map((resource) => check(scope, resource, resource.name, ['create', 'update', 'delete'])),
      ...(tagged === undefined ? [] : [check(scope, tagged, 'tags', ['tag', 'untag', 'update'])]),
      ...roomChecks(scope),
    ];
  },
};

/** Calls of each client at most. */
const MOST_CALLS = 3;

function check(scope: Scope, resource: Resource, id: string, kinds: readonly StepKind[]): Check {
  const { service } = scope.contract;
  const tagging = kinds.includes('tag') ? [TAG_OPERATIONS.add, TAG_OPERATIONS.remove] : [];
  const own = ownOperations(resource).filter((name) => name !== resource.list?.operation);
  const operations = [...own, ...tagging, ...makingForUse(scope, resource)];
  const what = id === 'tags' ? `tags of one ${resource.name}` : `${resource.name}s`;
  return {
    id: `concurrent/${service}/${id}`,
    kind: 'concurrent',
    title: `two clients who change ${what} at once leave what some order of their calls leaves`,
    service,
    operations: [...new Set(operations)],
    strength: 'inferred',
    source: sourceOf(operationOf(scope, resource.create?.operation ?? '')),
    walks: `everything of ${service}`,
    follows: 3,
    sent: `${resource.create?.operation}, then up to ${MOST_CALLS} calls of each of two clients at once (${kinds.join(', ')}), then a read`,
    expected: 'answers and an outcome that some order of the calls has',
    run: async (context) => {
      const steps = ownSteps(context, resource, { kinds, references: [] });
      await context.forAll(windows(context, steps), (value) => ask(context, resource, value), { cases: 2 });
    },
  };
}

/** What each client calls. */
type Window = { readonly left: Step[]; readonly right: Step[] };

function windows({ fc }: CheckContext, steps: Arbitrary<Step>): Arbitrary<Window> {
  const calls = fc.array(steps, { minLength: 1, maxLength: MOST_CALLS });
  return fc.record({ left: calls, right: calls }, { noNullPrototype: true });
}

async function ask(context: CheckContext, resource: Resource, { left, right }: Window): Promise<void> {
  const get = partOf(context.scope, resource, 'get');
  if (get === undefined) return;
  const owned = await context.create(resource, {}, { ready: true });
  // Where reads lag behind, what is not found yet would look as if somebody had deleted it.
  await context.eventually(async () => {
    const answer = await context.call(get.operation.operation, { [get.binding.input ?? 'arn']: owned.arn });
    requireDone(answer, `the ${resource.name} was made`);
  });
  const [first, second] = await Promise.all([client(context, owned, left), client(context, owned, right)]);
  const all = [...first, ...second];
  const strange = all.find((made) => !isExpected(made));
  if (strange !== undefined)
    throw new Unmet(
      strange.answer,
      `${strange.step.operation} answered ${describeAnswer(strange.answer)} to a valid request`,
    );
  for (const made of all)
    if (made.step.does === 'create') await expectMade(context, resource, get, made, all);
  const before: State = { isThere: true, sent: {}, tags: asObject(owned.output.tags) };
  const ends = endsOf(before, first, second);
  if (ends.length === 0) throw inNoOrder(all);
  await context.eventually(() => expectEnd(context, get, owned, ends, all));
}

/** A client makes its calls one after the other; those of another one may come in between. */
async function client(context: CheckContext, owned: Owned, steps: readonly Step[]): Promise<Made[]> {
  const made: Made[] = [];
  for (const step of steps) {
    const answer = await context.call(step.operation, { ...step.input, ...subjectOf(owned, step) });
    made.push({ step, answer });
  }
  return made;
}

/** The member by which a call names the resource that both clients change. */
function subjectOf({ arn, resource }: Owned, { does }: Step): JsonObject {
  if (does === 'create') return {};
  if (does === 'update' || does === 'delete') return { [resource[does]?.input ?? 'arn']: arn };
  return { resourceArn: arn };
}

/** What a client made is its own, and as it was sent. */
async function expectMade(
  context: CheckContext,
  resource: Resource,
  get: Part,
  { step, answer }: Made,
  all: readonly Made[],
): Promise<void> {
  const create = partOf(context.scope, resource, 'create');
  if (!answer.succeeded || create === undefined) return;
  const path = create.binding.output ?? '';
  const view = objectAt(answer.output, path);
  const arn = stringAt(view, 'arn');
  const isAnother = all.every(
    (other) => other.answer === answer || stringAt(other.answer.output, `${path}.arn`) !== arn,
  );
  if (arn === undefined) throw new Skipped(`${step.operation} returned no ARN`);
  if (!isAnother) {
    throw new DeviationFound({
      expected: `another ${path}.arn for each of several made at once`,
      observed: `${path}.arn is ${show(arn)} twice`,
      member: `${path}.arn`,
      exchange: answer.exchange,
    });
  }
  expectSent(context.scope, answer, create, step.input, view);
  const tags = asObject(step.input.tags);
  const thing = { resource, arn, input: step.input, view, tags, names: new Map(), isThere: true };
  await context.eventually(async () => {
    const read = await context.call(get.operation.operation, { [get.binding.input ?? 'arn']: arn });
    if (!read.succeeded)
      throw wrongEnd(read, `success, because a client made the ${resource.name}`, describeAnswer(read));
    expectView(read, get, thing, objectAt(read.output, get.binding.output ?? ''));
  });
}

async function expectEnd(
  context: CheckContext,
  get: Part,
  owned: Owned,
  ends: readonly State[],
  all: readonly Made[],
): Promise<void> {
  const { resource } = owned;
  const answer = await context.call(get.operation.operation, { [get.binding.input ?? 'arn']: owned.arn });
  if (!answer.succeeded && answer.status !== 404)
    throw new Skipped(`${get.operation.operation} answered ${describeAnswer(answer)} to a valid request`);
  const shown: Shown = answer.succeeded ? objectAt(answer.output, get.binding.output ?? '') : undefined;
  const found = ends.map((end) => ({ end, member: mismatch(resource, owned.output, end, shown) }));
  if (found.some(({ member }) => member === undefined)) return;
  const [nearest] = found;
  const calls = `after ${namesOf(all)} at once`;
  if (nearest === undefined || !nearest.member || shown === undefined) {
    throw wrongEnd(
      answer,
      `what some order of the calls leaves: the ${resource.name} is ${shown === undefined ? 'there' : 'gone'}`,
      `${describeAnswer(answer)} ${calls}`,
    );
  }
  const path = `${get.binding.output}.${nearest.member}`;
  const wanted = valuesIn(found, nearest.member, owned);
  throw new DeviationFound({
    expected: `what some order of the calls leaves: ${path} is ${wanted.map(show).join(' or ')}`,
    observed: `${path} is ${show(at(shown, nearest.member))} ${calls}`,
    member: path,
    exchange: answer.exchange,
  });
}

/** What a member would be, by each order of the calls. */
function valuesIn(ends: readonly { readonly end: State }[], member: string, owned: Owned): Json[] {
  const values = ends.map(({ end }): Json => {
    if (member === 'tags') return end.tags;
    return end.sent[member] ?? owned.output[member] ?? null;
  });
  return values.filter((value, index) => values.findIndex((other) => show(other) === show(value)) === index);
}

function wrongEnd(answer: Answer, expected: string, observed: string): DeviationFound {
  return new DeviationFound({ expected, observed, exchange: answer.exchange });
}

function inNoOrder(all: readonly Made[]): DeviationFound {
  return new DeviationFound({
    expected: 'answers that the calls have in some order',
    observed: all.map(({ step, answer }) => `${step.operation}: ${describeAnswer(answer)}`).join('; '),
    exchange: all.at(-1)?.answer.exchange,
  });
}

function namesOf(all: readonly Made[]): string {
  return all.map(({ step }) => step.operation).join(', ');
}
