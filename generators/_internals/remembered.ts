import type { Contract } from '../../src/contract/types.js';
import type { SchemaOptions } from '../types.js';

/**
 * What a function of contract, operation and options makes, made once: arbitraries hold no state. Overrides are
 * arbitraries themselves and cannot be compared, so with them it is made anew.
 */
export function remembered<T>(
  make: (contract: Contract, operation: string, options: SchemaOptions) => T,
): (contract: Contract, operation: string, options: SchemaOptions) => T {
  const made = new WeakMap<Contract, Map<string, T>>();
  return (contract, operation, options) => {
    if (options.overrides !== undefined) return make(contract, operation, options);
    const known = made.get(contract) ?? new Map<string, T>();
    made.set(contract, known);
    const key = JSON.stringify([operation, options.omit, options.require, options.single]);
    const value = known.get(key) ?? make(contract, operation, options);
    known.set(key, value);
    return value;
  };
}
