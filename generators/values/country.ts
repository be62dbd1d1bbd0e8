import fc from 'fast-check';
import { countryCodes } from '../_internals/text/country-codes.js';

/** Officially assigned ISO 3166-1 alpha-2 country codes, 249 of them. */
export function country(): fc.Arbitrary<string> {
  return fc.constantFrom(...countryCodes());
}
