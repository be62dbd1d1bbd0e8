import fc from 'fast-check';
import { stringOf } from '../_internals/pattern/string-arbitrary.js';
import { TEXT } from '../_internals/schema/narrowing.js';

/** Five entries of 24 + 40 characters, each at most 3 bytes in UTF-8, make 960 bytes: below the documented 1 KB. */
const MOST_ENTRIES = 5;
const LONGEST_KEY = 24;
const LONGEST_VALUE = 40;

/**
 * Attributes of a participant token: a map of text of which keys and values together stay below 1 KB in UTF-8, the
 * most that CreateParticipantToken and CreateStage document.
 */
export function participantAttributes(): fc.Arbitrary<{ [key: string]: string }> {
  const key = stringOf(TEXT, 1, LONGEST_KEY);
  const value = stringOf(TEXT, 0, LONGEST_VALUE);
  return fc.dictionary(
    key.filter((name) => name !== '__proto__'),
    value,
    { maxKeys: MOST_ENTRIES, noNullPrototype: true },
  );
}
