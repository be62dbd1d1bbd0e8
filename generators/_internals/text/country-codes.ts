import countries from 'i18n-iso-countries/index.js';

/** In the library's table, yet user-assigned: ISO 3166-1 has not assigned it to Kosovo. */
const NOT_ASSIGNED = 'XK';

/** The officially assigned ISO 3166-1 alpha-2 codes, sorted. */
export function countryCodes(): string[] {
  return Object.keys(countries.getAlpha2Codes())
    .filter((code) => code !== NOT_ASSIGNED)
    .sort();
}
