/** How operations that act on a resource are called so that they succeed, be it in a state that takes a driver. */
import { type Resource, resourceNamed, type StateName } from '../../contract/resources.js';
import type { JsonObject } from '../../contract/types.js';
import { withMember } from '../expect/expect.js';
import { type Action, makingForUse, makingOf } from '../plan/scope.js';
import type { CheckContext, Scope } from '../types.js';
import { leastInputOf } from './action.js';
import { bringInto, lookedAt, STATES } from './states.js';
import { namedBeside } from './valid-request.js';

/** Operations that have to work for {@link leastInState}. */
export function needsInState(scope: Scope, each: Action, name: StateName | undefined): string[] {
  const making = [
    ...makingOf(scope, each.resource),
    ...(name === undefined ? [] : STATES[name].needs),
    ...usedBy(scope, each).flatMap(([, used]) => makingForUse(scope, used)),
  ];
  return [...new Set(making)].filter((needed) => needed !== each.operation.operation);
}

/**
 * Brings a resource into the state, if one is needed, with all that the operation uses.
 * @returns the least input by which the operation succeeds then
 */
export async function leastInState(
  context: CheckContext,
  each: Action,
  name: StateName | undefined,
): Promise<JsonObject> {
  const { resource, action, operation } = each;
  const used = usedBy(context.scope, each);
  let input: JsonObject = {};
  for (const [path, named] of used) {
    input = withMember(input, path, (await context.create(named, {}, { ready: true })).arn);
  }
  const { owned, found } = await (operation.readonly && used.length === 0 && name !== undefined
    ? context.lend(lookedAt(resource, name))
    : bringInto(context, resource, name, input));
  const names = Object.fromEntries(
    Object.entries(found).filter(([member]) => operation.input.properties?.[member] !== undefined),
  );
  const beside = await namedBeside(context, action, names);
  return { ...leastInputOf(action, owned.arn), ...beside, ...names };
}

/** The members by which the resource names others for the sake of the operation, with what they name. */
function usedBy(scope: Scope, { resource, action }: Action): [path: string, resource: Resource][] {
  return (action.uses ?? []).flatMap((path): [string, Resource][] => {
    const reference = resource.references?.find(({ member }) => member === path);
    return reference === undefined ? [] : [[path, resourceNamed(scope.resources, reference.resource)]];
  });
}
