import type { Contract } from '../../src/contract/types.js';
import { combinationsOf, operationOf } from '../_internals/operation-input.js';
import { remembered } from '../_internals/remembered.js';
import type { Broken, SchemaOptions } from '../types.js';
import { broken } from './broken.js';

/**
 * `broken` of an operation's input, in which the other members make a documented combination, as in `inputFor`.
 *
 * @throws Error when there is no such operation, or an option names no member of its input
 */
export function brokenFor(contract: Contract, operation: string, options: SchemaOptions = {}): Broken[] {
  return brokenOf(contract, operation, options);
}

const brokenOf = remembered((contract, operation, options) => {
  const [plainest] = combinationsOf(contract, operation, options);
  return broken(contract, operationOf(contract, operation).input, plainest);
});
