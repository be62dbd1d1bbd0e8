import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt.js';

const block = (name: string, lines: number) =>
  Array.from({ length: lines }, (_, index) => `${name}${index + 1}`).join('\n');
const output = `\n${['a', 'b', 'c', 'd'].map((name) => block(name, 2)).join('\n\n')}\n`;

describe('an excerpt', () => {
  it('is all of a short output', () => {
    expect(excerptOf(output, { head: 20, tail: 20 })).toBe(output.trim());
  });

  it('shows whole blocks of the beginning and of the end, as many as fit', () => {
    expect(excerptOf(output, { head: 3, tail: 2 })).toBe('a1\na2\n\n…\n\nd1\nd2');
    expect(excerptOf(output, { head: 5, tail: 2 })).toBe('a1\na2\n\nb1\nb2\n\n…\n\nd1\nd2');
    expect(excerptOf(output, { head: 2, tail: 5 })).toBe('a1\na2\n\n…\n\nc1\nc2\n\nd1\nd2');
  });

  it('cuts a block that is too long by itself', () => {
    expect(excerptOf(`${block('a', 5)}\n\nb\n\nc`, { head: 3, tail: 1 })).toBe('a1\na2\n…\n\n…\n\nc');
  });

  it('keeps the indentation of its first line', () => {
    expect(excerptOf('\n  a\n', { head: 1, tail: 1 })).toBe('  a');
  });
});
