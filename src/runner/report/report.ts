import { attributed } from '../../results/causes/causes.js';
import { failsRun } from '../../results/failing.js';
import { reportedCauses } from '../../results/reported/causes.js';
import type { CheckResult, Report } from '../../results/types.js';
import { decidedOf, isTooThin } from '../../results/undecided.js';

/** What a report says of the run, beside the verdicts. */
export type ReportHead = Omit<Report, 'schemaVersion' | 'summary' | 'causes' | 'checks'>;

/** The report of a run. */
export function buildReport(head: ReportHead, results: readonly CheckResult[]): Report {
  const checks = attributed(results);
  const causes = reportedCauses({ run: head.run, checks });
  return { schemaVersion: 1, ...head, summary: summaryOf(checks), causes, checks };
}

function summaryOf(results: readonly CheckResult[]): Report['summary'] {
  const count = (outcome: CheckResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  const conforms = count('conforms');
  const deviates = count('deviates');
  const unimplemented = count('unimplemented');
  const probes = results.filter(
    ({ kind, outcome }) => kind === 'operation' && (outcome === 'conforms' || outcome === 'unimplemented'),
  );
  const there = probes.filter(({ outcome }) => outcome === 'conforms').length;
  return {
    checks: results.length,
    conforms,
    deviates,
    causes: results.filter(
      (result) => result.outcome === 'deviates' && result.deviation?.causedBy === undefined,
    ).length,
    expected: results.filter(({ expected }) => expected !== undefined).length,
    unimplemented,
    inconclusive: count('inconclusive'),
    skipped: count('skipped'),
    ...decidedOf(results),
    divergence: conforms + deviates === 0 ? null : deviates / (conforms + deviates),
    implemented: probes.length === 0 ? null : there / probes.length,
  };
}

/** Exit codes of a run. */
export const EXIT = { conforms: 0, deviates: 1, couldNotRun: 2, interrupted: 130 } as const;

/**
 * The exit code that a report asks for: 0 when everything that was decided conforms, is accepted or is of a strength that
 * fails no run; 1 for other deviations, unimplemented operations or stale baseline entries, for an endpoint that died, and
 * where less than half of what was planned could be decided; 2 when nothing was decided; 130 when interrupted.
 */
export function exitCodeOf(report: Report): number {
  const { checks, run, baseline } = report;
  if (run.interrupted) return EXIT.interrupted;
  if (!wasAnythingDecided(report)) return EXIT.couldNotRun;
  const fails =
    checks.some((check) => failsRun(report, check)) || isTooThin(report) || run.died !== undefined;
  return fails || (baseline?.stale.length ?? 0) > 0 ? EXIT.deviates : EXIT.conforms;
}

/**
 * Whether any verdict tells something of the endpoint's behaviour. That some operations are missing does; that every
 * operation of the contract is missing only tells that this is no such endpoint.
 */
export function wasAnythingDecided(report: Report): boolean {
  const { conforms, deviates, unimplemented } = report.summary;
  return conforms + deviates + (lacksEverything(report) ? 0 : unimplemented) > 0;
}

/** Whether every operation of the contracts was asked for, and none is there. */
export function lacksEverything({ summary, coverage }: Report): boolean {
  return summary.unimplemented > 0 && summary.unimplemented === coverage.operations.total;
}
