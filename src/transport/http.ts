import { type Dispatcher, Pool } from 'undici';
import { decodeBody } from './decode-body.js';
import { describeFailure, type FailureContext, Interruption } from './failure.js';
import { missign } from './missigning.js';
import { createPacer, type Pacer } from './rate.js';
import { type CredentialsProvider, createSigner, type Signer } from './signing.js';
import {
  type Exchange,
  type Transport,
  TransportError,
  type WireRequest,
  type WireResponse,
} from './types.js';

/** How far a transport goes. */
export interface TransportLimits {
  /** How long a response may take, from the first byte sent to the last byte received. Default: 10 000. */
  readonly timeoutMs?: number;
  /** How long a connection may take to be made. Default: 5 000. */
  readonly connectTimeoutMs?: number;
  /** How long a response body may be, both as sent and decoded. Default: 8 MiB. */
  readonly maxResponseBytes?: number;
  /** Requests per second of each operation. Default: unlimited. */
  readonly rate?: number;
  /** Connections; as many requests run at once, further ones wait. Default: 8. */
  readonly concurrency?: number;
}

/** One endpoint and how to talk to it. */
export interface TransportOptions extends TransportLimits {
  /** Its path, if any, goes in front of every operation's path. */
  readonly endpoint: URL;
  readonly region: string;
  readonly credentials: CredentialsProvider;
}

const DEFAULTS = {
  timeoutMs: 10_000,
  connectTimeoutMs: 5_000,
  maxResponseBytes: 8 * 1024 * 1024,
  concurrency: 8,
};

/** Unsigned by Signature Version 4, so that a proxy may change it. */
const USER_AGENT = 'ivs-conformance';

/**
 * A transport over HTTP/1.1: every `send` is one signed request on a kept-alive connection, exactly as given, and
 * exactly once.
 *
 * A request is never sent twice from here, not even when a kept-alive connection breaks before the first byte of the
 * response: the endpoint may have carried it out, and a second creation would falsify verdicts. What is done instead is
 * not to write to a connection that the server has closed: there is no pipelining, undici drops connections that were
 * idle for seconds, and looks for a close before it uses one again. What is left, a close that crosses a request on the
 * wire, is a `reset`; `sendWithRetry` repeats it where that does no harm.
 */
export function createTransport(options: TransportOptions): Transport {
  return new HttpTransport(options);
}

class HttpTransport implements Transport {
  readonly endpoint: string;
  readonly region: string;
  requests = 0;
  readonly #host: string;
  readonly #origin: string;
  readonly #prefix: string;
  readonly #limits: Required<Omit<TransportLimits, 'rate'>>;
  readonly #pool: Pool;
  readonly #credentials: CredentialsProvider;
  readonly #signer: Signer;
  readonly #pacer: Pacer;
  #closing: Promise<void> | undefined;

  constructor(options: TransportOptions) {
    const { endpoint, region, credentials, rate, ...limits } = options;
    this.#limits = { ...DEFAULTS, ...limits };
    this.region = region;
    this.#host = endpoint.host;
    this.#origin = endpoint.origin;
    this.#prefix = endpoint.pathname.replace(/\/+$/, '');
    this.endpoint = this.#origin + this.#prefix;
    this.#credentials = credentials;
    this.#signer = createSigner(region, credentials);
    this.#pacer = createPacer({ rate, atOnce: this.#limits.concurrency });
    this.#pool = new Pool(this.#origin, {
      connections: this.#limits.concurrency,
      pipelining: 1,
      connect: { timeout: this.#limits.connectTimeoutMs },
      maxResponseSize: this.#limits.maxResponseBytes,
      // One timer bounds the whole exchange; these two would only bound parts of it.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  async send(request: WireRequest, signal?: AbortSignal): Promise<Exchange> {
    const path = this.#prefix + request.path;
    let sent = { ...request, url: this.#origin + path };
    let leave = () => {};
    try {
      if (signal?.aborted) throw new Interruption('aborted');
      leave = await this.#pacer.enter(request.operation, signal);
      const prepared = { ...request, path };
      sent = { ...sent, headers: await this.#headers(prepared) };
      this.requests += 1;
      const { response, durationMs } = await this.#exchange({ ...prepared, headers: sent.headers }, signal);
      return { request: sent, response, durationMs };
    } catch (cause) {
      const { failure, message } = describeFailure(cause, this.#context(request.operation));
      throw new TransportError(failure, message, sent, { cause });
    } finally {
      leave();
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.close();
    return this.#closing;
  }

  async #headers(request: WireRequest): Promise<{ readonly [name: string]: string }> {
    if (request.unsigned) return request.headers;
    const named = { ...request, headers: { 'user-agent': USER_AGENT, ...request.headers } };
    if (request.missigned === undefined) return this.#signer(named, this.#host);
    return missign(named, request.missigned, {
      host: this.#host,
      prefix: this.#prefix,
      region: this.region,
      credentials: this.#credentials,
    });
  }

  #exchange(request: WireRequest, signal: AbortSignal | undefined): Promise<Received> {
    return new Promise((resolve, reject) => {
      const receiver = new Receiver(this.#limits, signal, resolve, reject);
      this.#pool.dispatch(
        { method: request.method, path: request.path, headers: request.headers, body: request.body ?? null },
        receiver,
      );
    });
  }

  #context(operation: string): FailureContext {
    return { endpoint: this.endpoint, operation, ...this.#limits };
  }
}

interface Received {
  readonly response: WireResponse;
  readonly durationMs: number;
}

/** Takes in one response. */
class Receiver implements Dispatcher.DispatchHandler {
  readonly #limits: { readonly timeoutMs: number; readonly maxResponseBytes: number };
  readonly #signal: AbortSignal | undefined;
  readonly #resolve: (received: Received) => void;
  readonly #reject: (error: unknown) => void;
  readonly #onAbort = () => this.#interrupt(new Interruption('aborted'));
  #controller: Dispatcher.DispatchController | undefined;
  #interruption: Interruption | undefined;
  #timer: NodeJS.Timeout | undefined;
  #started = performance.now();
  #status = 0;
  #headers: { [name: string]: string } = {};
  #body = Buffer.alloc(0);
  #length = 0;

  constructor(
    limits: { readonly timeoutMs: number; readonly maxResponseBytes: number },
    signal: AbortSignal | undefined,
    resolve: (received: Received) => void,
    reject: (error: unknown) => void,
  ) {
    this.#limits = limits;
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    signal?.addEventListener('abort', this.#onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#interruption !== undefined) {
      controller.abort(this.#interruption);
      return;
    }
    this.#controller = controller;
    this.#started = performance.now();
    this.#timer = setTimeout(() => this.#interrupt(new Interruption('timeout')), this.#limits.timeoutMs);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: { readonly [name: string]: string | string[] | undefined },
  ): void {
    this.#status = status;
    this.#headers = joinHeaders(headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    // Copied: a byte of its own would keep all that came with it, and there may be millions.
    const length = this.#length + chunk.length;
    if (length > this.#body.length) {
      const grown = Buffer.allocUnsafe(Math.max(length, this.#body.length * 2));
      this.#body.copy(grown, 0, 0, this.#length);
      this.#body = grown;
    }
    chunk.copy(this.#body, this.#length);
    this.#length = length;
  }

  onResponseEnd(): void {
    this.#finish();
    const durationMs = performance.now() - this.#started;
    const { maxResponseBytes } = this.#limits;
    try {
      const bytes = this.#body.subarray(0, this.#length);
      const body = decodeBody(bytes, this.#headers['content-encoding'], maxResponseBytes).toString('utf8');
      this.#resolve({ response: { status: this.#status, headers: this.#headers, body }, durationMs });
    } catch (error) {
      this.#reject(error);
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#finish();
    this.#reject(this.#interruption ?? error);
  }

  #interrupt(interruption: Interruption): void {
    this.#interruption = interruption;
    this.#finish();
    this.#controller?.abort(interruption);
    this.#reject(interruption);
  }

  #finish(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}

function joinHeaders(headers: { readonly [name: string]: string | string[] | undefined }): {
  [name: string]: string;
} {
  const joined: { [name: string]: string } = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) joined[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}
