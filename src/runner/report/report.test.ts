import { describe, expect, test } from 'vitest';
import { reportOn } from '../../report/testing/sample-report.js';
import type { CheckResult, Outcome, Report } from '../../results/types.js';
import { skipped } from '../check/verdict.js';
import { ownCheck } from '../testing/asking.js';
import { buildReport, exitCodeOf, wasAnythingDecided } from './report.js';

function results(kind: string, outcomes: readonly Outcome[], expected?: string): CheckResult[] {
  return outcomes.map((outcome, index) => ({
    ...skipped(
      ownCheck(async () => {}),
      'why',
      outcome,
    ),
    id: `${kind}/${index}`,
    kind,
    ...(expected === undefined ? {} : { expected }),
  }));
}

function ofStrength(strength: CheckResult['strength']): CheckResult[] {
  return results('shape', ['deviates']).map((check) => ({ ...check, strength }));
}

function report(checks: readonly CheckResult[], more: Partial<Report> = {}): Report {
  const { schemaVersion: _, summary: _summary, checks: _checks, ...head } = reportOn([]);
  return buildReport({ ...head, ...more }, checks);
}

const { run } = reportOn([]);
const stale = { file: 'b.json', stale: [{ check: 'a', reason: 'b', problem: 'no check has this ID' }] };

describe('the summary', () => {
  test('counts every check once, by its outcome', () => {
    const checks = [
      ...results('shape', ['conforms', 'conforms', 'conforms', 'deviates', 'inconclusive', 'skipped']),
      ...results('operation', ['conforms', 'unimplemented', 'unimplemented', 'inconclusive']),
    ];
    expect(report(checks).summary).toEqual({
      checks: 10,
      decided: 7,
      planned: 9,
      conforms: 4,
      deviates: 1,
      causes: 1,
      expected: 0,
      unimplemented: 2,
      inconclusive: 2,
      skipped: 1,
      divergence: 1 / 5,
      implemented: 1 / 3,
    });
  });

  test('divergence knows nothing of missing operations, and the share of implemented ones nothing of deviations', () => {
    const deviating = results('shape', ['deviates', 'conforms']);
    const few = report([...deviating, ...results('operation', ['conforms', 'unimplemented'])]).summary;
    const many = report([
      ...deviating,
      ...results('operation', ['conforms', 'unimplemented', 'unimplemented', 'unimplemented']),
    ]).summary;
    expect([few.divergence, many.divergence]).toEqual([1 / 3, 1 / 3]);
    const worse = [
      ...results('shape', ['deviates', 'deviates']),
      ...results('operation', ['conforms', 'unimplemented']),
    ];
    expect(report(worse).summary.implemented).toBe(few.implemented);
  });

  test('what was not decided is neither', () => {
    const { divergence, implemented } = report(results('operation', ['inconclusive', 'skipped'])).summary;
    expect({ divergence, implemented }).toEqual({ divergence: null, implemented: null });
  });

  test('accepted deviations still diverge', () => {
    const { summary } = report(results('shape', ['deviates'], 'known'));
    expect(summary).toMatchObject({ deviates: 1, expected: 1, divergence: 1 });
  });
});

describe('the exit code is', () => {
  const everything = reportOn([]).coverage.operations.total;

  test.each<[number, string, Report]>([
    [0, 'everything conforms', report(results('shape', ['conforms', 'skipped', 'inconclusive']))],
    [
      0,
      'deviations and missing operations are accepted',
      report(results('operation', ['deviates', 'unimplemented'], 'known')),
    ],
    [1, 'there is a deviation', report(results('shape', ['conforms', 'deviates']))],
    [0, 'the only deviation is of what is inferred', report(ofStrength('inferred'))],
    [
      1,
      'what is inferred is to fail the run',
      report(ofStrength('inferred'), { run: { ...run, failOn: ['inferred'] } }),
    ],
    [1, 'published answers of AWS show otherwise', report(ofStrength('observed'))],
    [
      0,
      'only what a document says is to fail the run',
      report(ofStrength('observed'), { run: { ...run, failOn: ['documented'] } }),
    ],
    [1, 'an operation is missing', report(results('operation', ['conforms', 'unimplemented']))],
    [1, 'the only operation that was asked for is missing', report(results('operation', ['unimplemented']))],
    [
      1,
      'one of two deviations is accepted',
      report([...results('shape', ['deviates'], 'known'), ...results('http', ['deviates'])]),
    ],
    [1, 'a baseline entry is stale', report(results('shape', ['conforms']), { baseline: stale })],
    [2, 'nothing was asked', report([])],
    [2, 'nothing was decided', report(results('shape', ['inconclusive', 'skipped']))],
    [
      2,
      'every operation is missing',
      report(
        results(
          'operation',
          Array.from({ length: everything }, () => 'unimplemented'),
        ),
      ),
    ],
    [
      2,
      'nothing was decided, and an entry is stale',
      report(results('shape', ['skipped']), { baseline: stale }),
    ],
    [130, 'interrupted', report(results('shape', ['deviates']), { run: { ...run, interrupted: true } })],
    [130, 'interrupted before anything', report([], { run: { ...run, interrupted: true } })],
  ])('%i where %s', (code, _, each) => {
    expect(exitCodeOf(each)).toBe(code);
    expect(wasAnythingDecided(each)).toBe(code !== 2 && each.summary.checks > 0);
  });
});
