import fc from 'fast-check';
import { arnsChanged, NEAR } from '../_internals/text/arn-ways.js';
import type { Labelled } from '../types.js';

/**
 * Strings that look like an ARN, yet are not one of a resource of its type: of another type (`other-type`), service or
 * partition, with a name in place of the identifier, and so on.
 *
 * @param existing - an ARN of the form `arn:partition:service:region:account:type/id`
 * @param pattern - what ARNs have to match: what does after all is left out. Default: nothing is left out
 * @returns one arbitrary for each way, the most telling first; none where the argument is no such ARN
 */
export function arnNearMiss(existing: string, pattern?: string): Labelled<string>[] {
  return arnsChanged(NEAR, fc.constant(existing), pattern);
}
