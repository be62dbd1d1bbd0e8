import type { CheckResult } from '../types.js';

/**
 * What a cause is about, where it is more than what its first deviation says: nothing that is sent is validated; members
 * of one name are not; the server fails; answers are made up; ARNs name another service; what is sent is not kept; the endpoint is behind.
 */
export type Sort =
  | { readonly of: 'unvalidated' }
  | { readonly of: 'member'; readonly member: string }
  | { readonly of: 'failure' }
  | { readonly of: 'literal'; readonly literal: string }
  | { readonly of: 'arn'; readonly service: string }
  | { readonly of: 'unkept' }
  | { readonly of: 'behind' };

/** One fault, as far as the answers tell. */
export interface Cause {
  /** The deviation that shows it best. */
  readonly cause: CheckResult;
  /** Further deviations that show it. */
  readonly consequences: readonly CheckResult[];
  /** Those of them whose operations are at fault; what else shows it follows from that. Default: `cause` alone. */
  readonly heads?: readonly CheckResult[];
  readonly sort?: Sort;
}
