import picomatch from 'picomatch';
import { type Revisions, sinceOperation } from '../../contract/revisions/revisions.js';
import { type GeneralRule, loadGeneralRules } from '../../contract/rules/general.js';
import type { Check } from '../types.js';

/** A general rule, and which checks are about it. */
interface Matching {
  readonly rule: GeneralRule;
  matches(id: string): boolean;
}

const byKind = new WeakMap<readonly GeneralRule[], Map<string, Matching[]>>();

/** The general rule that a check asks about; undefined for the checks of rules of one resource. */
export function generalRuleOf(
  check: Pick<Check, 'id' | 'rule'>,
  rules: readonly GeneralRule[] = loadGeneralRules(),
): GeneralRule | undefined {
  if (check.rule !== undefined) return undefined;
  const known = byKind.get(rules) ?? new Map<string, Matching[]>();
  byKind.set(rules, known);
  const kind = check.id.slice(0, check.id.indexOf('/'));
  const candidates = known.get(kind) ?? candidatesOf(rules, kind);
  known.set(kind, candidates);
  return candidates.find(({ matches }) => matches(check.id))?.rule;
}

/** The rules that checks of a kind may be about; matching is slow, and most kinds have but one. */
function candidatesOf(rules: readonly GeneralRule[], kind: string): Matching[] {
  return rules.flatMap((rule): Matching[] => {
    const { checks } = rule;
    if (checks === `${kind}/**`) return [{ rule, matches: () => true }];
    if (!checks.startsWith(`${kind}/`) && !checks.startsWith('{')) return [];
    const pattern = picomatch.makeRe(checks, { dot: true });
    return [{ rule, matches: (id) => pattern.test(id) }];
  });
}

/** The revision since which there is what a check asks about: its member, or its operation. */
export function sinceCheck(revisions: Revisions, { operations: [operation = ''], member }: Check): string {
  const { input, output } = revisions.members[operation] ?? {};
  const since = member === undefined ? undefined : (input?.[member] ?? output?.[member]);
  return since ?? sinceOperation(revisions, operation);
}
