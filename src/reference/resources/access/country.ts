import countries from 'i18n-iso-countries/index.js';

/** In the library's table for convenience, but user-assigned: ISO 3166-1 has not assigned it. */
const NOT_ASSIGNED = new Set(['XK']);

const ASSIGNED = new Set(Object.keys(countries.getAlpha2Codes()).filter((code) => !NOT_ASSIGNED.has(code)));

/** How a string fails to be an officially assigned ISO 3166-1 alpha-2 code. */
export type CountryFault = 'lower-case' | 'reserved' | 'unassigned';

/** Exceptionally reserved for use beside the assigned codes (ISO 3166/MA), among them the well-known `UK` and `EU`. */
const RESERVED = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'FX', 'IC', 'SU', 'TA', 'UK', 'UN']);

/** What is wrong with a country code; undefined when it is officially assigned. */
export function countryFault(code: string): CountryFault | undefined {
  if (ASSIGNED.has(code)) return undefined;
  if (ASSIGNED.has(code.toUpperCase())) return 'lower-case';
  return RESERVED.has(code) ? 'reserved' : 'unassigned';
}
