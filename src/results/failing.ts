/** Which deviations fail a run: those of the strengths that the user chose, unless the baseline accepts them. */
import { STRENGTHS, type Strength } from '../contract/types.js';
import type { CheckResult, Report } from './types.js';

/** What fails a run unless the user chooses otherwise: all but what is only inferred. */
export const FAILING_STRENGTHS: readonly Strength[] = STRENGTHS.filter((strength) => strength !== 'inferred');

/** What says which strengths fail a run. */
interface Run {
  readonly run: Pick<Report['run'], 'failOn'>;
}

/** The strengths whose deviations fail this run. */
export function failOnOf({ run }: Run): readonly Strength[] {
  return run.failOn ?? FAILING_STRENGTHS;
}

/** Whether a check fails the run: an unaccepted deviation of a strength that does, or an operation that is missing. */
export function failsRun(report: Run, { outcome, strength, expected }: CheckResult): boolean {
  if (expected !== undefined) return false;
  return outcome === 'unimplemented' || (outcome === 'deviates' && failOnOf(report).includes(strength));
}

/** Unaccepted deviations of strengths that do not fail the run. */
export function toleratedOf(report: Pick<Report, 'run' | 'checks'>): CheckResult[] {
  return report.checks.filter(
    (check) => check.outcome === 'deviates' && check.expected === undefined && !failsRun(report, check),
  );
}
