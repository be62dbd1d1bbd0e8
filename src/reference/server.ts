import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { Admin } from './admin.js';
import { failure } from './answer.js';
import type { Control } from './control.js';
import type { ReferenceRequest, ReferenceResponse } from './request.js';

/** Longest request body that is read, in bytes. The largest valid request is far smaller. */
const BODY_LIMIT = 1024 * 1024;

/** How long an idle connection is kept, in milliseconds: longer than any client pauses between checks. */
const KEEP_ALIVE_MS = 120_000;

/** Where a reference endpoint listens. */
export interface ServerOptions {
  /** Default: 0, any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** What the admin path controls: see {@link Admin}. Default: there is no such path. */
  readonly control?: Control;
  /** Sends responses over connections. Default: as plainly as can be. */
  readonly send?: Send;
}

/** What answers requests. */
export interface Answering {
  handle(request: ReferenceRequest): ReferenceResponse;
}

/** Sends a response over its connection. */
export type Send = (response: ServerResponse, answer: ReferenceResponse) => void;

/** A reference endpoint that listens. */
export interface ReferenceServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and ends all connections. */
  close(): Promise<void>;
}

/**
 * Serves a reference endpoint over HTTP/1.1 with keep-alive.
 * @throws Error when the port cannot be listened on
 */
export async function startReference(
  reference: Answering,
  { port = 0, host = '127.0.0.1', control, send = sendPlainly }: ServerOptions = {},
): Promise<ReferenceServer> {
  const admin = control === undefined ? undefined : new Admin(control);
  const server = createServer({ keepAlive: true, noDelay: true }, (request, response) => {
    serve(reference, admin, send, request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${bound}`,
    port: bound,
    close() {
      const closed = promisify(server.close.bind(server))();
      server.closeAllConnections();
      return closed;
    },
  };
}

function serve(
  reference: Answering,
  admin: Admin | undefined,
  send: Send,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
    else refuseSize(request, response);
  });
  request.on('end', () => {
    if (size > BODY_LIMIT) return;
    const body = Buffer.concat(chunks);
    const { method = 'GET', url: path = '/', headers } = request;
    const action = Admin.actionOf(path);
    if (admin !== undefined && action !== undefined)
      return sendPlainly(response, admin.answer(action, request, body.toString()));
    send(response, reference.handle({ method, path, headers, body }));
  });
}

/** Answers at once and reads no further. */
function refuseSize(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) return;
  request.pause();
  const message = `the body is longer than ${BODY_LIMIT} bytes`;
  const { status, headers, body } = failure(undefined, 'RequestEntityTooLargeException', message);
  sendPlainly(response, { status, headers: { ...headers, connection: 'close' }, body: JSON.stringify(body) });
}

function sendPlainly(response: ServerResponse, { status, headers, body }: ReferenceResponse): void {
  const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...headers, ...length }).end(body);
}
