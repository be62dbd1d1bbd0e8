import { describe, expect, it } from 'vitest';
import { requestFraming, responseFraming } from './head.js';
import { MessageReader, type Part } from './reader.js';

const crlf = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');

/** What was read, in short: the start line and the body of each message. */
function messages(parts: readonly Part[]): string[] {
  const found: string[] = [];
  for (const part of parts) {
    if (part.kind === 'head') found.push(`${part.head.start} |`);
    else if (part.kind === 'body') found[found.length - 1] += part.data.toString('latin1');
    else found[found.length - 1] += `| ${part.kind}`;
  }
  return found;
}

const REQUESTS: readonly (readonly [what: string, bytes: Buffer, read: readonly string[]])[] = [
  ['no body', crlf('GET / HTTP/1.1\nHost: a\n\n'), ['GET / HTTP/1.1 || end']],
  ['a length', crlf('POST /a HTTP/1.1\nContent-Length: 3\n\nabc'), ['POST /a HTTP/1.1 |abc| end']],
  [
    'a length twice',
    crlf('POST /a HTTP/1.1\nContent-Length: 3\ncontent-length:3\n\nabc'),
    ['POST /a HTTP/1.1 |abc| end'],
  ],
  ['no bytes', crlf('POST /a HTTP/1.1\nContent-Length: 0\n\n'), ['POST /a HTTP/1.1 || end']],
  [
    'chunks, extensions and trailers',
    crlf('POST /a HTTP/1.1\ntransfer-encoding: Chunked\n\n3;x="y"\nabc\n0A\n0123456789\n0\nx-sum: 1\n\n'),
    ['POST /a HTTP/1.1 |abc0123456789| end'],
  ],
  [
    'requests in a row, with an empty line between',
    crlf('POST /a HTTP/1.1\nContent-Length: 1\n\na\nGET /b HTTP/1.1\n\nGET /c HTTP/1.0\n\n'),
    ['POST /a HTTP/1.1 |a| end', 'GET /b HTTP/1.1 || end', 'GET /c HTTP/1.0 || end'],
  ],
  [
    'lines that end in a line feed',
    Buffer.from('PUT / HTTP/1.1\nContent-Length: 1\n\nx'),
    ['PUT / HTTP/1.1 |x| end'],
  ],
  [
    'two lengths',
    crlf('POST / HTTP/1.1\nContent-Length: 1\nContent-Length: 2\n\nabc'),
    ['POST / HTTP/1.1 || lost| lost'],
  ],
  [
    'a chunk without size',
    crlf('POST / HTTP/1.1\nTransfer-Encoding: chunked\n\nxyz\n'),
    ['POST / HTTP/1.1 || lost'],
  ],
];

const reader = () => new MessageReader(requestFraming);

describe('MessageReader', () => {
  it.each(REQUESTS)('reads %s, in whatever pieces it comes, and leaves no byte out', (_, bytes, read) => {
    for (let size = 1; size <= bytes.length; size += 1) {
      const [each, parts] = [reader(), [] as Part[]];
      for (let at = 0; at < bytes.length; at += size) parts.push(...each.push(bytes.subarray(at, at + size)));
      expect(Buffer.concat(parts.map(({ raw }) => raw))).toEqual(bytes);
      expect(messages(parts).map((text) => text.replace(/(?:\| lost)+$/, '| lost'))).toEqual(
        read.map((text) => text.replace(/(?:\| lost)+$/, '| lost')),
      );
    }
  });

  it('is lost in what is no HTTP/1, and reads no further', () => {
    const parts = [...reader().push(crlf('PRI * HTTP/2.0\n\nSM\n\nGET / HTTP/1.1\n\n'))];
    expect(parts.map(({ kind }) => kind)).toEqual(['head', 'lost', 'lost']);
  });

  it('does not wait for ever for a head to end', () => {
    expect([...reader().push(Buffer.alloc(70_000, 'a'))].map(({ kind }) => kind)).toEqual(['lost']);
  });

  it.each([
    ['HEAD', 'HTTP/1.1 200 OK\nContent-Length: 5\n\n', ['HTTP/1.1 200 OK || end']],
    ['POST', 'HTTP/1.1 204 No Content\n\n', ['HTTP/1.1 204 No Content || end']],
    [
      'POST',
      'HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nContent-Length: 1\n\na',
      ['HTTP/1.1 100 Continue |', 'HTTP/1.1 200 OK |a| end'],
    ],
    ['GET', 'HTTP/1.1 200 OK\n\nuntil it ends', ['HTTP/1.1 200 OK |until it ends| end']],
  ])('reads answers to %s: %s', (method, text, read) => {
    const each = new MessageReader((head) => responseFraming(head, method));
    const parts = [...each.push(crlf(text))];
    const last = each.finish();
    expect(messages(last === undefined ? parts : [...parts, last])).toEqual(read);
  });

  it('does not take an answer that breaks off for a whole one', () => {
    const each = new MessageReader((head) => responseFraming(head, 'GET'));
    expect(messages([...each.push(crlf('HTTP/1.1 200 OK\nContent-Length: 5\n\nabc'))])).toEqual([
      'HTTP/1.1 200 OK |abc',
    ]);
    expect(each.finish()).toBeUndefined();
  });
});
