import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { UsageError } from '../../results/errors/usage-error.js';
import type { CheckResult, Outcome } from '../../results/types.js';
import { skipped } from '../check/verdict.js';
import { ownCheck } from '../testing/asking.js';
import { baselineOf, readBaseline, reconcile } from './baseline.js';

const folder = mkdtempSync(join(tmpdir(), 'baseline-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: unknown): string {
  const path = join(folder, 'baseline.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function result(id: string, outcome: Outcome): CheckResult {
  const base = {
    ...skipped(
      ownCheck(async () => {}),
      'why',
      outcome,
    ),
    id,
  };
  if (outcome !== 'deviates') return base;
  const reproduce = { seed: 1, path: '', command: '', curl: '' };
  const deviation = { expected: 'a', observed: 'b', counterexample: null, exchanges: [], reproduce };
  return { ...base, deviation };
}

const known = new Set(['a', 'b', 'c', 'd']);
const entry = (check: string, outcome: 'deviates' | 'unimplemented' = 'deviates') => ({
  check,
  outcome,
  reason: `because of ${check}`,
});

describe('reading', () => {
  test('gives the entries', () => {
    expect(readBaseline(file({ entries: [entry('a')] })).entries).toEqual([entry('a')]);
  });

  test('gives the strengths that fail a run', () => {
    expect(readBaseline(file({ failOn: ['documented'], entries: [] })).failOn).toEqual(['documented']);
  });

  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{ entries', /is not JSON: .*Mend it, or start one with --write-baseline/],
    ['an empty file', '', /is not JSON/],
    ['no entries', {}, /entries has to be present/],
    ['a list', [], /the file has to be an object/],
    ['an entry without reason', { entries: [{ check: 'a', outcome: 'deviates' }] }, /entries\[0\]\.reason/],
    ['an empty reason', { entries: [{ ...entry('a'), reason: '  ' }] }, /entries\[0\]\.reason/],
    ['another outcome', { entries: [{ ...entry('a'), outcome: 'skipped' }] }, /entries\[0\]\.outcome/],
    ['a member that is misspelt', { entries: [{ ...entry('a'), why: 'x' }] }, /entries\[0\]\.why/],
    [
      'a strength that does not exist',
      { failOn: ['certain'], entries: [] },
      /failOn\[0\].*strengths: documented/,
    ],
    ['no strength at all', { failOn: [], entries: [] }, /failOn .*lists strengths/],
    ['two entries for one check', { entries: [entry('a'), entry('a')] }, /two entries for a\. Remove one/],
  ])('refuses %s, and says where', (_, content, message) => {
    const path = file(content);
    expect(() => readBaseline(path)).toThrow(UsageError);
    expect(() => readBaseline(path)).toThrow(message);
    expect(() => readBaseline(path)).toThrow(path);
  });

  test.each([
    ['a file that is not there', join(folder, 'none.json'), 'ENOENT'],
    ['a directory', join(folder, 'directory'), 'EISDIR'],
  ])('refuses %s', (_, path, code) => {
    mkdirSync(join(folder, 'directory'), { recursive: true });
    expect(() => readBaseline(path)).toThrow(UsageError);
    expect(() => readBaseline(path)).toThrow(`cannot be read (${code})`);
  });
});

describe('reconciling', () => {
  const reconciled = (outcome: Outcome, accepted = entry('a')) =>
    reconcile([result('a', outcome), result('b', 'deviates')], { entries: [accepted] }, known);

  test('marks what is accepted with the reason, and nothing else', () => {
    const { results, stale } = reconciled('deviates');
    expect(results.map(({ expected }) => expected)).toEqual(['because of a', undefined]);
    expect(stale).toEqual([]);
  });

  test('an entry whose check conforms is stale', () => {
    expect(reconciled('conforms').stale).toEqual([
      { check: 'a', reason: 'because of a', problem: 'no longer deviates: it conforms' },
    ]);
  });

  test('an entry with another outcome is stale, and does not accept that one', () => {
    const { results, stale } = reconciled('unimplemented');
    expect(stale.map(({ problem }) => problem)).toEqual(['accepted as deviates, now unimplemented']);
    expect(results[0]?.expected).toBeUndefined();
  });

  test('an entry that names no check is stale', () => {
    const { stale } = reconciled('conforms', entry('z'));
    expect(stale.map(({ check, problem }) => [check, problem])).toEqual([['z', 'no check has this ID']]);
  });

  test.each<Outcome>(['inconclusive', 'skipped'])('an entry whose check is %s is left alone', (outcome) => {
    const { results, stale } = reconciled(outcome);
    expect(stale).toEqual([]);
    expect(results[0]?.expected).toBeUndefined();
  });

  test('an entry whose check was not asked is left alone', () => {
    expect(reconciled('conforms', entry('c')).stale).toEqual([]);
  });
});

describe('writing', () => {
  test('accepts deviations and missing operations, with what was observed', () => {
    const results = [
      result('a', 'deviates'),
      result('b', 'unimplemented'),
      result('c', 'conforms'),
      result('d', 'inconclusive'),
    ];
    expect(baselineOf(results, 'Look at this.').entries).toEqual([
      { check: 'a', outcome: 'deviates', reason: 'Look at this. Observed: b' },
      { check: 'b', outcome: 'unimplemented', reason: 'Look at this.' },
    ]);
  });

  test('keeps earlier reasons, and entries for what was not decided this time', () => {
    const earlier = { entries: [entry('a'), entry('b'), entry('c'), entry('d')] };
    const found = [result('a', 'deviates'), result('b', 'conforms'), result('c', 'inconclusive')];
    const { results } = reconcile(found, earlier, known);
    expect(baselineOf(results, 'new', earlier).entries).toEqual([entry('a'), entry('c'), entry('d')]);
  });

  test('keeps what fails a run', () => {
    expect(baselineOf([], 'new', { failOn: ['observed'], entries: [] }).failOn).toEqual(['observed']);
    expect(baselineOf([], 'new', { entries: [] })).toEqual({ entries: [] });
  });

  test('what is written can be read, and accepts the same run', () => {
    const found = [result('a', 'deviates'), result('b', 'unimplemented')];
    const { results, stale } = reconcile(found, readBaseline(file(baselineOf(found, 'later'))), known);
    expect(stale).toEqual([]);
    expect(results.every(({ expected }) => expected?.startsWith('later'))).toBe(true);
  });
});
