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
  const kind = check.id.slice(0, check.id.indexOf('/'));
  // Matching is slow, and most kinds have but one rule.
  return rules.find(
    ({ checks }) => beginsWith(checks, kind) && (isWhole(checks) || matches(checks, check.id)),
  );
}

/** Whether IDs of this kind may match the glob. */
function beginsWith(glob: string, kind: string): boolean {
  return glob.startsWith(`${kind}/`) || glob.startsWith('{');
}

/** Whether a glob is for all checks of one kind. */
function isWhole(glob: string): boolean {
  return /^[\w-]+\/\*\*$/.test(glob);
}

/** The revision since which there is what a check asks about: its member, or its operation. */
export function sinceCheck(revisions: Revisions, { operations: [operation = ''], member }: Check): string {
  const { input, output } = revisions.members[operation] ?? {};
  const since = member === undefined ? undefined : (input?.[member] ?? output?.[member]);
  return since ?? sinceOperation(revisions, operation);
}
