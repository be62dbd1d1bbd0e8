import type { Rule } from '../../contract/rules/rules.js';
import type { Check, Scope } from '../types.js';

/** What every check of a rule has in common. */
export function ruleCheck(
  scope: Scope,
  rule: Rule,
  suffix: string,
  own: Pick<Check, 'operations' | 'title' | 'sent' | 'expected' | 'run'> &
    Partial<Pick<Check, 'member' | 'strength' | 'walks' | 'drives' | 'other' | 'provokes'>>,
): Check {
  return {
    id: `${rule.kind}/${scope.contract.service}/${rule.id}${suffix}`,
    kind: rule.kind,
    service: scope.contract.service,
    strength: rule.strength,
    source: rule.source,
    rule: rule.id,
    ...own,
  };
}
