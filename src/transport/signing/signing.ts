import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { WireRequest } from '../types.js';

/** A key pair, with a session token when it is temporary. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** When the key pair stops working. */
  readonly expiration?: Date;
}

/**
 * Whether an access key id has the form of those that AWS gives out, and is not the one of its documentation: what else
 * people call the keys that they give to emulators has not.
 */
export function areReal({ accessKeyId }: Credentials): boolean {
  return /^(?:AKIA|ASIA)[A-Z2-7]{16}$/.test(accessKeyId) && !accessKeyId.endsWith('EXAMPLE');
}

/** Gives the credentials to sign with now; it is asked before every request, so it should remember them. */
export type CredentialsProvider = () => Promise<Credentials>;

/** What of a request its signature covers. */
export type SignableRequest = Pick<WireRequest, 'method' | 'path' | 'headers' | 'body'>;

/**
 * Signs a request and returns all its headers, those of the signature included.
 * @param date when the request is made; the service refuses a date that is minutes off. Default: now.
 */
export type Signer = (
  request: SignableRequest,
  host: string,
  date?: Date,
) => Promise<{ readonly [name: string]: string }>;

/** Signing name of both services (`signingName` in their models). */
const SIGNING_NAME = 'ivs';

/**
 * Signs with Signature Version 4, as the AWS SDK signs. The path counts as it is sent, percent-encoding included.
 * @param service what the credential scope names; default: the signing name of both services
 */
export function createSigner(
  region: string,
  credentials: CredentialsProvider,
  service: string = SIGNING_NAME,
): Signer {
  const signer = new SignatureV4({
    service,
    region,
    credentials,
    sha256: Hash.bind(null, 'sha256'),
  });
  return async (request, host, date = new Date()) => {
    const { path, query } = splitPath(request.path);
    const signed = await signer.sign(
      new HttpRequest({
        method: request.method,
        path,
        query,
        headers: hasHeader(request.headers, 'host') ? { ...request.headers } : { host, ...request.headers },
        body: request.body,
      }),
      { signingDate: date },
    );
    return signed.headers;
  };
}

/** The signer encodes names and values of the query itself, so it gets them decoded; the path stays as it is. */
function splitPath(target: string): { path: string; query: { [name: string]: string[] } } {
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: {} };
  const values = new Map<string, string[]>();
  for (const pair of target.slice(mark + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return { path: target.slice(0, mark), query: Object.fromEntries(values) };
}

/** A broken percent-encoding is sent on purpose: it is signed as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hasHeader(headers: { readonly [name: string]: string }, wanted: string): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === wanted);
}
