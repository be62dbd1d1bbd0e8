/** What an endpoint does not know yet is one cause for each service: the endpoint answers as an earlier revision. */
import { bucket } from '../bucket.js';
import type { CheckResult } from '../types.js';
import type { Cause } from './cause.js';

/**
 * The deviations of each service that are none by the contract of the revision that the endpoint answers as of. What a
 * source says in words shows it best.
 */
export function behindCauses(deviating: readonly CheckResult[]): Cause[] {
  const behind = deviating.filter(({ deviation }) => deviation?.noneAsOf !== undefined);
  return [...bucket(behind, ({ service }) => service).values()].flatMap((some) => {
    const cause = some.find(({ strength }) => strength !== 'inferred') ?? some[0];
    return cause === undefined
      ? []
      : [{ cause, consequences: some.filter((each) => each !== cause), heads: some, sort: { of: 'behind' } }];
  });
}
