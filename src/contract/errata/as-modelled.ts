import { readPackageJson } from '../load.js';
import { membersOf } from '../schema/constraints.js';
import { isObject } from '../schema/values.js';
import type { Contract, Json, JsonObject, OperationContract, Schema, ShapesDocument } from '../types.js';
import type { Erratum } from './errata.js';

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

/** A member of an output whose schema an erratum corrects. */
export interface CorrectedMember {
  /** As in {@link membersOf}: `channels[].preset`. */
  readonly member: string;
  readonly erratum: string;
  /** What the model alone says of it. */
  readonly modelled: Schema;
}

const corrected = new WeakMap<OperationContract, readonly CorrectedMember[]>();

/** The members of an operation's output that the model alone says otherwise of. */
export function correctedMembers(
  contract: Contract,
  operation: OperationContract,
): readonly CorrectedMember[] {
  const known = corrected.get(operation) ?? findCorrected(contract, operation);
  corrected.set(operation, known);
  return known;
}

function findCorrected(contract: Contract, { output }: OperationContract): CorrectedMember[] {
  const places = membersOf(contract, output);
  const errata = places.flatMap(({ member, schema }) => {
    const erratum = /erratum ([\w-]+)/.exec(schema.$comment ?? '')?.[1];
    return erratum === undefined ? [] : [{ member, erratum }];
  });
  if (errata.length === 0) return [];
  const original = membersOf(asModelled(contract), output);
  return errata.flatMap(({ member, erratum }) => {
    const modelled = original.find((each) => each.member === member)?.schema;
    return modelled === undefined ? [] : [{ member, erratum, modelled }];
  });
}
