import type { CheckResult } from '../types.js';

/** One fault, as far as the answers tell. */
export interface Cause {
  /** The deviation that shows it best. */
  readonly cause: CheckResult;
  /** Further deviations that show it. */
  readonly consequences: readonly CheckResult[];
}
