import { expect, test } from 'vitest';
import { contents, link, table } from './markdown.js';

test('a table escapes what would end a cell, and is left out when it is empty', () => {
  expect(table(['a', 'b'], [['1|2', 'x']])).toEqual(['| a | b |', '| --- | --- |', '| 1\\|2 | x |', '']);
  expect(table(['a'], [])).toEqual([]);
});

test('contents link to headings of second and third level; repeated ones are numbered as on GitHub', () => {
  const lines = ['# Title', '## Tags', 'text', '### All `ivs` tags, and why', '#### Tags', '## Tags'];
  expect(contents(lines)).toEqual([
    '- [Tags](#tags)',
    '  - [All ivs tags, and why](#all-ivs-tags-and-why)',
    '- [Tags](#tags-2)',
  ]);
});

test('a source without address is named only', () => {
  expect(link({ document: 'An answer' })).toBe('An answer');
  expect(link({ document: 'A page', url: 'https://example.com' })).toBe('[A page](https://example.com)');
});
