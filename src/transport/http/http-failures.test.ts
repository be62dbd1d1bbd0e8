import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { connect, failureOf, serve } from '../testing/connections.js';
import { createChannel } from '../testing/requests.js';
import { httpServer, tcpServer } from '../testing/servers.js';

describe('no response', () => {
  it('because nothing listens', async () => {
    const { url, close } = await tcpServer(() => undefined);
    await close();
    const error = await failureOf(connect(url).send(createChannel()));
    expect(error.failure).toBe('refused');
    expect(error.message).toContain(`Nothing accepts connections at ${url.origin} (ECONNREFUSED`);
    expect(error.request.url).toBe(`${url.origin}/CreateChannel`);
  });

  it('because the host has no address', async () => {
    const error = await failureOf(connect(new URL('http://nowhere.invalid')).send(createChannel()));
    expect(error.failure).toBe('dns');
    expect(error.message).toContain('http://nowhere.invalid');
  });

  it.each(['before the first byte', 'in the middle'])(
    'because it takes too long %s, and the connection is not used again',
    async (when) => {
      let first = true;
      const url = await serve(
        httpServer((_, response) => {
          if (!first) response.end('late');
          else if (when === 'in the middle') response.write('{');
          first = false;
        }),
      );
      const transport = connect(url, { timeoutMs: 60, concurrency: 1 });
      const error = await failureOf(transport.send(createChannel()));
      expect(error.failure).toBe('timeout');
      expect(error.message).toContain('within 0.06 s');
      expect((await transport.send(createChannel())).response.body).toBe('late');
    },
  );

  it('because no connection comes about in time', async () => {
    // 192.0.2.0/24 is for documentation (RFC 5737): no route answers there.
    const error = await failureOf(
      connect(new URL('http://192.0.2.1'), { connectTimeoutMs: 200 }).send(createChannel()),
    );
    expect(['timeout', 'refused']).toContain(error.failure);
    expect(error.message).toContain('http://192.0.2.1');
  });

  it.each([
    ['reset', (socket: { destroy(): void }) => socket.destroy()],
    [
      'reset',
      (socket: { end(text: string): void }) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}'),
    ],
    ['not-http', (socket: { end(text: string): void }) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')],
    [
      'not-http',
      (socket: { end(text: string): void }) =>
        socket.end('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}'),
    ],
    [
      'too-large',
      (socket: { end(text: string): void }) =>
        socket.end(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`),
    ],
  ] as const)('because of a server that answers badly: %s', async (failure, answer) => {
    const url = await serve(tcpServer((socket) => socket.once('data', () => answer(socket))));
    const error = await failureOf(connect(url).send(createChannel()));
    expect(error.failure).toBe(failure);
    expect(error.message).toContain(url.origin);
  });

  it('because the endpoint speaks no TLS', async () => {
    const url = await serve(httpServer((_, response) => response.end()));
    const error = await failureOf(connect(new URL(`https://${url.host}`)).send(createChannel()));
    expect(error.failure).toBe('tls');
  });

  it.each([
    ['as sent', {}, Buffer.alloc(2000, 'x')],
    ['decoded', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(2000, 'x'))],
  ])('because its body is too long, %s', async (_, headers, bytes) => {
    const url = await serve(httpServer((_request, response) => response.writeHead(200, headers).end(bytes)));
    const error = await failureOf(connect(url, { maxResponseBytes: 1000 }).send(createChannel()));
    expect(error.failure).toBe('too-large');
    expect(error.message).toContain('1000 bytes');
  });

  it('because the run is interrupted: before, while waiting for a place, while waiting for the response', async () => {
    const arrived = vi.fn();
    const url = await serve(httpServer(arrived));
    const transport = connect(url, { concurrency: 1, rate: 1 });
    expect((await failureOf(transport.send(createChannel(), AbortSignal.abort()))).failure).toBe('aborted');

    const controller = new AbortController();
    const inFlight = failureOf(transport.send(createChannel({ operation: 'A' }), controller.signal));
    const queued = failureOf(transport.send(createChannel({ operation: 'B' }), controller.signal));
    const paced = failureOf(transport.send(createChannel({ operation: 'A' }), controller.signal));
    await vi.waitFor(() => expect(arrived).toHaveBeenCalled());
    controller.abort();
    const failures = (await Promise.all([inFlight, queued, paced])).map(({ failure }) => failure);
    expect(failures).toEqual(['aborted', 'aborted', 'aborted']);
    expect(arrived).toHaveBeenCalledTimes(1);
  });

  it('because the request cannot be put on the wire', async () => {
    const url = await serve(httpServer((_, response) => response.end()));
    const error = await failureOf(connect(url).send(createChannel({ headers: { 'x-a': 'a\nb' } })));
    expect(error.failure).toBe('other');
    expect(error.message).toContain('could not be sent');
  });

  it('because there are no credentials any more', async () => {
    const endpoint = await serve(httpServer((_, response) => response.end()));
    const credentials = () => Promise.reject(new Error('the session has expired'));
    const transport = connect(endpoint, { credentials });
    const error = await failureOf(transport.send(createChannel()));
    expect(error.message).toContain('the session has expired');
  });
});
