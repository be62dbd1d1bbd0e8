import fc from 'fast-check';
import { stringOf } from '../_internals/pattern/string-arbitrary.js';
import { ORIGIN } from '../_internals/schema/narrowing.js';
import type { Labelled } from '../types.js';

/** So long that what is added still leaves the value within the 128 characters of the member. */
const LONGEST = 64;

/**
 * Strings that look like values of the Origin header, yet are none: `with-path`, `with-trailing-slash`,
 * `without-scheme`, `with-user-info`, `with-query`, `with-space`. All have at most 128 characters.
 */
export function originNearMiss(): Labelled<string>[] {
  const origin = stringOf(ORIGIN, 1, LONGEST);
  const word = stringOf('^[a-z]{1,12}$', 1, 12);
  const pair = fc.tuple(origin, word);
  return [
    { label: 'with-path', arbitrary: pair.map(([value, path]) => `${value}/${path}`) },
    { label: 'with-trailing-slash', arbitrary: origin.map((value) => `${value}/`) },
    { label: 'without-scheme', arbitrary: origin.map((value) => value.replace(/^https?:\/\//, '')) },
    { label: 'with-user-info', arbitrary: pair.map(([value, user]) => value.replace('//', `//${user}@`)) },
    { label: 'with-query', arbitrary: pair.map(([value, query]) => `${value}?${query}=1`) },
    { label: 'with-space', arbitrary: pair.map(([value, label]) => value.replace('//', `//${label} `)) },
  ];
}
