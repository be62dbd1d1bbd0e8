import { describe, expect, it } from 'vitest';
import { conforms, deviates, result } from '../testing/results.js';
import type { CheckResult, Report } from '../types.js';
import { compareWithBaseline } from './accepted.js';
import { compareReports, failsComparison } from './compare.js';

function report(checks: readonly CheckResult[], run: Partial<Report['run']> = {}): Report {
  const share = { exercised: 1, total: 1 };
  return {
    schemaVersion: 1,
    suite: { name: 'ivs-conformance', version: '1.0.0' },
    contract: { ivs: '2026-01-01' },
    target: { endpoint: 'http://127.0.0.1:5000', region: 'us-east-1', services: ['ivs'] },
    run: {
      seed: 1,
      effort: 'smoke',
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1,
      requests: checks.length,
      options: {},
      ...run,
    },
    summary: {
      checks: checks.length,
      conforms: checks.filter(({ outcome }) => outcome === 'conforms').length,
      deviates: checks.filter(({ outcome }) => outcome === 'deviates').length,
      causes: 0,
      expected: 0,
      unimplemented: 0,
      inconclusive: 0,
      skipped: 0,
      divergence: null,
      implemented: null,
    },
    coverage: {
      operations: share,
      members: share,
      outputMembers: share,
      enumValues: share,
      constraints: share,
      errors: { ...share, unprovokable: 0 },
      rules: share,
      notExercised: [],
    },
    checks,
  };
}

const NAME = 'constraint/ivs/CreateChannel/name/pattern';
const refusal = {
  expected: '400 ValidationException, because name has to match ^a$',
  observed: '200 (success)',
};
const name = deviates('CreateChannel', { id: NAME, member: 'name', ...refusal });
const nameKept = conforms(NAME, 'CreateChannel');
const also = deviates('UpdateChannel', {
  id: 'constraint/ivs/UpdateChannel/name/pattern',
  member: 'name',
  ...refusal,
});
const alsoKept = conforms(also.id, 'UpdateChannel');
const type = (observed: string) =>
  deviates('GetChannel', { id: 'shape/ivs/GetChannel', member: 'channel.type', observed });
const typeKept = conforms('shape/ivs/GetChannel', 'GetChannel');

const compare = (old: Report, now: Report) =>
  compareReports({ name: 'old', report: old }, { name: 'now', report: now });
const counts = (old: Report, now: Report) => {
  const { new: fresh, fixed, changed, same } = compare(old, now);
  return { new: fresh.length, fixed: fixed.length, changed: changed.length, same: same.length };
};

describe('two reports', () => {
  it.each<[string, CheckResult[], CheckResult[], Partial<ReturnType<typeof counts>>]>([
    ['what deviates now and conformed', [nameKept], [name], { new: 1 }],
    ['what conforms now and deviated', [name], [nameKept], { fixed: 1 }],
    ['what deviates as before', [name], [name], { same: 1 }],
    ['what is observed otherwise', [type('channel.type is 1')], [type('channel.type is 2')], { changed: 1 }],
    ['what spreads to another operation', [name, alsoKept], [name, also], { new: 1, same: 1 }],
    ['what is repaired at one of two operations', [name, also], [name, alsoKept], { same: 1 }],
    ['another cause of another check', [name, typeKept], [nameKept, type('no')], { new: 1, fixed: 1 }],
    ['what was not there to be asked', [result(NAME, 'CreateChannel', 'skipped')], [name], { new: 1 }],
  ])('tell apart %s', (_, old, now, expected) => {
    const none = { new: 0, fixed: 0, changed: 0, same: 0 };
    expect(counts(report(old), report(now))).toEqual({ ...none, ...expected });
  });

  it('say once what differs in the asking, and hold nothing against the endpoint that was not asked', () => {
    const skipped = result(NAME, 'CreateChannel', 'skipped');
    const { new: fresh, notCompared } = compare(report([skipped]), report([name], { seed: 2 }));
    expect(fresh).toEqual([]);
    expect(notCompared).toEqual([
      { what: 'seed', before: '1', now: '2' },
      { what: '1 cause now, seen only by checks that were not asked before' },
    ]);
  });

  it('do not call repaired what was not asked again', () => {
    const skipped = result(NAME, 'CreateChannel', 'skipped');
    expect(counts(report([name]), report([skipped]))).toMatchObject({ fixed: 0 });
  });

  it('with other seeds, take values that differ for the same', () => {
    const [one, other] = [report([type('is "a"')]), report([type('is "b"')], { seed: 2 })];
    expect(counts(one, other)).toMatchObject({ same: 1, changed: 0 });
  });

  it('tell which operations came and went', () => {
    const probe = (outcome: CheckResult['outcome']) =>
      result('operation/ivs/GetChannel', 'GetChannel', outcome);
    const went = compare(report([probe('conforms')]), report([probe('unimplemented')]));
    expect(went.unimplemented).toEqual(['ivs GetChannel']);
    expect(failsComparison(went)).toBe(true);
    const came = compare(report([probe('unimplemented')]), report([probe('conforms')]));
    expect(came.implemented).toEqual(['ivs GetChannel']);
    expect(failsComparison(came)).toBe(false);
  });

  it('fail for what is new, of a strength that fails', () => {
    const fails = (check: CheckResult) =>
      failsComparison(compare(report([{ ...nameKept, strength: check.strength }]), report([check])));
    expect(fails(name)).toBe(true);
    expect(fails({ ...name, strength: 'inferred' })).toBe(false);
    expect(fails({ ...name, expected: 'accepted' })).toBe(false);
  });
});

describe('a report and a baseline', () => {
  const against = (entries: Parameters<typeof compareWithBaseline>[0]['entries'], checks: CheckResult[]) =>
    compareWithBaseline({ name: 'baseline', entries }, { name: 'now', report: report(checks) });

  it('have what the baseline accepts in common, by cause or by check', () => {
    const { new: fresh, same } = against([{ check: NAME, outcome: 'deviates' }], [name, type('no')]);
    expect([fresh.length, same.length]).toEqual([1, 1]);
    const fingerprint = same[0]?.fingerprint ?? '';
    expect(against([{ fingerprint, outcome: 'deviates' }], [name]).new).toEqual([]);
  });

  it('tell what is repaired', () => {
    expect(against([{ check: NAME, outcome: 'deviates' }], [nameKept]).fixed).toMatchObject([
      { title: NAME, checks: [NAME] },
    ]);
  });
});
