import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Worker } from 'node:worker_threads';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { closeAfterTest, connect, failureOf, serve } from '../testing/connections.js';
import { createChannel } from '../testing/requests.js';
import { httpServer, tcpServer } from '../testing/servers.js';

/** A server in a thread of its own, which closes idle connections and counts them in shared memory. */
const CLOSES_WHEN_IDLE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const server = require('node:net').createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => {
      socket.write('HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}');
      socket.setTimeout(5, () => socket.destroy());
    });
    socket.on('close', () => {
      Atomics.add(workerData, 0, 1);
      Atomics.notify(workerData, 0);
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('what is sent', () => {
  it('is method, path, headers and body as given, with a signature for the region', async () => {
    let seen: { line: string; rawHeaders: string[]; body: string } | undefined;
    const url = await serve(
      httpServer(async (request, response) => {
        const body = (await bodyOf(request)).toString();
        seen = { line: `${request.method} ${request.url}`, rawHeaders: request.rawHeaders, body };
        response.end('{}');
      }),
    );
    const path = '/tags/arn%3Aaws%3Aivs%3Aus-west-2%3A1%3Achannel%2Fa?tagKeys=a%20b&tagKeys=%7E';
    const transport = connect(url);
    const exchange = await transport.send(
      createChannel({ method: 'DELETE', path, headers: { 'X-Odd': 'as Given' }, body: '{"a": "ü"}' }),
    );
    expect(seen?.line).toBe(`DELETE ${path}`);
    expect(seen?.body).toBe('{"a": "ü"}');
    expect(seen?.rawHeaders).toContain('X-Odd');
    expect(exchange.request.url).toBe(url.origin + path);
    expect(exchange.request.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/us-west-2\/ivs\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-odd, Signature=[0-9a-f]{64}$/,
    );
    expect(transport.requests).toBe(1);
  });

  it('is raw bytes where the body is bytes', async () => {
    let seen: Buffer | undefined;
    const url = await serve(
      httpServer(async (request, response) => {
        seen = await bodyOf(request);
        response.end();
      }),
    );
    await connect(url).send(createChannel({ body: new Uint8Array([0, 0xff, 0xfe]) }));
    expect(seen).toEqual(Buffer.from([0, 0xff, 0xfe]));
  });

  it('has no signature and nothing else added when the request is to be unsigned', async () => {
    let seen: string[] = [];
    const url = await serve(
      httpServer((request, response) => {
        seen = Object.keys(request.headers).sort();
        response.end();
      }),
    );
    await connect(url).send(createChannel({ unsigned: true }));
    expect(seen).toEqual(['accept', 'connection', 'content-length', 'content-type', 'host']);
  });

  it('goes below the path of the endpoint', async () => {
    const url = await serve(httpServer((request, response) => response.end(request.url)));
    const transport = connect(new URL('/proxy/ivs/', url));
    const { request, response } = await transport.send(createChannel());
    expect(transport.endpoint).toBe(`${url.origin}/proxy/ivs`);
    expect(response.body).toBe('/proxy/ivs/CreateChannel');
    expect(request.url).toBe(`${url.origin}/proxy/ivs/CreateChannel`);
  });

  it('starts no faster than the rate allows', async () => {
    const url = await serve(httpServer((_, response) => response.end()));
    const transport = connect(url, { rate: 20 });
    const started = performance.now();
    await Promise.all([1, 2, 3].map(() => transport.send(createChannel())));
    expect(performance.now() - started).toBeGreaterThan(95);
  });
});

describe('what comes back', () => {
  it('has lower-case header names, and repeated headers joined', async () => {
    const url = await serve(
      httpServer((_, response) => {
        response.writeHead(418, ['X-Amzn-RequestId', 'r', 'Via', 'a', 'Via', 'b']).end('{"é":1}');
      }),
    );
    const { response, durationMs } = await connect(url).send(createChannel());
    expect(response).toMatchObject({ status: 418, body: '{"é":1}' });
    expect(response.headers).toMatchObject({ 'x-amzn-requestid': 'r', via: 'a, b' });
    expect(durationMs).toBeGreaterThan(0);
  });

  it.each([
    ['gzip', gzipSync('{"a":1}')],
    ['deflate', deflateSync('{"a":1}')],
    ['deflate', deflateRawSync('{"a":1}')],
    ['br', brotliCompressSync('{"a":1}')],
    ['gzip, br', brotliCompressSync(gzipSync('{"a":1}'))],
  ])('is decoded from %s', async (encoding, bytes) => {
    const url = await serve(
      httpServer((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bytes)),
    );
    const { response } = await connect(url).send(createChannel());
    expect(response.body).toBe('{"a":1}');
  });

  it('is not confused by informational responses', async () => {
    const url = await serve(
      httpServer((_, response) => {
        response.writeEarlyHints({ link: '</a>; rel=preload' });
        response.writeHead(201).end('x');
      }),
    );
    const { response } = await connect(url).send(createChannel());
    expect(response).toMatchObject({ status: 201, body: 'x' });
    expect(response.headers.link).toBeUndefined();
  });
});

describe('connections', () => {
  it('are kept alive', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve(
      httpServer((request, response) => {
        ports.add(request.socket.remotePort);
        response.end();
      }),
    );
    const transport = connect(url, { concurrency: 1 });
    for (let count = 0; count < 20; count += 1) await transport.send(createChannel());
    expect(ports.size).toBe(1);
  });

  it('are as many as the concurrency, and further requests wait', async () => {
    let open = 0;
    let most = 0;
    const url = await serve(
      httpServer((_, response) => {
        most = Math.max(most, ++open);
        setTimeout(() => {
          open -= 1;
          response.end();
        }, 10);
      }),
    );
    const transport = connect(url, { concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, () => transport.send(createChannel())));
    expect(most).toBe(3);
  });

  it.each(['HTTP/1.1 200 OK\r\nConnection: close', 'HTTP/1.0 200 OK'])(
    'may be closed by the server after every response: %j',
    async (head) => {
      let requests = 0;
      const url = await serve(
        tcpServer((socket) =>
          socket.once('data', () => {
            requests += 1;
            socket.end(`${head}\r\nContent-Length: 2\r\n\r\n{}`);
          }),
        ),
      );
      const transport = connect(url, { concurrency: 2 });
      const sending = Array.from({ length: 100 }, () => transport.send(createChannel()));
      const bodies = (await Promise.all(sending)).map(({ response }) => response.body);
      expect(new Set(bodies)).toEqual(new Set(['{}']));
      expect(requests).toBe(100);
    },
  );

  it('may be closed by the server when idle for 50 ms', async () => {
    const url = await serve(
      tcpServer((socket) => {
        socket.on('data', () => {
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
          socket.setTimeout(50, () => socket.end());
        });
      }),
    );
    const transport = connect(url, { concurrency: 1 });
    for (const pause of [70, 80, 60]) {
      await transport.send(createChannel());
      await new Promise((resolve) => setTimeout(resolve, pause));
      expect((await transport.send(createChannel())).response.body).toBe('{}');
    }
  });

  it('may be closed by the server while this process is too busy to notice', async () => {
    const closed = new Int32Array(new SharedArrayBuffer(4));
    const server = new Worker(CLOSES_WHEN_IDLE, { eval: true, workerData: closed });
    closeAfterTest(async () => void (await server.terminate()));
    const [port] = await once(server, 'message');
    const transport = connect(new URL(`http://127.0.0.1:${port}`), { concurrency: 1 });
    for (let count = 0; count < 20; count += 1) {
      expect((await transport.send(createChannel())).response.body).toBe('{}');
      // Blocks this thread: nothing of the close is seen before the next request.
      Atomics.wait(closed, 0, count);
    }
  });

  it('are never written to twice with one request', async () => {
    let requests = 0;
    const url = await serve(
      tcpServer((socket) => {
        let answered = false;
        socket.on('data', () => {
          requests += 1;
          if (answered) socket.destroy();
          else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
          answered = true;
        });
      }),
    );
    const transport = connect(url, { concurrency: 1 });
    await transport.send(createChannel());
    const error = await failureOf(transport.send(createChannel()));
    expect(error.failure).toBe('reset');
    expect(requests).toBe(2);
    await expect(transport.send(createChannel())).resolves.toMatchObject({ response: { status: 200 } });
  });
});

it('close waits for what is under way', async () => {
  const url = await serve(httpServer((_, response) => setTimeout(() => response.end('done'), 30)));
  const transport = connect(url);
  const sending = transport.send(createChannel());
  await new Promise((resolve) => setTimeout(resolve, 10));
  await transport.close();
  expect((await sending).response.body).toBe('done');
});
