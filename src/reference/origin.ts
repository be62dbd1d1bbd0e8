/** How a string fails to be a value of the Origin header (RFC 6454, section 7). */
export type OriginFault =
  | 'empty'
  | 'scheme'
  | 'userinfo'
  | 'path'
  | 'query'
  | 'fragment'
  | 'wildcard'
  | 'port'
  | 'host';

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?)$/i;
const PORT = /^\d{1,5}$/;
const HIGHEST_PORT = 65_535;

/** What is wrong with an origin; undefined when it is `null` or `scheme://host[:port]`. */
export function originFault(origin: string): OriginFault | undefined {
  if (origin === 'null') return undefined;
  if (origin === '') return 'empty';
  if (origin.includes('*')) return 'wildcard';
  const scheme = SCHEME.exec(origin)?.[0];
  if (scheme === undefined) return 'scheme';
  return authorityFault(origin.slice(scheme.length));
}

function authorityFault(authority: string): OriginFault | undefined {
  if (authority.includes('#')) return 'fragment';
  if (authority.includes('?')) return 'query';
  if (authority.includes('/')) return 'path';
  if (authority.includes('@')) return 'userinfo';
  const colon = authority.lastIndexOf(':');
  const hasPort = colon > authority.lastIndexOf(']');
  if (!HOST.test(hasPort ? authority.slice(0, colon) : authority)) return 'host';
  return hasPort && !isPort(authority.slice(colon + 1)) ? 'port' : undefined;
}

function isPort(digits: string): boolean {
  return PORT.test(digits) && Number(digits) <= HIGHEST_PORT;
}
