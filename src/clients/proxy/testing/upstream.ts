import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { loadContracts } from '../../../contract/load.js';
import { closeAfterTest } from '../../../transport/testing/connections.js';
import { tcpServer } from '../../../transport/testing/servers.js';
import { LiveJudge } from '../../traffic/live.js';
import { Relay, type RelayOptions } from '../relay.js';
import { type Watched, Watcher } from '../watcher.js';

const contracts = loadContracts();

/** An endpoint that answers whatever it is told to, byte for byte, and remembers what it was sent. */
export interface Upstream {
  readonly url: URL;
  /** All that was received, over all connections. */
  received(): Buffer;
}

/** @param answer is called with what a connection has received so far, whenever more comes */
export async function rawUpstream(answer: (received: Buffer, socket: Socket) => void): Promise<Upstream> {
  const chunks: Buffer[] = [];
  const server = await tcpServer((socket) => {
    let own = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      own = Buffer.concat([own, chunk]);
      answer(own, socket);
    });
  });
  closeAfterTest(server.close);
  return { url: server.url, received: () => Buffer.concat(chunks) };
}

/** A proxy before it, and what it has seen. */
export async function proxyTo(
  upstream: URL,
  options: Partial<Pick<RelayOptions, 'annotates' | 'resign'>> = {},
): Promise<{ readonly url: URL; readonly seen: readonly Watched[]; close(): Promise<void> }> {
  const seen: Watched[] = [];
  const watcher = new Watcher(new LiveJudge({ contracts, isNamed: true }), upstream, (each) =>
    seen.push(each),
  );
  const relay = await Relay.listen(0);
  relay.pass({ upstream, watcher, annotates: false, ...options });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= relay.close();
    return closing;
  };
  closeAfterTest(close);
  return { url: new URL(relay.url), seen, close };
}

/** Sends bytes in pieces and gives what comes back, until the connection ends or nothing more is expected. */
export async function converse(
  { hostname, port }: URL,
  pieces: readonly (string | Buffer)[],
  isDone: (received: Buffer) => boolean = () => false,
): Promise<Buffer> {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let received = Buffer.alloc(0);
  const ended = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (isDone(received)) resolve();
    });
    socket.on('end', resolve).on('error', () => resolve());
  });
  for (const piece of pieces) {
    socket.write(piece);
    await delay(5);
  }
  await ended;
  socket.destroy();
  return received;
}
