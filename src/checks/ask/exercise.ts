import type { Arbitrary } from 'fast-check';
import type { Resource, StateName } from '../../contract/resources.js';
import type { Json, JsonObject, OperationContract } from '../../contract/types.js';
import type { DriverAction } from '../../transport/driver/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { isObject } from '../../transport/http/answer.js';
import { listing } from '../expect/walk.js';
import {
  type Action,
  actionsOf,
  makingOf,
  makingWithInput,
  oncePerScope,
  operationOf,
  type Part,
  partsOf,
  TAG_OPERATIONS,
  taggable,
} from '../plan/scope.js';
import { referringMembers } from '../plan/uses.js';
import type { CheckContext, PropertyOptions, Scope } from '../types.js';
import { naming } from './action.js';
import { leastInState, needsInState } from './in-state.js';
import { STATES } from './states.js';
import { createTagged } from './tagged.js';

/** A way to call one operation so that it succeeds, with generated input. */
export interface Exercise {
  readonly operation: OperationContract;
  /** Operations that have to work for it. */
  readonly needs: readonly string[];
  /** What is sent, in words. */
  readonly sent: string;
  /** Paths of the output that are always there, required by the schema or not; `[]` for entries of a list. */
  readonly shows: readonly string[];
  /** What the API alone cannot bring about. */
  readonly drives?: DriverAction;
  /** How often it is asked, where that is not left to the kind of check. */
  readonly often?: PropertyOptions;
  arbitrary(context: CheckContext): Arbitrary<Json>;
  /** Makes the fixtures and calls the operation. */
  ask(context: CheckContext, value: Json): Promise<Answer>;
}

/** Does an exercise and judges each answer; checks that judge the same exercise may share it. */
export function observe(
  context: CheckContext,
  exercise: Exercise,
  judge: (answer: Answer) => void,
): Promise<void> {
  const { service, operation } = exercise.operation;
  return context.observe(
    `exercise/${service}/${operation}/${exercise.drives ?? 'made'}`,
    exercise.arbitrary(context),
    async (value) => [await exercise.ask(context, value)],
    ([answer]) => answer && judge(answer),
    exercise.often,
  );
}

/**
 * One exercise for each operation whose behaviour the suite asks for.
 * @param showing whether the answers have to show something, even if that takes a driver
 */
export function exercisesOf(scope: Scope, showing = false): readonly Exercise[] {
  return showing ? showingExercises(scope) : plainExercises(scope);
}

const plainExercises = oncePerScope((scope: Scope) => makeExercises(scope, false));
const showingExercises = oncePerScope((scope: Scope) => makeExercises(scope, true));

function makeExercises(scope: Scope, showing: boolean): Exercise[] {
  return [
    ...partsOf(scope).map((part) => exercise(scope, part)),
    ...actionsOf(scope).map((each) => {
      const state = each.action.state ?? (showing ? each.action.shownIn : undefined);
      return state === undefined ? acting(scope, each) : actingInState(scope, each, state);
    }),
    ...tagExercises(scope),
  ];
}

/** An operation that succeeds for a resource as it was made. */
function acting(scope: Scope, { resource, action, operation }: Action): Exercise {
  const { member } = action;
  const of = member === undefined ? '' : ` for a new ${resource.name}`;
  return {
    operation,
    shows: action.always ?? [],
    needs: member === undefined ? [] : makingOf(scope, resource),
    sent: `${operation.operation}${of} with generated valid input`,
    arbitrary: (context) => context.generators.inputFor(context.scope.contract, operation.operation),
    ask: async (context, value) => {
      if (member === undefined) return context.call(operation.operation, asObject(value));
      const isRead = context.isSparing && operation.readonly;
      const { arn } = await (isRead ? context.fixture(resource) : context.create(resource));
      const unknown = member.includes('[]') ? await context.unknownArn(resource) : undefined;
      return context.call(operation.operation, naming(action, asObject(value), arn, unknown));
    },
  };
}

/** An operation that succeeds for a resource in a state that takes a driver: with the least input, and seldom. */
function actingInState(scope: Scope, each: Action, name: StateName): Exercise {
  const { resource, action, operation } = each;
  return {
    operation,
    shows: action.always ?? [],
    needs: needsInState(scope, each, name),
    sent: `${operation.operation} for a ${resource.name} that is ${name}`,
    drives: STATES[name].drives,
    often: { cases: 1 },
    arbitrary: (context) => context.fc.constant({}),
    ask: async (context) => context.call(operation.operation, await leastInState(context, each, name)),
  };
}

function exercise(scope: Scope, part: Part): Exercise {
  const { resource, operation, binding } = part;
  const needs = makingWithInput(scope, resource).filter((name) => name !== operation.operation);
  const created = (context: CheckContext) => context.inputsFor(resource);
  const shows = shownBy(scope, part);
  const name = resource.name;
  switch (part.role) {
    case 'create':
      return {
        operation,
        shows,
        needs,
        sent: `${operation.operation} with generated valid input`,
        arbitrary: created,
        ask: (context, value) => createFrom(context, resource, asObject(value)),
      };
    case 'update':
      return {
        operation,
        shows,
        needs,
        sent: `${operation.operation} of a new ${name} with generated valid input`,
        arbitrary: (context) => context.fc.tuple(created(context), updatesFor(context, part)),
        ask: async (context, value) => {
          const [first, second] = Array.isArray(value) ? value : [];
          const owned = await context.create(
            resource,
            compatible(resource, asObject(first), asObject(second)),
          );
          return context.call(operation.operation, {
            [binding.input ?? 'arn']: owned.arn,
            ...asObject(second),
          });
        },
      };
    case 'list':
    case 'batchGet':
      return severalRead(part, { shows, needs });
    default:
      return {
        operation,
        shows,
        needs,
        sent: `${operation.operation} for a new ${name} with generated settings`,
        arbitrary: created,
        ask: async (context, value) => {
          const isRead = context.isSparing && operation.readonly;
          const owned = await (isRead
            ? context.fixture(resource)
            : context.create(resource, asObject(value)));
          return context.call(operation.operation, { [binding.input ?? 'arn']: owned.arn });
        },
      };
  }
}

/** An operation that shows several resources: of two, so that the first is not all that is looked at. */
function severalRead(
  { resource, operation, binding, role }: Part,
  common: Pick<Exercise, 'shows' | 'needs'>,
): Exercise {
  return {
    ...common,
    operation,
    sent: `${operation.operation} for two new ${resource.name}s, one of them with generated settings`,
    often: { cases: 4 },
    arbitrary: (context) => context.inputsFor(resource),
    ask: async (context, value) => {
      const make = () =>
        context.isSparing ? context.fixture(resource) : context.create(resource, asObject(value));
      // A parent has room for one only.
      const isAlone = context.isSparing || (role === 'list' && resource.parent !== undefined);
      const first = isAlone ? undefined : await context.create(resource);
      const owned = await make();
      const arns = [...(first === undefined ? [] : [first.arn]), owned.arn];
      if (role === 'batchGet') return context.call(operation.operation, { [binding.input ?? 'arns']: arns });
      const parent = owned.parent === undefined ? {} : { [resource.parent?.member ?? '']: owned.parent.arn };
      return listing(context, operation, parent);
    },
  };
}

/** A list shows of each resource at least what identifies it; other answers all that the service assigns. */
function shownBy(scope: Scope, { resource, role, binding }: Part): string[] {
  const { output } = binding;
  if (output === undefined) return [];
  const own = role === 'list' ? resource.always.slice(0, 1) : resource.always;
  const prefix = role === 'list' || role === 'batchGet' ? `${output}[]` : output;
  const made = scope.resources.filter(({ implicit }) => implicit?.operation === binding.operation);
  return [
    ...own.map((member) => `${prefix}.${member}`),
    ...made.flatMap(({ implicit, always }) => always.map((member) => `${implicit?.output}.${member}`)),
  ];
}

/**
 * Valid inputs of an update, without the member that names the resource and without references to others, whose
 * checks are their own.
 */
function updatesFor(context: CheckContext, part: Part): Arbitrary<JsonObject> {
  const { contract } = context.scope;
  const apart = [part.binding.input ?? 'arn', ...referringMembers(part.resource)];
  const omit = Object.keys(part.operation.input.properties ?? {}).filter((member) => apart.includes(member));
  return context.generators.inputFor(contract, part.operation.operation, { omit });
}

/** What a resource is created with so that an update of members that depend on each other is valid. */
function compatible(resource: Resource, created: JsonObject, update: JsonObject): JsonObject {
  const members = resource.interdependent ?? [];
  if (!members.some((member) => member in update)) return created;
  return Object.fromEntries(Object.entries(created).filter(([member]) => !members.includes(member)));
}

async function createFrom(context: CheckContext, resource: Resource, value: JsonObject): Promise<Answer> {
  const place = await context.placeFor(resource);
  return context.call(resource.create?.operation ?? '', {
    ...context.leastInput(resource),
    ...place,
    ...value,
  });
}

function tagExercises(scope: Scope): Exercise[] {
  const resource = taggable(scope)[0];
  if (resource === undefined) return [];
  const ask =
    (name: string, input: (tags: JsonObject) => JsonObject) => async (context: CheckContext, value: Json) => {
      const isRead = context.isSparing && name === TAG_OPERATIONS.list;
      const before = name === TAG_OPERATIONS.add ? {} : asObject(value);
      const owned = await (isRead ? context.fixture(resource) : createTagged(context, resource, before));
      return context.call(name, { resourceArn: owned.arn, ...input(asObject(value)) });
    };
  const inputs: [string, (tags: JsonObject) => JsonObject][] = [
    [TAG_OPERATIONS.add, (tags) => ({ tags })],
    [TAG_OPERATIONS.remove, (tags) => ({ tagKeys: Object.keys(tags) })],
    [TAG_OPERATIONS.list, () => ({})],
  ];
  return inputs.map(([name, input]) => ({
    operation: operationOf(scope, name),
    shows: [],
    needs: makingOf(scope, resource),
    sent: `${name} for a new ${resource.name} with generated tags`,
    arbitrary: (context) => context.generators.tags({ min: 1, max: 5 }),
    ask: ask(name, input),
  }));
}

/** The value where it is a JSON object, else an empty one. */
export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
