import { once } from 'node:events';
import { connect as connectTcp, createServer, isIP, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { Passage, type PassageOptions } from './passage.js';

/** Milliseconds that a connection to the endpoint may take to be made. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Milliseconds that exchanges under way have to come to their end. */
const GRACE_MS = 2_000;

/** What stands between clients and an endpoint. */
export interface RelayOptions extends Omit<PassageOptions, 'connect'> {
  readonly upstream: URL;
}

/** Listens on loopback, and passes every connection on to the endpoint. */
export class Relay {
  readonly #server = createServer({ allowHalfOpen: true, noDelay: true });
  readonly #passages = new Set<Passage>();

  /**
   * Nothing is passed on before {@link pass}.
   * @param port 0 for any free one
   * @throws Error when the port cannot be listened on
   */
  static async listen(port: number): Promise<Relay> {
    const relay = new Relay();
    relay.#server.listen(port, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  /** From now on, connections are passed on. */
  pass(options: RelayOptions): void {
    const { upstream } = options;
    const passage = { ...options, connect: (onReady: () => void) => connectTo(upstream, onReady) };
    this.#server.on('connection', (client) => {
      const each = new Passage(client, passage);
      this.#passages.add(each);
      client.once('close', () => this.#passages.delete(each));
    });
  }

  /** Without a slash at the end. */
  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  /** Takes no more connections, lets exchanges under way come to their end for a while, and ends all connections. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    const until = performance.now() + GRACE_MS;
    while (performance.now() < until && [...this.#passages].some(({ isBusy }) => isBusy)) await delay(20);
    for (const passage of this.#passages) passage.end();
    await closed;
  }
}

function connectTo(upstream: URL, onReady: () => void): Socket {
  const isSecure = upstream.protocol === 'https:';
  const host = upstream.hostname.replace(/^\[|\]$/g, '');
  const port = Number(upstream.port) || (isSecure ? 443 : 80);
  const common = { host, port, allowHalfOpen: true, noDelay: true };
  const socket = isSecure
    ? connectTls({ ...common, ALPNProtocols: ['http/1.1'], ...(isIP(host) === 0 && { servername: host }) })
    : connectTcp(common);
  socket.setNoDelay(true);
  socket.setTimeout(CONNECT_TIMEOUT_MS, () => {
    socket.destroy(Object.assign(new Error('the connection takes too long'), { code: 'ETIMEDOUT' }));
  });
  return socket.once(isSecure ? 'secureConnect' : 'connect', () => {
    socket.setTimeout(0);
    onReady();
  });
}
