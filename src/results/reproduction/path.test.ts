import { describe, expect, it } from 'vitest';
import { fullPath, shortPath } from './path.js';

describe('a path', () => {
  const hundred = `2:${Array.from({ length: 100 }, () => '0').join(':')}:1:1`;

  it('is short however many equal steps it has, and leads to the same case', () => {
    expect(shortPath(hundred)).toBe('2:0x100:1:1');
    expect(fullPath('2:0x100:1:1')).toBe(hundred);
  });

  it.each(['0', '0:0:0', '12:1:1:1:1', '0:0:0:0@AB+/:x'])('stays the same one: %s', (path) => {
    expect(fullPath(shortPath(path))).toBe(path);
  });

  it.each(['', 'a', '0:', '0x', '0x9999999', '1x999999'])('is none: %s', (text) => {
    expect(fullPath(text)).toBeUndefined();
  });
});
