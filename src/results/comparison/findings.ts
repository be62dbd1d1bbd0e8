/** What of a report is compared: its causes by their fingerprints, and what became of each check. */
import type { Strength } from '../../contract/types.js';
import { suspicionOf } from '../causes/spot.js';
import { failsRun } from '../failing.js';
import { reportedCauses } from '../reported/causes.js';
import type { ReportedCause } from '../reported/reported-cause.js';
import type { CheckResult, Report } from '../types.js';
import type { ComparedCause } from './types.js';

/** A report, made ready to be compared. */
export interface Findings {
  readonly report: Report;
  readonly checks: ReadonlyMap<string, CheckResult>;
  /** By fingerprint; causes of one fingerprint are told as one. */
  readonly causes: ReadonlyMap<string, ComparedCause>;
}

/**
 * Makes a report ready to be compared.
 * @param failOn strengths whose deviations fail; those of the run where none are given
 */
export function findingsOf(report: Report, failOn?: readonly Strength[]): Findings {
  const checks = new Map(report.checks.map((check) => [check.id, check]));
  const run = failOn === undefined ? report.run : { ...report.run, failOn };
  const reported = report.causes ?? [];
  const known = reported.every(({ fingerprint }) => fingerprint !== undefined) && report.causes !== undefined;
  const causes = new Map<string, ComparedCause>();
  for (const cause of known ? reported : reportedCauses(report)) {
    const { fingerprint = '' } = cause;
    const told = comparedOf(cause, (id) => {
      const check = checks.get(id);
      return check !== undefined && failsRun({ run }, check);
    });
    const other = causes.get(fingerprint);
    causes.set(fingerprint, other === undefined ? told : joined(other, told));
  }
  return { report, checks, causes };
}

function comparedOf(
  { fingerprint = '', title, operations, strength, checks }: ReportedCause,
  fails: (check: string) => boolean,
): ComparedCause {
  return {
    fingerprint,
    title,
    operations: [...new Set(operations.map(({ operation }) => operation))],
    strength,
    checks,
    fails: checks.some(fails),
  };
}

function joined(one: ComparedCause, other: ComparedCause): ComparedCause {
  return {
    ...one,
    operations: [...new Set([...one.operations, ...other.operations])],
    checks: [...one.checks, ...other.checks],
    fails: one.fails || other.fails,
  };
}

/** Service and operation whose answer was wrong. */
export function operationOf(check: CheckResult): string {
  return suspicionOf(check)?.at.split(' ')[1] ?? check.operations[0] ?? '';
}
