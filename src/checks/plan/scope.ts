import {
  type Resource,
  type ResourceAction,
  type ResourceOperation,
  resourceNamed,
} from '../../contract/resources.js';
import type { OperationContract, Source } from '../../contract/types.js';
import type { Scope } from '../types.js';

/** What an operation does to a resource. */
export type Role = 'create' | 'get' | 'list' | 'update' | 'delete' | 'batchGet';

const ROLES: readonly Role[] = ['create', 'get', 'list', 'update', 'delete', 'batchGet'];

/** The part that an operation plays for a resource. */
export interface Part {
  readonly resource: Resource;
  readonly role: Role;
  readonly binding: ResourceOperation;
  readonly operation: OperationContract;
}

/** A function of a scope that is worked out once for each. */
export function oncePerScope<T>(work: (scope: Scope) => T): (scope: Scope) => T {
  const done = new WeakMap<Scope, T>();
  return (scope) => {
    const known = done.get(scope);
    if (known !== undefined) return known;
    const made = work(scope);
    done.set(scope, made);
    return made;
  };
}

/** The parts of the operations of every resource that is checked. */
export const partsOf = oncePerScope((scope: Scope): readonly Part[] => {
  const checked = scope.resources.filter((resource) => resource.checked);
  return checked.flatMap((resource) => ROLES.flatMap((role) => partOf(scope, resource, role) ?? []));
});

/** The part that plays a role for a resource, if the contract has such an operation. */
export function partOf(scope: Scope, resource: Resource, role: Role): Part | undefined {
  const binding = resource[role];
  const operation = scope.contract.operations.get(binding?.operation ?? '');
  return binding && operation && { resource, role, binding, operation };
}

/** An operation that acts on a resource. */
export interface Action {
  readonly resource: Resource;
  readonly action: ResourceAction;
  readonly operation: OperationContract;
}

/** The operations that act on a checked resource without making, reading, changing or removing it. */
export const actionsOf = oncePerScope((scope: Scope): readonly Action[] => {
  const checked = scope.resources.filter((resource) => resource.checked);
  return checked.flatMap((resource) =>
    (resource.actions ?? []).map((action) => ({
      resource,
      action,
      operation: operationOf(scope, action.operation),
    })),
  );
});

/** The resource that a resource belongs to. */
export function parentOf(scope: Scope, resource: Resource): Resource | undefined {
  return scope.resources.find(({ name }) => name === resource.parent?.resource);
}

/** Name of the resource that a resource belongs to in the end, or its own. */
export function rootOf(scope: Scope, resource: Resource): string {
  const parent = parentOf(scope, resource);
  return parent === undefined ? resource.name : rootOf(scope, parent);
}

/** The tag operations of a service, by what they do. */
export const TAG_OPERATIONS = {
  add: 'TagResource',
  remove: 'UntagResource',
  list: 'ListTagsForResource',
} as const;

/** The checked resources that can be tagged. */
export function taggable(scope: Scope): Resource[] {
  return scope.resources.filter((resource) => resource.checked && resource.taggable);
}

/** An operation of the contract. @throws Error when the contract lacks it */
export function operationOf(scope: Scope, name: string): OperationContract {
  const operation = scope.contract.operations.get(name);
  if (operation === undefined) throw new Error(`${scope.contract.service} has no operation ${name}`);
  return operation;
}

/** The page of the API reference that documents an operation. */
export function sourceOf(operation: OperationContract): Source {
  const reference = operation.service === 'ivs' ? 'low-latency' : 'real-time';
  return {
    document: `Amazon IVS ${reference} API reference, ${operation.operation}`,
    url: operation.documentation,
  };
}

/** Operations by which the suite makes a resource with the least input: one that its parent brings is taken as it is. */
export function makingOf(scope: Scope, resource: Resource): string[] {
  const parent = parentOf(scope, resource);
  const own = resource.implicit === undefined ? [resource.create?.operation] : [];
  const waiting = isAwaited(resource) ? [resource.get?.operation] : [];
  return [
    ...own,
    ...waiting,
    ...(parent === undefined ? [] : makingOf(scope, parent)),
    ...makingOfUsed(scope, resource),
  ].filter((name) => name !== undefined);
}

/** Whether a new resource is waited for until it is ready: one that can be updated may refuse that before. */
export function isAwaited({ ready, update }: Resource): boolean {
  return ready !== undefined && update !== undefined;
}

/** Operations by which the suite makes a resource with input of its own: where the parent brings one, it has to go first. */
export function makingWithInput(scope: Scope, resource: Resource): string[] {
  const room =
    resource.implicit === undefined ? [] : [resource.create?.operation, resource.delete?.operation];
  return [...room, ...makingOf(scope, resource)].filter((name) => name !== undefined);
}

/** Operations by which the suite makes a resource for another one to use: it waits until it can be used. */
export function makingForUse(scope: Scope, resource: Resource): string[] {
  const waiting = resource.ready === undefined ? [] : [resource.get?.operation];
  return [...makingOf(scope, resource), ...waiting].filter((name) => name !== undefined);
}

/** Operations by which the suite makes the resources that a resource uses. */
export function makingOfUsed(scope: Scope, { uses = [] }: Resource): string[] {
  return uses.flatMap((use) => makingForUse(scope, resourceNamed(scope.resources, use.resource)));
}
