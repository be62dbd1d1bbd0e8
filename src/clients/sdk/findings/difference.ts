import { isDeepStrictEqual } from 'node:util';
import { abbreviated } from '../../../contract/schema/wording.js';
import type { Json } from '../../../contract/types.js';
import { isObject } from '../../../transport/http/answer.js';

/** One place where two values differ. */
export interface Difference {
  /** Dotted path; `[]` for any item of a list. */
  readonly path: string;
  readonly expected: string;
  readonly observed: string;
}

/** Where a value differs from the one that is expected; items of lists and members one by one. */
export function differencesBetween(
  expected: Json | undefined,
  observed: Json | undefined,
  path = '',
): Difference[] {
  if (isDeepStrictEqual(expected, observed)) return [];
  if (isObject(expected) && isObject(observed)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(observed)]);
    return [...names].flatMap((name) =>
      differencesBetween(expected[name], observed[name], path === '' ? name : `${path}.${name}`),
    );
  }
  if (Array.isArray(expected) && Array.isArray(observed) && expected.length === observed.length) {
    return expected.flatMap((item, at) => differencesBetween(item, observed[at], `${path}[]`));
  }
  return [{ path, expected: inWords(expected), observed: inWords(observed) }];
}

function inWords(value: Json | undefined): string {
  return value === undefined ? 'absent' : abbreviated(value);
}
