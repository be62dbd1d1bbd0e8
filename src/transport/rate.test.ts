import { expect, it } from 'vitest';
import { createPacer } from './rate.js';

it('never waits without a rate', () => {
  const pacer = createPacer();
  expect([1, 2, 3].map(() => pacer.reserve('A'))).toEqual([0, 0, 0]);
});

it('spaces the requests of one operation evenly, first come, first served', () => {
  const pacer = createPacer(4, () => 1000);
  expect([1, 2, 3].map(() => pacer.reserve('A'))).toEqual([0, 250, 500]);
});

it('paces each operation on its own', () => {
  const pacer = createPacer(4, () => 1000);
  pacer.reserve('A');
  expect(pacer.reserve('B')).toBe(0);
});

it('does not save up places while nothing is asked', () => {
  let now = 0;
  const pacer = createPacer(4, () => now);
  pacer.reserve('A');
  now = 10_000;
  expect([pacer.reserve('A'), pacer.reserve('A')]).toEqual([0, 250]);
});

it.each([0, -1, Number.NaN])('refuses the rate %s', (rate) => {
  expect(() => createPacer(rate)).toThrow(RangeError);
});
