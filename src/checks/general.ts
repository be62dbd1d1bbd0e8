import picomatch from 'picomatch';
import { type GeneralRule, loadGeneralRules } from '../contract/general.js';
import { type Revisions, sinceOperation } from '../contract/revisions.js';
import type { Check } from './types.js';

const matchers = new Map<string, (id: string) => boolean>();

function matches(glob: string, id: string): boolean {
  const matcher = matchers.get(glob) ?? picomatch(glob, { dot: true });
  matchers.set(glob, matcher);
  return matcher(id);
}

/** The general rule that a check asks about; undefined for the checks of rules of one resource. */
export function generalRuleOf(
  check: Pick<Check, 'id' | 'rule'>,
  rules: readonly GeneralRule[] = loadGeneralRules(),
): GeneralRule | undefined {
  if (check.rule !== undefined) return undefined;
  return rules.find(({ checks }) => matches(checks, check.id));
}

/** The revision since which there is what a check asks about: its member, or its operation. */
export function sinceCheck(revisions: Revisions, { operations: [operation = ''], member }: Check): string {
  const { input, output } = revisions.members[operation] ?? {};
  const since = member === undefined ? undefined : (input?.[member] ?? output?.[member]);
  return since ?? sinceOperation(revisions, operation);
}
