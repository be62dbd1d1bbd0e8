import { describe, expect, it } from 'vitest';
import { parseStructure, renderDiff } from './diff.js';

describe('expected against observed', () => {
  it('marks the words that differ where texts are alike', () => {
    const diff = renderDiff(
      'status 409 when both filters meet',
      'status 200 when both filters meet',
    ).toString();
    expect(diff).toContain('status <mark class="gone">409</mark> when');
    expect(diff).toContain('status <mark class="extra">200</mark> when');
  });

  it('marks nothing where texts have little in common', () => {
    const diff = renderDiff('ValidationException', 'an HTML page').toString();
    expect(diff).not.toContain('<mark');
    expect(diff).toContain('ValidationException');
  });

  it('compares JSON structures line by line, in any order of members', () => {
    const diff = renderDiff('{"b":[],"a":1}', '{"a":1,"b":[2]}').toString();
    expect(diff).toContain('<span class="same">  "a": 1,\n</span>'.replace('  "a"', '    "a"'));
    expect(diff).toContain('<span class="gone">− ');
    expect(diff).toContain('<span class="extra">+ ');
  });

  it('escapes what it marks', () => {
    const diff = renderDiff('a <b>old</b> text here', 'a <b>new</b> text here').toString();
    expect(diff).not.toContain('<b>');
    expect(diff).toContain('&lt;b&gt;');
  });

  it('does not stall on long texts that have nothing in common', () => {
    const started = performance.now();
    const numbers = (from: number) => Array.from({ length: 40_000 }, (_, index) => from + index).join(' ');
    const diff = renderDiff(numbers(0), numbers(1_000_000)).toString();
    expect(performance.now() - started).toBeLessThan(2000);
    expect(diff).toContain('more characters in report.json');
  });

  it('takes only objects and lists for structures', () => {
    expect(parseStructure('{"a":1}')).toEqual({ a: 1 });
    expect(parseStructure('[1]')).toEqual([1]);
    for (const text of ['"a"', '1', 'null', '{broken', 'prose']) expect(parseStructure(text)).toBeUndefined();
  });
});
