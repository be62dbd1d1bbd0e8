import {
  type Resource,
  type ResourceAction,
  type ResourceUse,
  resourceNamed,
  type UseVariant,
} from '../../contract/resources.js';
import type { JsonObject, OperationContract } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import {
  type Action,
  actionsOf,
  makingOf,
  makingOfUsed,
  oncePerScope,
  operationOf,
  type Part,
  parentOf,
  partsOf,
  TAG_OPERATIONS,
  taggable,
} from '../plan/scope.js';
import type { CheckContext, Owned, Scope } from '../types.js';
import { leastInputOf } from './action.js';

/** How one operation is called with the least valid input plus some members under test. */
export interface Caller {
  readonly operation: OperationContract;
  /** Operations that have to work for it. */
  readonly needs: readonly string[];
  /** Resource that the operation makes, if it makes one. */
  readonly creates?: Resource;
  /** Resource that it acts on, and the input member that names it. */
  readonly target?: { readonly resource: Resource; readonly member: string };
  /** Members of the least input that name nothing, so that it is not known to be accepted. */
  readonly invents?: readonly string[];
  /** Further resources that the least input names. */
  readonly beside?: readonly ResourceUse[];
  /**
   * Makes the fixtures; the returned function calls with these members instead of, or beside, the least ones.
   * @param outcome what is expected of the calls: what they act on may be shared with other checks unless one is accepted
   * @param variant what is used by what they make, in place of some of the usual
   */
  prepare(context: CheckContext, outcome?: Outcome, variant?: UseVariant): Promise<Call>;
}

/** What a check expects of its calls. */
type Outcome = 'refused' | 'accepted';

/** Members under test; what is undefined is left out. */
interface Members {
  readonly [member: string]: JsonObject[string] | undefined;
}

/**
 * Calls with members under test laid over the least valid input; a member that is undefined is left out even
 * where the least input has it.
 */
export interface Call {
  (members: Members): Promise<Answer>;
  /** The least input, where it is the same each time: it tells what exists. */
  readonly least?: JsonObject;
}

/** One caller for each operation whose behaviour the suite asks for. */
export const callersOf = oncePerScope((scope: Scope): readonly Caller[] => {
  const parts = partsOf(scope).map((part) =>
    part.role === 'create' ? creator(scope, part) : actor(scope, part),
  );
  const actions = actionsOf(scope).map((action) => acting(scope, action));
  return [...parts, ...actions, ...taggers(scope)];
});

/** Input members that name further resources, which are made new, but for those that are there already. */
export async function namedBeside(
  context: CheckContext,
  { beside = [] }: ResourceAction,
  there: JsonObject = {},
  outcome: Outcome = 'accepted',
): Promise<JsonObject> {
  const named: JsonObject = {};
  for (const { member, resource } of beside) {
    if (there[member] !== undefined) continue;
    named[member] = (await actedOn(context, resourceNamed(context.scope.resources, resource), outcome)).arn;
  }
  return named;
}

/** Acts on a resource as it was made: one in a certain state would take more than the API. */
function acting(scope: Scope, { resource, operation, action }: Action): Caller {
  const { member } = action;
  const isPlain = member !== undefined && operation.input.properties?.[member] !== undefined;
  return {
    operation,
    needs: member === undefined ? [] : makingOf(scope, resource),
    ...(isPlain ? { target: { resource, member } } : {}),
    ...(action.invents === undefined ? {} : { invents: action.invents }),
    ...(action.beside === undefined ? {} : { beside: action.beside }),
    prepare: async (context, outcome = 'refused') => {
      const arn = member === undefined ? undefined : (await actedOn(context, resource, outcome)).arn;
      const beside = await namedBeside(context, action, {}, outcome);
      const least = { ...leastInputOf(action, arn), ...beside };
      return calling(context, operation, least);
    },
  };
}

function calling(context: CheckContext, { operation }: OperationContract, least: JsonObject): Call {
  return Object.assign((members: Members) => context.call(operation, lay(least, members)), { least });
}

function creator(scope: Scope, { resource, operation }: Part): Caller {
  const parent = parentOf(scope, resource);
  return {
    operation,
    needs: [...(parent === undefined ? [] : makingOf(scope, parent)), ...makingOfUsed(scope, resource)],
    creates: resource,
    ...(parent === undefined || resource.parent === undefined
      ? {}
      : { target: { resource: parent, member: resource.parent.member } }),
    prepare: async (context, outcome = 'refused', variant) => {
      // A parent that has room for one only needs to be made anew for each call that may succeed.
      const isFilled = resource.implicit !== undefined && outcome === 'accepted';
      const once = isFilled ? undefined : await context.siteFor(resource, variant);
      // Nothing is made where all calls are refused, so one least input serves them all.
      const refused = outcome === 'refused' ? context.leastInput(resource) : undefined;
      if (once !== undefined && refused !== undefined)
        return calling(context, operation, { ...refused, ...once });
      return async (members) => {
        const place = once ?? (await context.placeFor(resource, {}, variant));
        const least = { ...context.leastInput(resource), ...place };
        return context.call(operation.operation, lay(least, members));
      };
    },
  };
}

function actor(scope: Scope, { resource, operation, binding, role }: Part): Caller {
  const parent = parentOf(scope, resource);
  const target =
    role === 'list'
      ? parent && resource.parent && { resource: parent, member: resource.parent.member }
      : { resource, member: binding.input ?? 'arn' };
  return {
    operation,
    needs: target === undefined ? [] : makingOf(scope, target.resource),
    ...(target === undefined ? {} : { target }),
    prepare: async (context, outcome = 'refused') => {
      const owned = target && (await actedOn(context, target.resource, outcome));
      const named = owned && (role === 'batchGet' ? [owned.arn] : owned.arn);
      const least: JsonObject = target === undefined || named === undefined ? {} : { [target.member]: named };
      return calling(context, operation, least);
    },
  };
}

function taggers(scope: Scope): Caller[] {
  const resource = taggable(scope)[0];
  if (resource === undefined) return [];
  const least: [string, JsonObject][] = [
    [TAG_OPERATIONS.add, { tags: { stage: 'test' } }],
    [TAG_OPERATIONS.remove, { tagKeys: ['stage'] }],
    [TAG_OPERATIONS.list, {}],
  ];
  return least.map(([name, input]) => ({
    operation: operationOf(scope, name),
    needs: makingOf(scope, resource),
    target: { resource, member: 'resourceArn' },
    prepare: async (context, outcome = 'refused') => {
      const least = async () => ({ resourceArn: (await actedOn(context, resource, outcome)).arn, ...input });
      if (outcome === 'refused') return calling(context, operationOf(scope, name), await least());
      // Each call that may succeed gets a resource of its own, because tags add up.
      return async (members) => context.call(name, lay(await least(), members));
    },
  }));
}

function actedOn(context: CheckContext, resource: Resource, outcome: Outcome): Promise<Owned> {
  return outcome === 'refused' ? context.fixture(resource) : context.create(resource);
}

function lay(least: JsonObject, members: Members): JsonObject {
  const input: JsonObject = {};
  for (const [member, value] of Object.entries({ ...least, ...members })) {
    if (value !== undefined) input[member] = value;
  }
  return input;
}
