import type fc from 'fast-check';
import { WholeList } from '../_internals/schema/whole-list.js';
import { countryCodes } from '../_internals/text/country-codes.js';

/** So many codes are in one list at most. */
const LONGEST = 50;

/**
 * Lists that together hold each officially assigned ISO 3166-1 alpha-2 country code once. Each is generated whole, and is
 * shrunk to the code that is at fault.
 */
export function everyCountry(): fc.Arbitrary<string[]>[] {
  const codes = countryCodes();
  return Array.from(
    { length: Math.ceil(codes.length / LONGEST) },
    (_, at) => new WholeList(codes.slice(at * LONGEST, (at + 1) * LONGEST)),
  );
}
