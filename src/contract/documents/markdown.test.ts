import { expect, test } from 'vitest';
import { code, value } from './markdown.js';

test('code may hold backticks', () => {
  expect(code('a`b')).toBe('`` a`b ``');
  expect(value(['A'])).toBe('`["A"]`');
});
