import { readPackageJson } from '../load.js';
import type { Service } from '../types.js';

/** Why no client can provoke declared errors: error code → reason. */
type Reasons = { readonly [code: string]: string };

/** Declared errors that no client can provoke: `specs/<service>/unprovokable.json`. */
export interface Unprovokable {
  /** Of every operation that declares them. */
  readonly errors: Reasons;
  /** Of one operation. */
  readonly operations: { readonly [operation: string]: Reasons };
}

/** Which declared errors of a service no client can provoke. */
export function loadUnprovokable(service: Service): Unprovokable {
  return readPackageJson<Unprovokable>('specs', service, 'unprovokable.json');
}

/** Why no client can provoke this declared error of this operation, if that is so. */
export function whyUnprovokable(
  unprovokable: Unprovokable,
  operation: string,
  code: string,
): string | undefined {
  return unprovokable.operations[operation]?.[code] ?? unprovokable.errors[code];
}
