import fc from 'fast-check';
import { stringOf } from '../_internals/pattern/string-arbitrary.js';
import { TAG_KEY, TAG_VALUE } from '../_internals/schema/narrowing.js';

/** Longest key and value of a tag, in characters. */
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/**
 * A tag by the general AWS rules: letters of any script, digits, spaces and `_ . : / = + - @`; the key has 1 to 128
 * characters and does not begin with `aws:`, the value has 0 to 256. Neither begins or ends with a space.
 */
export function tag(): fc.Arbitrary<{ key: string; value: string }> {
  const key = stringOf(TAG_KEY.pattern, 1, LONGEST_KEY).filter(
    (text) => TAG_KEY.except?.(text) !== true && text !== '__proto__',
  );
  return fc.record({ key, value: stringOf(TAG_VALUE.pattern, 0, LONGEST_VALUE) }, { noNullPrototype: true });
}
