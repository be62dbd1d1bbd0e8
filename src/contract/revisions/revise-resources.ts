import { operationsOf, type Resource, type ResourceAction, type ResourceOperation } from '../resources.js';
import { membersOf } from '../schema/constraints.js';
import type { Contract, JsonObject, Schema } from '../types.js';

/**
 * The resources as they were at the revision of an earlier contract: without operations, members and whole resources
 * that came later.
 */
export function resourcesIn(contract: Contract, resources: readonly Resource[]): Resource[] {
  const there = resources.filter((resource) => isThere(contract, resource));
  const names = there.map(({ name }) => name);
  return there.map((resource) => revised(contract, resource, names));
}

/** A resource that nothing makes, or that had no operation at all, was not there. */
function isThere({ operations }: Contract, resource: Resource): boolean {
  if (resource.create !== undefined) return operations.has(resource.create.operation);
  const own = [...operationsOf(resource), ...(resource.actions ?? []).map(({ operation }) => operation)];
  return own.some((name) => operations.has(name));
}

function revised(contract: Contract, resource: Resource, names: readonly string[]): Resource {
  const { create, get, list, update, delete: remove, batchGet, parent, implicit, ...rest } = resource;
  const inputs = new Set([create, update].flatMap((each) => inputPaths(contract, each)));
  const shown = new Set([create, get, list].flatMap((each) => shownPaths(contract, each)));
  const isKnown = ({ member, resource: name }: { readonly member: string; readonly resource: string }) =>
    inputs.has(member) && names.includes(name);
  const isOperation = (each: ResourceOperation | undefined) =>
    each !== undefined && contract.operations.has(each.operation);
  return {
    ...rest,
    ...(isOperation(create) && { create }),
    ...(isOperation(get) && { get }),
    ...(isOperation(list) && { list }),
    ...(isOperation(update) && { update }),
    ...(isOperation(remove) && { delete: remove }),
    ...(isOperation(batchGet) && { batchGet }),
    ...(parent && { parent }),
    ...(implicit && { implicit }),
    // A resource that could be tagged, but not as it was made, is not asked about its tags.
    taggable: rest.taggable && (create === undefined || inputs.has('tags')),
    always: rest.always.filter((path) => shown.has(path)),
    ...(rest.actions && { actions: rest.actions.flatMap((each) => actionIn(contract, each, names)) }),
    ...(rest.references && { references: rest.references.filter(isKnown) }),
    ...(rest.uses && { uses: rest.uses.filter(isKnown) }),
    ...(rest.interdependent && { interdependent: rest.interdependent.filter((path) => inputs.has(path)) }),
    ...(rest.members && { members: keysIn(rest.members, inputs) }),
  };
}

function actionIn(contract: Contract, action: ResourceAction, names: readonly string[]): ResourceAction[] {
  const operation = contract.operations.get(action.operation);
  if (operation === undefined) return [];
  const shown = pathsOf(contract, operation.output);
  const { input, always, beside } = action;
  return [
    {
      ...action,
      ...(input && { input: keysIn(input, new Set(Object.keys(operation.input.properties ?? {}))) }),
      ...(always && { always: always.filter((path) => shown.includes(path)) }),
      ...(beside && { beside: beside.filter(({ resource }) => names.includes(resource)) }),
    },
  ];
}

function inputPaths(contract: Contract, binding: ResourceOperation | undefined): string[] {
  const operation = contract.operations.get(binding?.operation ?? '');
  return operation === undefined ? [] : pathsOf(contract, operation.input);
}

/** Paths within the resource as an operation shows it, whether alone or as an entry of a list. */
function shownPaths(contract: Contract, binding: ResourceOperation | undefined): string[] {
  const operation = contract.operations.get(binding?.operation ?? '');
  const prefix = binding?.output;
  if (operation === undefined || prefix === undefined) return [];
  return pathsOf(contract, operation.output).flatMap((path) =>
    [`${prefix}.`, `${prefix}[].`].flatMap((start) =>
      path.startsWith(start) ? path.slice(start.length) : [],
    ),
  );
}

function pathsOf(contract: Contract, schema: Schema): string[] {
  return membersOf(contract, schema).map(({ member }) => member);
}

function keysIn<T extends JsonObject[string] | object>(
  map: { readonly [key: string]: T },
  known: ReadonlySet<string>,
): { [key: string]: T } {
  return Object.fromEntries(Object.entries(map).filter(([key]) => known.has(key)));
}
