import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt.js';

const output = '\nfigures\n\n1 first  \n  more\n\n2 second\n  more\n\n3 third\n\nverdict\n  why\n\nclosing\n';
const from = /^1 /;

describe('an excerpt', () => {
  it('is all from its beginning on, where that is short', () => {
    expect(excerptOf(output, { from, head: 10, tail: 10 })).toBe(
      output.slice(output.indexOf('1 ')).trim().replace('  \n', '\n'),
    );
  });

  it('shows so many lines, and whole blocks of the end', () => {
    expect(excerptOf(output, { from, head: 2, tail: 4 })).toBe(
      '1 first\n  more\n…\n\nverdict\n  why\n\nclosing',
    );
    expect(excerptOf(output, { from, head: 3, tail: 3 })).toBe('1 first\n  more\n…\n\nclosing');
    expect(excerptOf(output, { from, head: 2, tail: 6 })).toBe(
      '1 first\n  more\n…\n\n3 third\n\nverdict\n  why\n\nclosing',
    );
  });

  it('begins at the first line where none is as it should be', () => {
    expect(excerptOf(output, { from: /^9 /, head: 1, tail: 1 })).toBe('figures\n…\n\nclosing');
  });

  it('shows the end of a last block that is too long', () => {
    expect(excerptOf('a\n\nb\nc\nd\ne', { from, head: 1, tail: 2 })).toBe('a\n…\n\nd\ne');
  });
});
