import { type Rule, rulesOfKind } from './rules.js';
import type { Json } from './types.js';
import { matches } from './values.js';

/**
 * Whether sources leave open how an operation's answer shows a member (or what holds it), given what was sent.
 * @param rules those of the operation's service
 * @param member dotted path within the resource
 * @param sent the member's value in the request; undefined when it was not sent
 */
export function isContestedBy(
  rules: readonly Rule[],
  operation: string,
  member: string,
  sent?: Json,
): boolean {
  return rulesOfKind(rules, 'contested').some(
    (rule) =>
      rule.operations.includes(operation) &&
      rule.accept.includes('absent') &&
      rule.members.some((prefix) => `${member}.`.startsWith(`${prefix}.`)) &&
      (sent === undefined || (rule.unless !== undefined && !matches(sent, rule.unless))),
  );
}
