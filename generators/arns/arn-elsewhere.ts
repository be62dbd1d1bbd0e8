import fc from 'fast-check';
import { arnsChanged, ELSEWHERE } from '../_internals/text/arn-ways.js';
import type { Labelled } from '../types.js';

/**
 * Well-formed ARNs that name something else than an existing one: in another region (`other-region`), of another account
 * (`other-account`), or with an identifier that differs in case only (`other-case-of-identifier`).
 *
 * @param existing - an ARN of the form `arn:partition:service:region:account:type/id`
 * @returns one arbitrary for each way that gives any; none where the argument is no such ARN
 */
export function arnElsewhere(existing: string): Labelled<string>[] {
  return arnsChanged(ELSEWHERE, fc.constant(existing), undefined);
}
