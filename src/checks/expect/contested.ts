import { isContestedBy } from '../../contract/rules/contested.js';
import type { Json } from '../../contract/types.js';
import type { Scope } from '../types.js';

/**
 * Whether sources leave open how an operation's answer shows a member (or what holds it), given what was sent.
 * @param member dotted path within the resource
 * @param sent the member's value in the request; undefined when it was not sent
 */
export function isContested(scope: Scope, operation: string, member: string, sent?: Json): boolean {
  return isContestedBy(scope.rules, operation, member, sent);
}
