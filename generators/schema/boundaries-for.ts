import type { Contract } from '../../src/contract/types.js';
import { combinationsOf, operationOf } from '../_internals/operation-input.js';
import { remembered } from '../_internals/remembered.js';
import type { Boundary, SchemaOptions } from '../types.js';
import { boundaries } from './boundaries.js';

/**
 * `boundaries` of an operation's input, in which the other members make a documented combination, as in `inputFor`.
 *
 * @throws Error when there is no such operation, or an option names no member of its input
 */
export function boundariesFor(
  contract: Contract,
  operation: string,
  options: SchemaOptions = {},
): Boundary[] {
  return boundariesOf(contract, operation, options);
}

const boundariesOf = remembered((contract, operation, options) => {
  const [plainest] = combinationsOf(contract, operation, options);
  return boundaries(contract, operationOf(contract, operation).input, plainest);
});
