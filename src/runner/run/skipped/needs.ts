import type { Check } from '../../../checks/types.js';
import type { Service } from '../../../contract/types.js';

/** An operation that a check calls. */
export interface Need {
  readonly service: Service;
  readonly name: string;
}

/** All operations that have to work for a check, those of the other service last. */
export function needsOf({ service, operations, other }: Check): Need[] {
  const own = operations.map((name) => ({ service, name }));
  return [...own, ...(other?.operations ?? []).map((name) => ({ service: other?.service ?? service, name }))];
}

/** Why a check that calls operations of a service cannot be asked, where that service is not. */
export function notAsked(service: Service): string {
  return `needs ${service}, which is not asked; select both services`;
}
