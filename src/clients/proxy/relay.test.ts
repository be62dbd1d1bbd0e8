import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createReference } from '../../reference/reference.js';
import { startReference } from '../../reference/server/server.js';
import { closeAfterTest } from '../../transport/testing/connections.js';
import { createResign } from './resign.js';
import { converse, proxyTo, rawUpstream } from './testing/upstream.js';

const crlf = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
const CHANNEL = 'arn:aws:ivs:us-east-1:123456789012:channel/abcdABCD1234';
const OK = crlf('HTTP/1.1 200 Fine enough\nX-A: 1\nx-a: 2\nContent-Length: 2\nConnection: close\n\n{}');

/** Requests that a program which understands HTTP would write otherwise. */
const ODD: readonly (readonly [what: string, bytes: Buffer])[] = [
  [
    'headers twice, in odd case and order',
    crlf('POST /GetChannel HTTP/1.1\nX-b: 2\nhOsT: signed.example\nx-B:  3 \ncontent-length: 2\n\n{}'),
  ],
  [
    'chunks with extensions and trailers',
    crlf(
      'POST /GetChannel HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\nTrailer: x-t\n\n1;a=b\n{\n01\n}\n0\nx-t: 1\n\n',
    ),
  ],
  ['a target that is no path', crlf('GET http://other.example/a/../b?x=%zz HTTP/1.1\nHost: a\n\n')],
  ['no host, HTTP/1.0', crlf('GET / HTTP/1.0\n\n')],
  ['a folded header', crlf('GET / HTTP/1.1\nHost: a\nX-Fold: one\n two\n\n')],
  [
    'bytes beyond ASCII',
    Buffer.concat([
      crlf('POST / HTTP/1.1\nHost: a\nX: \xe9\ncontent-length: 3\n\n'),
      Buffer.from([0, 255, 128]),
    ]),
  ],
  [
    'a compressed body',
    Buffer.concat([
      crlf(`POST / HTTP/1.1\nHost: a\ncontent-encoding: gzip\ncontent-length: ${gzipSync('{}').length}\n\n`),
      gzipSync('{}'),
    ]),
  ],
  ['what is no HTTP at all', crlf('EHLO me\n\n')],
];

describe('Relay', () => {
  it.each(ODD)('passes %s unchanged, and the answer too', async (_, bytes) => {
    const upstream = await rawUpstream((received, socket) => {
      if (received.length === bytes.length) socket.end(OK);
    });
    const proxy = await proxyTo(upstream.url);
    const half = Math.ceil(bytes.length / 2);
    expect(await converse(proxy.url, [bytes.subarray(0, half), bytes.subarray(half)])).toEqual(OK);
    expect(upstream.received()).toEqual(bytes);
  });

  it.each([
    [
      'chunks and trailers',
      crlf('HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nConnection: close\n\n2\n{}\n0\nX-T: 1\n\n'),
    ],
    ['until the connection ends', crlf('HTTP/1.1 200 OK\n\n{"a":\n1}')],
    [
      'compressed',
      Buffer.concat([
        crlf(`HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: ${gzipSync('{}').length}\n\n`),
        gzipSync('{}'),
      ]),
    ],
    ['after an early hint', crlf('HTTP/1.1 103 Early Hints\nLink: a\n\nHTTP/1.1 204 No Content\n\n')],
    ['something that is no HTTP', Buffer.from('what?\n\nno')],
  ])('passes an answer unchanged that comes %s, with and without findings', async (_, answer) => {
    const upstream = await rawUpstream((_received, socket) => socket.end(answer));
    for (const annotates of [false, true]) {
      const proxy = await proxyTo(upstream.url, { annotates });
      const request = crlf('POST /elsewhere HTTP/1.1\nHost: a\nContent-Length: 2\n\n{}');
      expect(await converse(proxy.url, [request])).toEqual(answer);
      await proxy.close();
      expect(proxy.seen).toHaveLength(1);
    }
  });

  it('lets a client wait for leave to send its body', async () => {
    const head = crlf('POST /GetChannel HTTP/1.1\nHost: a\nExpect: 100-continue\nContent-Length: 2\n\n');
    const leave = crlf('HTTP/1.1 100 Continue\n\n');
    const told = new Set<object>();
    const upstream = await rawUpstream((received, socket) => {
      if (!told.has(socket)) socket.write(leave);
      told.add(socket);
      if (received.length > head.length) socket.end(OK);
    });
    const proxy = await proxyTo(upstream.url);
    expect(
      (await converse(proxy.url, [head], (received) => received.length >= leave.length)).equals(leave),
    ).toBe(true);
    const whole = await converse(proxy.url, [head, '{}']);
    expect(whole).toEqual(Buffer.concat([leave, OK]));
  });

  it('judges requests that follow one another without waiting, and answers to HEAD', async () => {
    const answers = crlf(
      'HTTP/1.1 200 OK\nContent-Length: 99\n\nHTTP/1.1 404 Not Found\nx-amzn-errortype: ResourceNotFoundException\ncontent-type: application/json\nContent-Length: 24\n\n{"exceptionMessage":"x"}',
    );
    const requests = crlf(
      `HEAD / HTTP/1.1\nHost: a\n\nPOST /GetChannel HTTP/1.1\nHost: a\nContent-Length: ${CHANNEL.length + 10}\n\n{"arn":"${CHANNEL}"}`,
    );
    const upstream = await rawUpstream((received, socket) => {
      if (received.length === requests.length) socket.end(answers);
    });
    const proxy = await proxyTo(upstream.url);
    expect(await converse(proxy.url, [requests])).toEqual(answers);
    expect(
      proxy.seen.map(({ passed, judged }) => [
        passed.method,
        passed.status,
        judged?.operation,
        judged?.outcome,
      ]),
    ).toEqual([
      ['HEAD', 200, undefined, undefined],
      ['POST', 404, 'GetChannel', 'conforms'],
    ]);
  });

  it('adds what it found to the answer, and changes nothing else of it', async () => {
    const answer = crlf(
      'HTTP/1.1 200 OK\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n2\n[]\n0\n\n',
    );
    const upstream = await rawUpstream((_, socket) => socket.end(answer));
    const proxy = await proxyTo(upstream.url, { annotates: true });
    const request = crlf('POST /ListChannels HTTP/1.1\nHost: a\nContent-Length: 2\n\n{}');
    const [head = '', ...body] = (await converse(proxy.url, [request])).toString().split('\r\n\r\n');
    expect(head).toMatch(
      /^HTTP\/1\.1 200 OK\r\nContent-Type.*\r\nTransfer-Encoding: chunked\r\nx-ivs-conformance: http-body: response .*JSON object/s,
    );
    expect(`${head.split('\r\n').slice(0, 3).join('\r\n')}\r\n\r\n${body.join('\r\n\r\n')}`).toBe(
      answer.toString(),
    );
  });

  it('passes a long answer on without findings rather than hold it back', async () => {
    const body = Buffer.alloc(3 * 1024 * 1024, '{');
    const answer = Buffer.concat([
      crlf(`HTTP/1.1 200 OK\nContent-Length: ${body.length}\nConnection: close\n\n`),
      body,
    ]);
    const upstream = await rawUpstream((_, socket) => socket.end(answer));
    const proxy = await proxyTo(upstream.url, { annotates: true });
    const received = await converse(proxy.url, [
      crlf('POST /ListChannels HTTP/1.1\nHost: a\nContent-Length: 2\n\n{}'),
    ]);
    expect(received.equals(answer)).toBe(true);
    expect(proxy.seen[0]?.judged?.outcome).toBe('deviates');
  });

  it('answers 502 where there is no endpoint, and tells why', async () => {
    const proxy = await proxyTo(new URL('http://127.0.0.1:1'));
    const answer = await fetch(new URL('/ListChannels', proxy.url), { method: 'POST', body: '{}' });
    expect([answer.status, await answer.json()]).toEqual([
      502,
      { message: 'ivs-conformance proxy: the endpoint cannot be reached: ECONNREFUSED' },
    ]);
    expect(proxy.seen[0]?.judged).toMatchObject({
      outcome: 'inconclusive',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('passes on what an endpoint says that reads no further', async () => {
    const refusal = crlf('HTTP/1.1 413 Too Large\nContent-Length: 0\nConnection: close\n\n');
    const upstream = await rawUpstream((_, socket) => {
      socket.pause();
      socket.write(refusal);
      setTimeout(() => socket.destroy(), 100);
    });
    const body = Buffer.alloc(4 * 1024 * 1024, ' ');
    const head = crlf(`POST /CreateStage HTTP/1.1\nHost: a\nContent-Length: ${body.length}\n\n`);
    const proxy = await proxyTo(upstream.url);
    expect(await converse(proxy.url, [head, body])).toEqual(refusal);
    expect(proxy.seen.map(({ passed }) => passed.status)).toEqual([413]);
  });

  it.each([
    ['breaks the connection', 'the connection to the endpoint broke: ECONNRESET', true],
    ['closes the connection', 'the endpoint closed the connection', false],
  ])('tells of an endpoint that %s', async (_, why, isReset) => {
    const upstream = await rawUpstream((_received, socket) =>
      isReset ? socket.resetAndDestroy() : socket.end(),
    );
    const proxy = await proxyTo(upstream.url);
    expect(
      (await converse(proxy.url, [crlf('POST /ListChannels HTTP/1.1\nContent-Length: 2\n\n{}')])).length,
    ).toBe(0);
    await expect.poll(() => proxy.seen[0]?.passed.failure).toBe(why);
  });

  it('is not upset by clients that go away', async () => {
    const upstream = await rawUpstream(() => undefined);
    const proxy = await proxyTo(upstream.url);
    const leave = AbortSignal.timeout(50);
    await expect(fetch(proxy.url, { method: 'POST', body: '{}', signal: leave })).rejects.toThrow();
    await expect.poll(() => proxy.seen[0]?.passed.failure).toBe('the client closed the connection first');
  });

  it('signs anew, so that an endpoint takes what another one was signed for', async () => {
    const credentials = { accessKeyId: 'theirs', secretAccessKey: 'secret' };
    const reference = createReference({ credentials, region: 'us-east-1' });
    const server = await startReference(reference);
    closeAfterTest(() => server.close());
    const { host } = new URL(server.url);
    const proxy = await proxyTo(new URL(server.url), {
      resign: createResign(host, 'us-east-1', async () => credentials),
    });
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 of somebody else',
      'x-amz-date': '20200101T000000Z',
      'content-type': 'application/json',
    };
    const ask = (url: URL) =>
      fetch(new URL('/CreateChannel', url), { method: 'POST', headers, body: '{"name":"one"}' });
    expect((await ask(new URL(server.url))).status).toBe(403);
    const answers = await Promise.all([ask(proxy.url), ask(proxy.url)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const bytes = crlf(
      'POST /ListChannels HTTP/1.1\nHost: a\nExpect: 100-continue\nConnection: close\nContent-Length: 2\n\n',
    );
    expect((await converse(proxy.url, [bytes, '{}'])).toString()).toMatch(
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /,
    );
  });
});
