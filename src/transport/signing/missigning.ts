import type { Missigned, WireRequest } from '../types.js';
import { type CredentialsProvider, createSigner } from './signing.js';

/** What a right signature would be made with. */
export interface SigningContext {
  readonly host: string;
  /** What stands in front of every operation's path. */
  readonly prefix: string;
  readonly region: string;
  readonly credentials: CredentialsProvider;
}

/** A secret that is nobody's. */
export const MADE_UP_SECRET = 'made-up-by-ivs-conformance-and-nobody-s';

/** An access key id that has the form of one, and that AWS does not give out: real ones are drawn from A-Z and 2-7. */
export const MADE_UP_KEY = 'AKIA0189IVSCONFORM10';

/**
 * Signs a request wrongly, in exactly the way that is asked for, and returns all its headers. The user's secret is used
 * where it is not the secret that is wrong, and goes nowhere but into the signature.
 */
export async function missign(
  request: WireRequest,
  { fault, service, otherRegion, shiftMs = 0, instead }: Missigned,
  context: SigningContext,
): Promise<{ readonly [name: string]: string }> {
  const region = otherRegion ? anotherThan(context.region) : context.region;
  const sign = createSigner(region, credentialsFor(fault, context.credentials), service);
  const path = instead?.path === undefined ? request.path : context.prefix + instead.path;
  const headers = { ...request.headers, ...instead?.headers };
  const signed = await sign(
    { ...request, ...instead, headers, path },
    context.host,
    new Date(Date.now() + shiftMs),
  );
  return { ...signed, ...request.headers };
}

function anotherThan(region: string): string {
  return region === 'eu-west-1' ? 'us-west-2' : 'eu-west-1';
}

function credentialsFor(fault: Missigned['fault'], credentials: CredentialsProvider): CredentialsProvider {
  if (fault === 'unknown-key')
    return async () => ({ accessKeyId: MADE_UP_KEY, secretAccessKey: MADE_UP_SECRET });
  if (fault !== 'secret') return credentials;
  return async () => ({ ...(await credentials()), secretAccessKey: MADE_UP_SECRET });
}
