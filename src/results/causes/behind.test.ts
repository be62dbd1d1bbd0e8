import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../types.js';
import { causesOf } from './causes.js';

/** A deviation that is none as of a date, unless that is empty. */
function deviating(id: string, noneAsOf: string, more: Partial<CheckResult> = {}): CheckResult {
  return {
    ...{ id, kind: 'shape', title: id, service: 'ivs', operations: [id], outcome: 'deviates' },
    ...{ strength: 'documented', source: { document: 'none' }, cases: 1, requests: 1, durationMs: 1 },
    deviation: {
      ...{ expected: id, observed: `not ${id}`, counterexample: {}, exchanges: [] },
      reproduce: { seed: 1, path: '', command: '', curl: '' },
      ...(noneAsOf === '' ? {} : { noneAsOf }),
    },
    ...more,
  };
}

const causes = (...results: readonly CheckResult[]) =>
  causesOf(results).map(({ cause, consequences }) => [cause.id, ...consequences.map(({ id }) => id)]);

describe('what an endpoint that is behind does not know yet', () => {
  const DATE = '2026-07-09';

  test('is one cause, which an inferred deviation does not stand for', () => {
    const inferred = deviating('a', DATE, { strength: 'inferred' });
    expect(causes(inferred, deviating('b', DATE), deviating('c', ''), deviating('d', DATE))).toEqual([
      ['b', 'a', 'd'],
      ['c'],
    ]);
    expect(causes(inferred)).toEqual([['a']]);
  });

  test('is another one for another service, and for what a baseline accepts', () => {
    const other = deviating('b', '2026-04-08', { service: 'ivs-realtime' });
    const accepted = deviating('c', DATE, { expected: 'known' });
    expect(causes(deviating('a', DATE), other, accepted)).toEqual([['a'], ['b'], ['c']]);
  });
});
