import fc from 'fast-check';
import type { Contract, Json, JsonObject, OperationContract } from '../../src/contract/types.js';
import type { SchemaOptions } from '../types.js';
import { whole } from './build.js';
import { combined, contradict, restricted } from './options.js';
import { inputKnowledge } from './situations.js';

/** @throws Error when the contract has no such operation */
export function operationOf(contract: Contract, operation: string): OperationContract {
  const found = contract.operations.get(operation);
  if (found === undefined)
    throw new Error(`${contract.service} has no operation ${operation} at ${contract.revision}`);
  return found;
}

/** The caller's options completed to those of each documented combination of members; the plainest first. */
export function combinationsOf(
  contract: Contract,
  operation: string,
  options: SchemaOptions,
): readonly [SchemaOptions, ...SchemaOptions[]] {
  const found = operationOf(contract, operation);
  const { always, situations } = inputKnowledge(found, options);
  const complete = (situation: SchemaOptions) =>
    combined(restricted(contract, found.input, combined(always, situation)), options);
  const [first, ...others] = situations.filter((situation) => !contradict(options, situation));
  return [complete(first ?? situations[0]), ...others.map(complete)];
}

/** Inputs of an operation under any of several options. */
export function inputsUnder(
  contract: Contract,
  operation: string,
  combinations: readonly SchemaOptions[],
): fc.Arbitrary<JsonObject> {
  const { input } = operationOf(contract, operation);
  const inputs = combinations.map((options) => whole(contract, input, options));
  return fc.oneof({ withCrossShrink: true }, ...inputs).map(asObject);
}

function asObject(value: Json): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error('inputs are objects');
  return value;
}
