import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractOf } from '../../testing/contracts.js';
import { obeysLaws } from '../../testing/laws.js';
import { stringMatching, stringOf } from './string-arbitrary.js';

const patterns = new Set(
  (['ivs', 'ivs-realtime'] as const).flatMap((service) =>
    Object.values(contractOf(service).shapes.$defs).flatMap(({ pattern }) => pattern ?? []),
  ),
);

describe('stringMatching', () => {
  it.each([...patterns])('builds matches of %s', (pattern) => {
    const regex = new RegExp(pattern, 'u');
    const arbitrary = stringMatching(pattern, 0) ?? fc.constant(undefined);
    obeysLaws<unknown>(arbitrary, (value) =>
      typeof value === 'string' && regex.test(value) ? [] : ['no match'],
    );
  });

  it('gives exactly the lengths asked for', () => {
    for (const length of [13, 57, 128, 129]) {
      const strings = fc.sample(stringOf('^(?:|arn:[a-z]+:[0-9]+(?:-[a-f]{3})*/x+y?)$', length, length), 50);
      expect(new Set(strings.map((text) => text.length))).toEqual(new Set([length]));
    }
  });

  it('knows which lengths there are', () => {
    expect(stringMatching('^(?:abc|[x-z]{7})$', 4, 6)).toBeUndefined();
    expect(stringMatching('^(?:ab){2,3}$', 5, 5)).toBeUndefined();
    expect(new Set(fc.sample(stringOf('^(?:ab){2,3}$', 4, 6), { seed: 1, numRuns: 50 }))).toEqual(
      new Set(['abab', 'ababab']),
    );
    expect(() => stringOf('^a$', 2, 3)).toThrow('no match of ^a$ has 2 to 3 characters');
  });

  it('takes every alternative, the empty one too', () => {
    expect(new Set(fc.sample(stringOf('^(?:|a|bb)$', 0, 9), { seed: 1, numRuns: 100 }))).toEqual(
      new Set(['', 'a', 'bb']),
    );
  });

  it('understands Unicode classes, with characters that count the same in UTF-16', () => {
    const strings = fc.sample(stringOf('^[\\p{L}\\p{N}]{20}$', 20, 20), { seed: 1, numRuns: 50 });
    expect(strings.every((text) => [...text].length === 20 && text.length === 20)).toBe(true);
    expect(strings.some((text) => /[\u0370-\uffff]/.test(text))).toBe(true);
  });

  it('shrinks to the shortest string of the simplest characters', () => {
    expect(obeysLaws(stringOf('^[A-Z0-9_]+/[^a-y]*$', 0, 30), () => [])).toBe('0/');
  });

  it('says what it cannot build', () => {
    expect(() => stringMatching('^(a)\\1$', 0)).toThrow(
      'cannot build strings for \\1 in the pattern ^(a)\\1$',
    );
    expect(() => stringMatching('^[\\u0000-\\u0008]$', 0)).toThrow(/no usable character/);
    expect(() => stringMatching('^a\\b$', 0)).toThrow(/cannot build strings for \\b/);
  });
});
