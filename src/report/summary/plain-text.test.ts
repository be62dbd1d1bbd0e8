import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abbreviate, counted, duration, neutralise, oneLine, percent, wrap } from './plain-text.js';

describe('plain text', () => {
  it('makes visible what commands a terminal or hides', () => {
    expect(neutralise('\u001b[31m\u0007\r\u009b\u202e\u2028\u200b\ud800é✓🎥')).toBe(
      '\\u001b[31m\\u0007\\u000d\\u009b\\u202e\\u2028\\u200b\\ud800é✓🎥',
    );
    expect(neutralise('a\nb\tc', '\n')).toBe('a\nb\\u0009c');
  });

  it('lets no unprintable character through, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(neutralise(text)).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
      }),
    );
  });

  it('abbreviates to a length, without half a character at the end', () => {
    expect(abbreviate('abcdef', 6)).toBe('abcdef');
    expect(abbreviate('abcdefg', 6)).toBe('abcde…');
    expect(abbreviate('abc🎥def', 5)).toBe('abc…');
    expect(oneLine('  a\r\n   b\n', 10)).toBe('a b');
  });

  it('wraps at spaces, losing nothing', () => {
    expect(wrap('aa bb cc dddddddd', 5)).toEqual(['aa bb', 'cc', 'dddddddd']);
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[^ ]+$/)), fc.integer({ min: 1, max: 80 }), (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true);
      }),
    );
  });

  it('never rounds something to nothing', () => {
    expect([null, 0, 0.0001, 0.1236, 0.99999, 1].map(percent)).toEqual([
      'n/a',
      '0%',
      '<0.1%',
      '12.4%',
      '>99.9%',
      '100%',
    ]);
  });

  it('counts and times in words', () => {
    expect(counted(1, 'entry', 'entries')).toBe('1 entry');
    expect(counted(1234, 'entry', 'entries')).toBe('1,234 entries');
    expect([0.4, 820, 12_345, 245_000].map(duration)).toEqual(['0 ms', '820 ms', '12.3 s', '4 min 5 s']);
  });
});
