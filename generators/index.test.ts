import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as generators from './index.js';
import { generatesOnly, obeysLaws } from './testing/laws.js';
import { PUBLIC_ARBITRARIES } from './testing/public-arbitraries.js';

const NAMED = PUBLIC_ARBITRARIES.map((entry) => [entry.name, entry] as const);

describe('every exported arbitrary', () => {
  it('is listed among those that the laws are asked of', () => {
    const listed = new Set(PUBLIC_ARBITRARIES.map(({ name }) => name.split(' ')[0]));
    expect([...listed].sort()).toEqual(Object.keys(generators).sort());
  });

  it.each(NAMED)('%s obeys the laws', (_, { arbitrary, judge }) => {
    obeysLaws(arbitrary, judge);
    generatesOnly(arbitrary, judge, 9, 100);
  });

  it.each(NAMED)('%s gives the values of seed 42 as ever', (_, { arbitrary }) => {
    expect(fc.sample(arbitrary, { seed: 42, numRuns: 3 })).toMatchSnapshot();
  });

  it.each(NAMED)('%s shrinks to the value that it always shrank to', (_, { arbitrary }) => {
    expect(obeysLaws(arbitrary, () => [])).toMatchSnapshot();
  });
});
