import { beforeAll, describe, expect, test } from 'vitest';
import { conduct, type Prepared, prepare } from '../../cli/run/conduct.js';
import { RUN_DEFAULTS, type RunOptions } from '../../cli/run/run.js';
import { failsRun } from '../../results/failing.js';
import type { CheckResult, Report } from '../../results/types.js';

/** What to ask; the options of `ivs-conformance run`, with the same defaults. */
export interface ConformanceOptions
  extends Partial<Omit<RunOptions, 'path' | 'writeBaseline' | 'reportDir' | 'format' | 'json' | 'quiet'>> {
  /** Name of the suite. Default: `Amazon IVS conformance`. */
  readonly name?: string;
  /** Milliseconds that the whole run may take. Default: 30 minutes. */
  readonly runTimeout?: number;
  /** Told of the report, once the run is over. */
  onReport?(report: Report): void | Promise<void>;
}

const RUN_TIMEOUT_MS = 30 * 60 * 1000;

/**
 * Registers a run as Vitest tests, one for each check. A check that deviates, or whose operation the endpoint lacks, fails
 * with what is expected, what was observed and how to see it again; one that was not asked, or could not be decided, is
 * skipped with the reason, as is a deviation of a strength that fails no run (`failOn`); what a baseline accepts passes.
 */
export function describeConformance(options: ConformanceOptions = {}): void {
  const { name = 'Amazon IVS conformance', runTimeout = RUN_TIMEOUT_MS, onReport, ...asked } = options;
  describe(name, async () => {
    const prepared = await prepare(runOptions(asked));
    const results = new Map<string, CheckResult>();
    let report: Report | undefined;
    beforeAll(async () => {
      report = await conduct(prepared, SILENT);
      for (const result of report.checks) results.set(result.id, result);
      await onReport?.(report);
    }, runTimeout);
    for (const { id } of prepared.selected.checks) {
      test(id, (context) => {
        const result = results.get(id);
        if (report === undefined || result === undefined)
          throw new Error('the run ended before this check was asked');
        tell(report, result, context);
      });
    }
    if (prepared.baseline !== undefined) baselineTest(prepared, () => report);
  });
}

/** Verdicts are told as tests. */
const SILENT = {
  onVerdict: () => {},
  measure: () => {},
  note: (text: string) => void process.stderr.write(`${text}\n`),
  stop: () => {},
};

function runOptions(options: Partial<RunOptions>): RunOptions {
  const { effort, concurrency, timeout, driverTimeout, reportDir, format } = RUN_DEFAULTS;
  return { effort, concurrency, timeout, driverTimeout, reportDir, format, ...options };
}

/** Passes, fails or skips as a check came out. */
function tell(report: Report, result: CheckResult, { skip }: { skip(note?: string): never }): void {
  const { outcome, reason, expected, deviation } = result;
  if (outcome === 'skipped' || outcome === 'inconclusive') skip(reason);
  if (outcome === 'conforms' || expected !== undefined) return;
  if (deviation === undefined) throw new Error(`${outcome}: ${reason}`);
  if (!failsRun(report, result)) skip(`deviates, ${result.strength}: observed ${deviation.observed}`);
  const at = deviation.member === undefined ? '' : ` (${deviation.member})`;
  throw new Error(
    [
      `${result.title}${at}`,
      `expected ${deviation.expected}`,
      `observed ${deviation.observed}`,
      `see it again with: ${deviation.reproduce.command}`,
      ...(result.source.url === undefined ? [] : [`source: ${result.source.url}`]),
    ].join('\n'),
  );
}

/** Accepted deviations that are gone have to leave the baseline. */
function baselineTest({ baseline }: Prepared, report: () => Report | undefined): void {
  test(`baseline ${baseline?.file ?? ''} holds`, () => {
    expect(report()?.baseline?.stale).toEqual([]);
  });
}
