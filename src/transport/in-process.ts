import { describeFailure, Interruption } from './failure.js';
import {
  type Exchange,
  type Transport,
  TransportError,
  type WireRequest,
  type WireResponse,
} from './types.js';

/** A request as an endpoint gets it. */
export interface InProcessRequest {
  readonly method: string;
  /** Percent-encoded, with its query. */
  readonly path: string;
  /** Header names are lower case. */
  readonly headers: { readonly [name: string]: string };
  /** Empty for none. */
  readonly body: string | Uint8Array;
}

/** An endpoint that is a function of this process. */
export type InProcessEndpoint = (request: InProcessRequest) => WireResponse | Promise<WireResponse>;

/** A host that can never be reached (RFC 2606), for the records' URLs. */
const ENDPOINT = 'http://in-process.invalid';

/**
 * A transport without a network. Requests carry an `authorization` header whose credential scope names the region, as
 * signed requests do, but whose signature is not one.
 * @param options.region the region to ask for
 */
export function inProcessTransport(
  handle: InProcessEndpoint,
  { region }: { readonly region: string },
): Transport {
  return new InProcessTransport(handle, region);
}

class InProcessTransport implements Transport {
  readonly endpoint = ENDPOINT;
  readonly region: string;
  requests = 0;
  readonly #handle: InProcessEndpoint;
  readonly #authorization: string;

  constructor(handle: InProcessEndpoint, region: string) {
    this.#handle = handle;
    this.region = region;
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    this.#authorization = `AWS4-HMAC-SHA256 Credential=in-process/${day}/${region}/ivs/aws4_request, SignedHeaders=host, Signature=none`;
  }

  async send(request: WireRequest, signal?: AbortSignal): Promise<Exchange> {
    const headers = this.#headers(request);
    const sent = { ...request, headers, url: ENDPOINT + request.path };
    const started = performance.now();
    try {
      if (signal?.aborted) throw new Interruption('aborted');
      this.requests += 1;
      const { method, path, body = '' } = request;
      const { status, headers: received, body: text } = await this.#handle({ method, path, headers, body });
      const response = { status, headers: lowerCaseNames(received), body: text };
      return { request: sent, response, durationMs: performance.now() - started };
    } catch (cause) {
      const context = { endpoint: ENDPOINT, operation: request.operation };
      const { failure, message } = describeFailure(cause, { ...context, ...NO_LIMITS });
      throw new TransportError(failure, message, sent, { cause });
    }
  }

  async close(): Promise<void> {}

  #headers(request: WireRequest): { readonly [name: string]: string } {
    const given = lowerCaseNames(request.headers);
    if (request.unsigned) return given;
    return { host: 'in-process.invalid', ...given, authorization: this.#authorization };
  }
}

/** Nothing here is timed or measured. */
const NO_LIMITS = { timeoutMs: 0, connectTimeoutMs: 0, maxResponseBytes: 0 };

function lowerCaseNames(headers: { readonly [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
