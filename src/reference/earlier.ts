import { resolve } from '../contract/load.js';
import type { Contract, Json, JsonObject, OperationContract, Schema } from '../contract/types.js';
import { isObject } from './json.js';

/** Of an output, what the contract shows: not what came after its revision, nor what the service keeps to itself. */
export function outputOf(contract: Contract, operation: OperationContract, output: JsonObject): JsonObject {
  const known = knownPart(contract, operation.output, output);
  return isObject(known) ? known : output;
}

function knownPart(contract: Contract, schema: Schema, value: Json): Json {
  const { properties, items } = resolve(contract, schema);
  if (Array.isArray(value)) {
    return items === undefined ? value : value.map((entry) => knownPart(contract, items, entry));
  }
  if (!isObject(value) || properties === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const member = properties[name];
      return member === undefined ? [] : [[name, knownPart(contract, member, inner)]];
    }),
  );
}
