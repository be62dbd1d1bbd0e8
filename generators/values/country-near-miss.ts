import fc from 'fast-check';
import countries from 'i18n-iso-countries/index.js';
import { countryCodes } from '../_internals/text/country-codes.js';
import type { Labelled } from '../types.js';

/** Exceptionally reserved by the ISO 3166 Maintenance Agency, not assigned. */
const RESERVED = ['UK', 'EU', 'SU', 'AC', 'CP', 'DG', 'EA', 'EZ', 'IC', 'TA', 'UN'];

/** Left to users by ISO 3166-1. `XK` is missing: many services take it for Kosovo. */
const USER_ASSIGNED = ['XX', 'ZZ', 'AA', 'QM', 'QZ', 'XA', 'XZ'];

/**
 * Strings that look like country codes, yet are not officially assigned ISO 3166-1 alpha-2 codes: `lower-case` ones,
 * `exceptionally-reserved` (`UK`, `EU`), `user-assigned` (`XX`, `ZZ`), and `three-letters` (alpha-3 codes, which break
 * the length of the member too).
 */
export function countryNearMiss(): Labelled<string>[] {
  const codes = countryCodes();
  const alpha3 = codes.flatMap((code) => countries.alpha2ToAlpha3(code) ?? []);
  return [
    { label: 'lower-case', arbitrary: fc.constantFrom(...codes).map((code) => code.toLowerCase()) },
    { label: 'exceptionally-reserved', arbitrary: fc.constantFrom(...RESERVED) },
    { label: 'user-assigned', arbitrary: fc.constantFrom(...USER_ASSIGNED) },
    { label: 'three-letters', arbitrary: fc.constantFrom(...alpha3) },
  ];
}
