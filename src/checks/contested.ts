import { rulesOfKind } from '../contract/rules.js';
import type { Json } from '../contract/types.js';
import { matches } from './expect.js';
import type { Scope } from './types.js';

/**
 * Whether sources leave open how an operation's answer shows a member (or what holds it), given what was sent.
 * @param member dotted path within the resource
 * @param sent the member's value in the request; undefined when it was not sent
 */
export function isContested(scope: Scope, operation: string, member: string, sent?: Json): boolean {
  return rulesOfKind(scope.rules, 'contested').some(
    (rule) =>
      rule.operations.includes(operation) &&
      rule.accept.includes('absent') &&
      rule.members.some((prefix) => `${member}.`.startsWith(`${prefix}.`)) &&
      (sent === undefined || (rule.unless !== undefined && !matches(sent, rule.unless))),
  );
}
