import { describe, expect, test } from 'vitest';
import { TIMESTAMP_PATTERN } from '../../schema/timestamp.js';
import { anchored } from './pattern.js';

describe('a pattern is anchored for the whole string', () => {
  test.each([
    ['[a-z]+', '^(?:[a-z]+)$'],
    ['^[a-z]+$', '^(?:[a-z]+)$'],
    ['^^[a-z]+$$', '^(?:[a-z]+)$'],
    ['^$|^arn:[a-z]+$', '^(?:|arn:[a-z]+)$'],
    ['(a|b)|c', '^(?:(a|b)|c)$'],
    ['[|]x', '^(?:[|]x)$'],
    ['a\\|b', '^(?:a\\|b)$'],
    ['price\\$', '^(?:price\\$)$'],
    ['[\\p{L}\\-@]+', '^(?:[\\p{L}\\-@]+)$'],
  ])('%s', (pattern, expected) => {
    expect(anchored(pattern)).toBe(expected);
  });

  test('what is no Unicode-aware regular expression is refused by name', () => {
    expect(() => anchored('[a-\\d]')).toThrow('[a-\\d] is no Unicode-aware regular expression');
  });
});

describe('timestamps', () => {
  const timestamp = new RegExp(TIMESTAMP_PATTERN, 'u');

  test.each([
    '2023-04-26T20:30:34Z',
    '2023-04-26T20:30:34+00:00',
    '2023-04-26T20:30:29.602000+00:00',
    '2024-12-31T23:59:59.5-07:30',
  ])('%s is one', (text) => {
    expect(text).toMatch(timestamp);
  });

  test.each([
    '2023-04-26',
    '2023-04-26 20:30:34Z',
    '2023-04-26T20:30:34',
    '2023-13-01T00:00:00Z',
    '2023-00-01T00:00:00Z',
    '2023-01-32T00:00:00Z',
    '2023-01-01T24:00:00Z',
    '2023-01-01T00:60:00Z',
    '2023-01-01T00:00:00.Z',
    '1682541034',
  ])('%s is none', (text) => {
    expect(text).not.toMatch(timestamp);
  });
});
