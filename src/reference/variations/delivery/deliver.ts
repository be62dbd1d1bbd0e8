import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { ReferenceResponse } from '../../protocol/request.js';
import type { Send } from '../../server/server.js';

/** Content codings of bodies; `deflate-raw` is what some servers send as `deflate`, without the zlib header. */
const CODERS: { readonly [coding: string]: (body: Uint8Array) => Buffer } = {
  gzip: gzipSync,
  deflate: deflateSync,
  'deflate-raw': deflateRawSync,
  br: brotliCompressSync,
};

/** How responses go over a connection; everything is optional, and nothing of it changes what they say. */
export interface Delivery {
  /** Content codings, in the order in which they are applied: `gzip`, `deflate`, `deflate-raw` or `br`. */
  readonly codings?: readonly string[];
  /** The body goes in chunks of so many bytes, without its length in front. */
  readonly chunkBytes?: number;
  /** What is waited before the response, in milliseconds. */
  readonly latencyMs?: () => number;
  /** Whether the connection ends with this response. */
  readonly closes?: () => boolean;
  /** The status line says HTTP/1.0, the body ends with the connection. */
  readonly http10?: true;
  /** An informational response goes ahead. */
  readonly interim?: 'hints' | 'processing';
  /** Spelling of header names. Default: as they are, in lower case. */
  readonly headerName?: (name: string) => string;
  /** Text of the status line. Default: that of the status. */
  readonly reason?: string;
  /** A response without a body has a length of 0 even where HTTP wants none. */
  readonly keepsLength?: true;
  /** A trailer follows chunked bodies. */
  readonly trailers?: { readonly [name: string]: string };
}

/** What sends responses in this way. */
export function sending(how: Delivery): Send {
  return (response, answer) => void deliver(response, answer, how);
}

async function deliver(response: ServerResponse, answer: ReferenceResponse, how: Delivery): Promise<void> {
  const wait = how.latencyMs?.() ?? 0;
  if (wait > 0) await delay(wait);
  if (response.destroyed) return;
  const { body, headers } = encoded(answer, how);
  if (how.closes?.()) headers.connection = 'close';
  if (how.http10) return deliverOld(response, answer.status, headers, body);
  if (how.interim === 'hints') response.writeEarlyHints({ link: '</>; rel=preconnect' });
  if (how.interim === 'processing') response.writeProcessing();
  const { headerName = (name: string) => name, reason, trailers } = how;
  const named = Object.entries(headers).flatMap(([name, value]) => [headerName(name), value]);
  // A list of names and values keeps their case, and their order.
  if (reason === undefined) response.writeHead(answer.status, named);
  else response.writeHead(answer.status, reason, named);
  if (how.chunkBytes === undefined || answer.status === 204) response.end(body);
  else {
    for (const chunk of pieces(body, how.chunkBytes)) response.write(chunk);
    if (trailers !== undefined) response.addTrailers({ ...trailers });
    response.end();
  }
}

/** The body as it is sent, and the headers that say how. */
function encoded(
  { status, headers, body }: ReferenceResponse,
  { codings = [], chunkBytes, keepsLength, trailers, http10 }: Delivery,
): { readonly body: Buffer; readonly headers: { [name: string]: string } } {
  const applied = body === '' ? [] : codings;
  const bytes = applied.reduce<Buffer>((sent, coding) => CODERS[coding]?.(sent) ?? sent, Buffer.from(body));
  const described: { [name: string]: string } = { ...headers };
  if (applied.length > 0) described['content-encoding'] = applied.join(', ').replaceAll('-raw', '');
  const isChunked = chunkBytes !== undefined && status !== 204;
  if (isChunked && !http10) {
    described['transfer-encoding'] = 'chunked';
    if (trailers !== undefined) described.trailer = Object.keys(trailers).join(', ');
  } else if (!http10 && (status !== 204 || keepsLength)) {
    described['content-length'] = String(bytes.length);
  }
  return { body: bytes, headers: described };
}

function deliverOld(
  response: ServerResponse,
  status: number,
  headers: { readonly [name: string]: string },
  body: Buffer,
): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  response.socket?.write(`HTTP/1.0 ${status} Answer\r\n${lines.join('')}\r\n`);
  response.socket?.end(body);
}

function* pieces(body: Buffer, bytes: number): Iterable<Buffer> {
  for (let at = 0; at < body.length; at += bytes) yield body.subarray(at, at + bytes);
}
