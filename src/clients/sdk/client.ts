import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Json, JsonObject, Service } from '../../contract/types.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { isObject } from '../../transport/http/answer.js';
import { readDeclarations } from './declarations.js';
import { type Surface, surfaceOf } from './surface.js';

/** A request as it leaves the client, signed. */
export interface CapturedRequest {
  readonly method: string;
  readonly hostname: string;
  /** Percent-encoded, with its query. */
  readonly path: string;
  /** Names are lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** What the client is answered with. */
export interface Reply {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** What came of a call. */
export interface Called {
  /** Requests in the order in which they were sent; more than one where the client retries. */
  readonly requests: readonly CapturedRequest[];
  /** What the client returned; undefined where it threw. */
  readonly output?: unknown;
  /** What the client threw. */
  readonly error?: unknown;
}

/** One client package of a release of the AWS SDK for JavaScript. */
export interface SdkClient {
  readonly service: Service;
  readonly version: string;
  /** Versions of Node.js that it says it needs. */
  readonly engines: string;
  readonly folder: string;
  readonly surface: Surface;
  /** Settings that the client starts with, as far as they are plain values. */
  defaults(): Promise<JsonObject>;
  /** Whether it has a command for an operation. */
  has(operation: string): boolean;
  /** Calls an operation; answers come from `reply`, not from a network. Never throws what the client throws. */
  call(operation: string, input: unknown, reply: (request: CapturedRequest) => Reply): Promise<Called>;
  /** Outputs of all pages of a list, as its paginator gives them; undefined where there is none. */
  pages(
    operation: string,
    input: unknown,
    reply: (request: CapturedRequest) => Reply,
  ): Promise<Called & { pages: unknown[] }> | undefined;
  /** Whether an error is of the class that the package exports under this name. */
  isInstance(error: unknown, name: string): boolean;
}

type Constructor = new (...words: unknown[]) => unknown;
type Exports = { readonly [name: string]: unknown };

const CLIENTS: { readonly [service in Service]: string } = {
  ivs: 'IvsClient',
  'ivs-realtime': 'IVSRealTimeClient',
};

/** Name of the package that has the client of a service. */
export const PACKAGES: { readonly [service in Service]: string } = {
  ivs: '@aws-sdk/client-ivs',
  'ivs-realtime': '@aws-sdk/client-ivs-realtime',
};

/** Region that requests are signed for. */
export const REGION = 'us-west-2';

const SETTINGS = {
  region: REGION,
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
};

/**
 * Loads a client package.
 * @param folder of the package
 * @throws UsageError when it is no client of the service that can be loaded here
 */
export function loadClient(service: Service, folder: string): SdkClient {
  const { version, engines, exports } = loadPackage(service, folder);
  const declarations = readDeclarations(folder);
  if (declarations === undefined)
    throw new UsageError(`${folder} has no type declarations, which every release of the AWS SDK has.`);
  return new LoadedClient({ service, version, engines, folder, surface: surfaceOf(declarations) }, exports);
}

/** What a release thinks of this version of Node.js is no matter of the contract. */
const QUIET = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';

function loadPackage(
  service: Service,
  folder: string,
): { version: string; engines: string; exports: Exports } {
  process.env[QUIET] = 'true';
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const loaded: unknown = createRequire(join(folder, 'package.json'))(folder);
    if (isRecord(manifest) && isRecord(loaded) && isConstructor(loaded[CLIENTS[service]])) {
      const engines = isRecord(manifest.engines) ? String(manifest.engines.node ?? '') : '';
      return { version: String(manifest.version), engines, exports: loaded };
    }
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new UsageError(`The SDK client in ${folder} cannot be loaded: ${why}.`);
  }
  throw new UsageError(`${folder} is no package with ${CLIENTS[service]}, the client of ${service}.`);
}

class LoadedClient implements SdkClient {
  readonly service: Service;
  readonly version: string;
  readonly engines: string;
  readonly folder: string;
  readonly surface: Surface;
  readonly #exports: Exports;
  readonly #requests: CapturedRequest[] = [];
  #reply: (request: CapturedRequest) => Reply = () => ({ status: 500, headers: {}, body: '' });
  readonly #client: { send(command: unknown): Promise<unknown> };

  constructor(
    described: Pick<SdkClient, 'service' | 'version' | 'engines' | 'folder' | 'surface'>,
    exports: Exports,
  ) {
    this.service = described.service;
    this.version = described.version;
    this.engines = described.engines;
    this.folder = described.folder;
    this.surface = described.surface;
    this.#exports = exports;
    this.#client = this.#newClient({ maxAttempts: 1 });
  }

  has(operation: string): boolean {
    return isConstructor(this.#exports[`${operation}Command`]);
  }

  async defaults(): Promise<JsonObject> {
    const { config }: { config?: unknown } = this.#newClient({});
    const found: JsonObject = {};
    if (!isRecord(config)) return found;
    for (const name of [
      'maxAttempts',
      'retryMode',
      'useFipsEndpoint',
      'useDualstackEndpoint',
      'requestChecksumCalculation',
      'responseChecksumValidation',
    ]) {
      const value = config[name];
      const plain: unknown = typeof value === 'function' ? await value() : value;
      if (isPlain(plain)) found[name] = plain;
    }
    return found;
  }

  async call(operation: string, input: unknown, reply: (request: CapturedRequest) => Reply): Promise<Called> {
    const Command = this.#exports[`${operation}Command`];
    if (!isConstructor(Command)) throw new Error(`this release has no ${operation}Command`);
    return this.#observe(reply, async () => this.#client.send(new Command(input)));
  }

  pages(operation: string, input: unknown, reply: (request: CapturedRequest) => Reply) {
    const paginate = this.#exports[`paginate${operation}`];
    if (typeof paginate !== 'function') return undefined;
    const pages: unknown[] = [];
    const walk = async () => {
      for await (const page of paginate({ client: this.#client }, input)) pages.push(page);
    };
    return this.#observe(reply, walk).then((called) => ({ ...called, pages }));
  }

  isInstance(error: unknown, name: string): boolean {
    const Expected = this.#exports[name];
    return isConstructor(Expected) && error instanceof Expected;
  }

  async #observe(reply: (request: CapturedRequest) => Reply, work: () => Promise<unknown>): Promise<Called> {
    this.#reply = reply;
    this.#requests.length = 0;
    try {
      const output = await work();
      return { requests: [...this.#requests], output };
    } catch (error) {
      return { requests: [...this.#requests], error };
    }
  }

  #newClient(more: object): { send(command: unknown): Promise<unknown>; config?: unknown } {
    const Client = this.#exports[CLIENTS[this.service]];
    if (!isConstructor(Client)) throw new Error(`${this.folder} has no client`);
    const handle = async (request: unknown) => ({ response: this.#answer(request) });
    const requestHandler = { handle, metadata: { handlerProtocol: 'http/1.1' }, destroy: () => {} };
    const client = new Client({ ...SETTINGS, ...more, requestHandler });
    if (isClient(client)) return client;
    throw new Error(`${CLIENTS[this.service]} of ${this.folder} has no method send`);
  }

  #answer(request: unknown) {
    const captured = capture(request);
    this.#requests.push(captured);
    const { status, headers, body } = this.#reply(captured);
    return { statusCode: status, headers: { ...headers }, body: new Uint8Array(Buffer.from(body)) };
  }
}

function capture(request: unknown): CapturedRequest {
  if (!isRecord(request)) throw new Error('the client gave its handler no request');
  const { method, hostname, path, query, headers, body } = request;
  return {
    method: String(method),
    hostname: String(hostname),
    path: `${path}${queryString(query)}`,
    headers: Object.fromEntries(
      Object.entries(isRecord(headers) ? headers : {}).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
      ]),
    ),
    body: body instanceof Uint8Array ? textOf(body) : String(body ?? ''),
  };
}

/** Some releases give bytes that warn when they are used like a text, which copying them does. */
function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}

/** As the SDK's own handlers write it. */
function queryString(query: unknown): string {
  if (!isRecord(query)) return '';
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.map(
      (each) => `${encodeURIComponent(name)}${each === null ? '' : `=${encodeURIComponent(String(each))}`}`,
    );
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function isConstructor(value: unknown): value is Constructor {
  return typeof value === 'function';
}

function isClient(value: unknown): value is { send(command: unknown): Promise<unknown>; config?: unknown } {
  return isRecord(value) && typeof value.send === 'function';
}

function isPlain(value: unknown): value is Json {
  return ['string', 'number', 'boolean'].includes(typeof value) || isObject(value);
}
