const HIGHEST_PORT = 65_535;

/** What is wrong where one of these matches; the first one decides. */
const FAULTS = [
  ['empty', /^$/],
  ['wildcard', /\*/],
  ['scheme', /^(?![a-z][a-z0-9+.-]*:\/\/)/i],
  ['fragment', /#/],
  ['query', /\?/],
  ['path', /:\/\/.*\//s],
  ['userinfo', /@/],
  ['host', /^[^:]+:\/\/(?!(?:\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?)(?::[^:\]]*)?$)/i],
] as const satisfies readonly (readonly [string, RegExp])[];

/** How a string fails to be a value of the Origin header (RFC 6454, section 7). */
export type OriginFault = (typeof FAULTS)[number][0] | 'port';

/** What is wrong with an origin; undefined when it is `null` or `scheme://host[:port]`. */
export function originFault(origin: string): OriginFault | undefined {
  if (origin === 'null') return undefined;
  const [fault] = FAULTS.find(([, form]) => form.test(origin)) ?? [];
  const [, port = '0'] = /:(?!\/\/)([^:\]]*)$/.exec(origin) ?? [];
  return fault ?? (/^\d{1,5}$/.test(port) && Number(port) <= HIGHEST_PORT ? undefined : 'port');
}
