/** What of a run could not be decided because of the endpoint, the caller or the account, and why. */
import type { CheckResult, Report } from './types.js';

/** How much of what was planned could be decided: what the user did not ask for, or the endpoint lacks, is not planned. */
export interface Decided {
  readonly decided: number;
  readonly planned: number;
}

const NO_ROOM = /: the account (?:has no room for|seems to have)/;

/** Whether a check was planned, and could not be decided for a reason that is not the user's choice. */
function isObstructed({ outcome, blockedBy, reason = '' }: CheckResult): boolean {
  return (
    outcome === 'inconclusive' || blockedBy !== undefined || (outcome === 'skipped' && NO_ROOM.test(reason))
  );
}

/** How much of what was planned could be decided. */
export function decidedOf(checks: readonly CheckResult[]): Decided {
  const decided = checks.filter(({ outcome }) => DECIDED.has(outcome)).length;
  return { decided, planned: decided + checks.filter(isObstructed).length };
}

const DECIDED: ReadonlySet<string> = new Set(['conforms', 'deviates', 'unimplemented']);

/** Whether so little was decided that the run is no pass: less than half of what was planned. */
export function isThin({ decided, planned }: Decided): boolean {
  return 2 * decided < planned;
}

/** Whether so little was decided, and the baseline does not accept that. */
export function isTooThin({ checks, baseline }: Pick<Report, 'checks' | 'baseline'>): boolean {
  return isThin(decidedOf(checks)) && baseline?.undecided === undefined;
}

const NOT_PERMITTED = /(?<operation>\w+) is not permitted: (?<code>\d+ \w+)/;

/** What the caller may not do, in words; undefined where nothing was refused for that. */
export function notPermittedIn(checks: readonly CheckResult[]): string | undefined {
  const operations = new Set<string>();
  const codes = new Set<string>();
  for (const { outcome, reason = '' } of checks) {
    const found = outcome === 'inconclusive' ? NOT_PERMITTED.exec(reason)?.groups : undefined;
    if (found?.operation === undefined || found.code === undefined) continue;
    operations.add(found.operation);
    codes.add(found.code);
  }
  const [first, ...others] = operations;
  if (first === undefined) return undefined;
  const code = [...codes].join(', ');
  if (code.includes('PendingVerification')) return `the account is not verified (${code})`;
  return `the caller may not call ${first}${others.length === 0 ? '' : ` and ${others.length} more operations`} (${code})`;
}

/** The most frequent reason for which something could not be decided. */
export function mainReasonIn(checks: readonly CheckResult[]): string | undefined {
  const counts = new Map<string, number>();
  for (const check of checks) {
    if (!isObstructed(check) || check.reason === undefined) continue;
    const reason = check.reason.replace(/^needs \w+, but /, '');
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}
