import { matches } from '../schema/values.js';
import type { Json } from '../types.js';
import { type ContestedRule, type Rule, rulesOfKind } from './rules.js';

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
  return contestedIn(rules).some(
    (rule) =>
      rule.operations.includes(operation) &&
      rule.members.some((prefix) => `${member}.`.startsWith(`${prefix}.`)) &&
      (sent === undefined || (rule.unless !== undefined && !matches(sent, rule.unless))),
  );
}

const contested = new WeakMap<readonly Rule[], readonly ContestedRule[]>();

/** The rules by which something may be absent. */
function contestedIn(rules: readonly Rule[]): readonly ContestedRule[] {
  const found =
    contested.get(rules) ?? rulesOfKind(rules, 'contested').filter(({ accept }) => accept.includes('absent'));
  contested.set(rules, found);
  return found;
}
