import { describe, expect, it } from 'vitest';
import { markedIn, withMarked } from './marked.js';

const DOCUMENT = [
  'above',
  '<!-- generated: one, by npm run one -->',
  'old',
  '<!-- /generated -->',
  'between',
  '<!-- generated: two, by npm run two -->',
  '<!-- /generated -->',
].join('\n');

describe('a passage between marks', () => {
  it('is read', () => {
    expect(markedIn(DOCUMENT, 'one')).toBe('old');
    expect(markedIn(DOCUMENT, 'two')).toBe('');
    expect(markedIn(DOCUMENT, 'three')).toBeUndefined();
  });

  it('is written, and nothing else changes', () => {
    const written = withMarked(withMarked(DOCUMENT, 'one', 'new $1'), 'two', 'a\nb');
    expect(markedIn(written, 'one')).toBe('new $1');
    expect(markedIn(written, 'two')).toBe('a\nb');
    expect(withMarked(withMarked(written, 'one', 'old'), 'two', 'x').replace('x\n', '')).toBe(DOCUMENT);
  });

  it('has to be there', () => {
    expect(() => withMarked(DOCUMENT, 'three', 'new')).toThrow('no <!-- generated: three');
  });
});
