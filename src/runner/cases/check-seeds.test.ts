import { describe, expect, it } from 'vitest';
import { OwnSeeds } from './check-seeds.js';

/** What is drawn in a case, after others. */
function drawnIn(value: string, before: readonly string[]): number[] {
  const seeds = new OwnSeeds(7);
  for (const other of before) {
    seeds.beginCase(other);
    seeds.next('key');
  }
  seeds.beginCase(value);
  return [seeds.next('key'), seeds.next('key'), seeds.next('unknown')];
}

describe('seeds of a check', () => {
  it('are the same in a case, whatever cases there were before', () => {
    expect(drawnIn('c', ['a', 'b'])).toEqual(drawnIn('c', []));
  });

  it('are others in another case, and for something else', () => {
    const all = [...drawnIn('c', []), ...drawnIn('d', [])];
    expect(new Set(all).size).toBe(all.length);
  });

  it('do not repeat before or after cases, and do not depend on these', () => {
    const taken = (cases: readonly string[]) => {
      const seeds = new OwnSeeds(7);
      const first = seeds.next('key');
      for (const value of cases) seeds.beginCase(value);
      seeds.endCases();
      return [first, seeds.next('key')];
    };
    expect(new Set(taken([])).size).toBe(2);
    expect(taken(['a'])).toEqual(taken([]));
  });
});
