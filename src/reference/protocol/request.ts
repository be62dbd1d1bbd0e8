import type { Body } from './input.js';

/** A request as it came over the wire. */
export interface ReferenceRequest {
  readonly method: string;
  /** Percent-encoded path with its query, as on the request line. */
  readonly path: string;
  /** Header names are lower case. */
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly body: Body;
}

/** A response as it goes over the wire. */
export interface ReferenceResponse {
  readonly status: number;
  /** Header names are lower case. */
  readonly headers: { readonly [name: string]: string };
  /** Empty for none. */
  readonly body: string;
}
