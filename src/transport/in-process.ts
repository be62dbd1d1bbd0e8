import { bounded } from './bounds/bounded.js';
import { describeFailure, Interruption } from './http/failure.js';
import { missign } from './signing/missigning.js';
import { type Credentials, createSigner, type Signer } from './signing/signing.js';
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
const HOST = 'in-process.invalid';
const ENDPOINT = `http://${HOST}`;

/**
 * A transport without a network. Requests carry an `authorization` header whose credential scope names the region, as
 * signed requests do, but whose signature is one only where there are credentials to sign with.
 * @param options.region the region to ask for
 * @param options.credentials what to sign with; default: nothing, as it costs more than everything else here
 */
export function inProcessTransport(
  handle: InProcessEndpoint,
  { region, credentials }: { readonly region: string; readonly credentials?: Credentials },
): Transport {
  return new InProcessTransport(handle, region, credentials);
}

class InProcessTransport implements Transport {
  readonly endpoint = ENDPOINT;
  readonly region: string;
  requests = 0;
  readonly #handle: InProcessEndpoint;
  readonly #authorization: string;
  readonly #credentials: Credentials;
  readonly #signer: Signer | undefined;

  constructor(handle: InProcessEndpoint, region: string, credentials: Credentials | undefined) {
    this.#handle = handle;
    this.region = region;
    this.#credentials = credentials ?? NO_CREDENTIALS;
    if (credentials !== undefined) this.#signer = createSigner(region, async () => credentials);
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    this.#authorization = `AWS4-HMAC-SHA256 Credential=in-process/${day}/${region}/ivs/aws4_request, SignedHeaders=host, Signature=none`;
  }

  async send(request: WireRequest, signal?: AbortSignal): Promise<Exchange> {
    const headers = await this.#headers(request);
    const sent = { ...request, headers, url: ENDPOINT + request.path };
    const started = performance.now();
    try {
      if (signal?.aborted) throw new Interruption('aborted');
      this.requests += 1;
      const { method, path, body = '' } = request;
      const { status, headers: received, body: text } = await this.#handle({ method, path, headers, body });
      const response = bounded({ status, headers: lowerCaseNames(received), body: text });
      return { request: sent, response, durationMs: performance.now() - started };
    } catch (cause) {
      const context = { endpoint: ENDPOINT, operation: request.operation };
      const { failure, message } = describeFailure(cause, { ...context, ...NO_LIMITS });
      throw new TransportError(failure, message, sent, { cause });
    }
  }

  async close(): Promise<void> {}

  #headers(request: WireRequest): Headers | Promise<Headers> {
    const given = lowerCaseNames(request.headers);
    if (request.unsigned) return given;
    const named = { ...request, headers: { host: HOST, ...given } };
    if (request.missigned !== undefined) {
      const credentials = async () => this.#credentials;
      return missign(named, request.missigned, { host: HOST, prefix: '', region: this.region, credentials });
    }
    return this.#signer?.(named, HOST) ?? { ...named.headers, authorization: this.#authorization };
  }
}

type Headers = { readonly [name: string]: string };

/** What is signed wrongly where nothing is signed rightly. */
const NO_CREDENTIALS: Credentials = { accessKeyId: 'in-process', secretAccessKey: 'none' };

/** Nothing here is timed or measured. */
const NO_LIMITS = { timeoutMs: 0, connectTimeoutMs: 0, maxResponseBytes: 0 };

function lowerCaseNames(headers: { readonly [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
