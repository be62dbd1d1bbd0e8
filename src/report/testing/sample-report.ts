/** A report with everything in it that a report can have, hostile text included. */
import type { CheckResult, Outcome, Report } from '../../results/types.js';
import { decidedOf } from '../../results/undecided.js';
import {
  conformingChecks,
  constraintDeviations,
  documentedDeviations,
  hostileDeviations,
  otherOutcomes,
} from './sample-checks.js';
import { repeatedDeviations } from './sample-repeated.js';

function summarised(checks: readonly CheckResult[]): Report['summary'] {
  const number = (outcome: Outcome) => checks.filter((one) => one.outcome === outcome).length;
  const [conforms, deviates] = [number('conforms'), number('deviates')];
  return {
    checks: checks.length,
    conforms,
    deviates,
    causes: checks.filter(({ deviation }) => deviation !== undefined && deviation.causedBy === undefined)
      .length,
    expected: checks.filter((one) => one.expected !== undefined).length,
    unimplemented: number('unimplemented'),
    inconclusive: number('inconclusive'),
    skipped: number('skipped'),
    ...decidedOf(checks),
    divergence: conforms + deviates === 0 ? null : deviates / (conforms + deviates),
    implemented: checks.length === 0 ? null : 0.7625,
  };
}

/** A report on the given checks. */
export function reportOn(checks: readonly CheckResult[]): Report {
  return {
    schemaVersion: 1,
    suite: { name: 'ivs-conformance', version: '0.1.0' },
    contract: { ivs: '2026-03-05', 'ivs-realtime': '2026-06-18' },
    target: { endpoint: 'http://127.0.0.1:5000', region: 'us-east-1', services: ['ivs', 'ivs-realtime'] },
    run: {
      seed: 42,
      effort: 'standard',
      startedAt: '2026-08-01T10:15:00.000Z',
      durationMs: 12_345,
      requests: 3120,
      options: { endpoint: 'http://127.0.0.1:5000', concurrency: 8, operation: [] },
    },
    summary: summarised(checks),
    coverage: {
      operations: { exercised: 61, total: 80 },
      members: { exercised: 412, total: 655 },
      outputMembers: { exercised: 800, total: 802 },
      enumValues: { exercised: 71, total: 96 },
      constraints: { exercised: 388, total: 502 },
      errors: { exercised: 41, total: 190, unprovokable: 120 },
      rules: { exercised: 29, total: 29 },
      notExercised: [
        {
          what: 'outputMembers',
          service: 'ivs',
          operation: 'GetStream',
          names: ['stream.health', 'stream.viewerCount'],
          reason: 'needs a live stream',
        },
      ],
    },
    checks,
  };
}

/** The rich report. `conforming` and `deviating` add that many further checks. */
export function sampleReport({ conforming = 60, deviating = 0 } = {}): Report {
  const report = reportOn([
    ...constraintDeviations(),
    ...documentedDeviations(),
    ...repeatedDeviations(deviating),
    ...hostileDeviations(),
    ...otherOutcomes(),
    ...conformingChecks(conforming),
  ]);
  return {
    ...report,
    baseline: {
      file: 'reports/baselines/gateway.json',
      stale: [
        {
          check: 'tags/ivs/TagResource/limit',
          reason: 'the gateway allowed 51 tags',
          problem: 'the check conforms now: remove this entry',
        },
      ],
    },
  };
}
