/** The wire as the rest of the suite sees it. */
import type { Service } from '../contract/types.js';

/** One request, exactly as it is to be sent (before signing). */
export interface WireRequest {
  readonly service: Service;
  /** Operation name, for records and rate limits. */
  readonly operation: string;
  readonly method: string;
  /** Path, already percent-encoded, with the query string if any. */
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  /** Exact bytes of the body; undefined for none. */
  readonly body?: string | Uint8Array;
  /** Sent with these headers as they stand, without a signature of the transport's own. Default: false. */
  readonly unsigned?: boolean;
  /** Signed wrongly on purpose. Default: signed as it should be. */
  readonly missigned?: Missigned;
}

/** What is wrong with a request's signature; everything else about it is right. */
export interface Missigned {
  /** In words that follow "signed", for reports: `with a secret that is not the key's`. */
  readonly how: string;
  /** What it is wrong in: the secret alone, key and secret, the credential scope, the date, what is signed, or the header's form. */
  readonly fault: 'secret' | 'unknown-key' | 'scope' | 'date' | 'content' | 'form';
  /** Service in the credential scope. */
  readonly service?: string;
  /** Whether the region in the credential scope is another one than the endpoint's. */
  readonly otherRegion?: true;
  /** Milliseconds from now to the date that it claims to be made. */
  readonly shiftMs?: number;
  /** What is signed in place of what is then sent. */
  readonly instead?: Partial<Pick<WireRequest, 'method' | 'path' | 'headers' | 'body'>>;
}

/** One response, as it came. Header names are lower case; repeated headers are joined with ", ". */
export interface WireResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** Decoded (gzip, deflate, br) body as UTF-8 text; its beginning alone where it exceeds a bound. */
  readonly body: string;
  /** Which bound the body exceeds, in words; absent where it is whole. */
  readonly excess?: string;
}

/** One exchange, unredacted: it never leaves the process. */
export interface Exchange {
  readonly request: WireRequest & { readonly url: string };
  /** Of status 0, without headers and body, where none came. */
  readonly response: WireResponse;
  /** Why no response came; absent where one did. */
  readonly unanswered?: string;
  /** The connection was closed instead. */
  readonly closed?: boolean;
  readonly durationMs: number;
}

/** Why no response arrived. */
export type TransportFailure =
  | 'refused'
  | 'timeout'
  | 'reset'
  | 'too-large'
  | 'not-http'
  | 'dns'
  | 'tls'
  | 'aborted'
  | 'other';

/** Sends requests to one endpoint. Signs them, keeps connections alive, honours the rate limit. */
export interface Transport {
  /** What the requests go to, without credentials in it. */
  readonly endpoint: string;
  readonly region: string;
  /** Requests sent so far, retries included. */
  readonly requests: number;
  /**
   * Sends one request and waits for its whole response.
   * @throws TransportError when no response arrived
   */
  send(request: WireRequest, signal?: AbortSignal): Promise<Exchange>;
  close(): Promise<void>;
}

/** No response arrived. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly failure: TransportFailure;
  readonly request: WireRequest & { readonly url: string };
  constructor(
    failure: TransportFailure,
    message: string,
    request: WireRequest & { readonly url: string },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.failure = failure;
    this.request = request;
  }
}
