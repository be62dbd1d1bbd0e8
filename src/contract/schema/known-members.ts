import { resolve } from '../load.js';
import type { Contract, Json, Schema } from '../types.js';

/** A schema's own keywords, without the `$ref`: the same for every value that it is asked about. */
const resolved = new WeakMap<Contract, WeakMap<Schema, Schema>>();

/**
 * A value without the members that the contract does not know, at any depth: what a client reads of an answer, which
 * ignores the others. Maps, whose keys are the client's, are kept whole. Where nothing is left out, the value itself.
 */
export function knownMembers(contract: Contract, unresolved: Schema, value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  const { properties, items } = resolvedOnce(contract, unresolved);
  if (Array.isArray(value)) {
    if (items === undefined) return value;
    const known = value.map((item) => knownMembers(contract, items, item));
    return known.every((item, index) => item === value[index]) ? value : known;
  }
  if (properties === undefined) return value;
  const entries = Object.entries(value);
  const known = entries.flatMap(([name, member]): [string, Json][] => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return schema === undefined ? [] : [[name, knownMembers(contract, schema, member)]];
  });
  const isWhole =
    known.length === entries.length && known.every(([, member], at) => member === entries[at]?.[1]);
  return isWhole ? value : Object.fromEntries(known);
}

function resolvedOnce(contract: Contract, schema: Schema): Schema {
  const ofContract = resolved.get(contract) ?? new WeakMap<Schema, Schema>();
  resolved.set(contract, ofContract);
  const known = ofContract.get(schema) ?? resolve(contract, schema);
  ofContract.set(schema, known);
  return known;
}
