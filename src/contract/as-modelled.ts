import { membersOf } from './constraints.js';
import type { Erratum } from './errata.js';
import { readPackageJson } from './load.js';
import type { Contract, Json, JsonObject, OperationContract, ShapesDocument } from './types.js';

const modelled = new WeakMap<Contract, Contract>();

/**
 * The contract with the shapes that the model alone has. What the documentation publishes contrary to the model (the
 * errata) breaks this one, and no other. Made once for each contract.
 */
export function asModelled(contract: Contract): Contract {
  const known = modelled.get(contract) ?? restored(contract);
  modelled.set(contract, known);
  return known;
}

function restored(contract: Contract): Contract {
  const shapes: JsonObject = JSON.parse(JSON.stringify(contract.shapes));
  for (const erratum of readPackageJson<Erratum[]>('specs', contract.service, 'errata.json')) {
    if (erratum.file === 'shapes.json') restore(shapes, erratum);
  }
  const document: ShapesDocument = JSON.parse(JSON.stringify(shapes));
  return { ...contract, shapes: document };
}

/** Shapes of an earlier revision may lack the place that an erratum corrects. */
function restore(shapes: JsonObject, { path, modelled: value }: Erratum): void {
  const keys = path.split('/').slice(1);
  const last = keys.pop();
  let parent: Json | undefined = shapes;
  for (const key of keys) parent = isObject(parent) ? parent[key] : undefined;
  if (last !== undefined && isObject(parent) && last in parent) parent[last] = value;
}

/** The erratum by which the contract's output differs from the model at a member; undefined for none. */
export function erratumAt(
  contract: Contract,
  { output }: OperationContract,
  path: string,
): string | undefined {
  const member = path.replaceAll(/\[\d+\]/g, '[]');
  const place = membersOf(contract, output).find((each) => each.member === member);
  return /erratum ([\w-]+)/.exec(place?.schema.$comment ?? '')?.[1];
}

const differing = new WeakMap<OperationContract, boolean>();

/** Whether an operation's output differs from the model anywhere. */
export function hasErrata(contract: Contract, operation: OperationContract): boolean {
  const known =
    differing.get(operation) ??
    membersOf(contract, operation.output).some(({ schema }) => schema.$comment?.includes('erratum') === true);
  differing.set(operation, known);
  return known;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
