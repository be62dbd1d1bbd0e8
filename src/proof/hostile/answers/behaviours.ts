import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { isObject } from '../../../contract/schema/values.js';
import type { ReferenceResponse } from '../../../reference/protocol/request.js';
import type { Send } from '../../../reference/server/server.js';
import { deepJson, longArray, manyMembers, patched } from './bodies.js';

/** What a hostile endpoint answers in place of a body; undefined where it answers as it should. */
type Body = (answer: ReferenceResponse) => string | Buffer | undefined;

const MEBIBYTE = 1024 * 1024;

/** Sends an answer as it is but for its body and headers. */
function withBody(body: Body, headers: { readonly [name: string]: string } = {}, status?: number): Send {
  return (response, answer) => {
    const sent = body(answer) ?? answer.body;
    const all = { ...answer.headers, ...headers, 'content-length': String(Buffer.byteLength(sent)) };
    response.writeHead(status ?? answer.status, all).end(sent);
  };
}

/** Writes an answer over the bare connection, which then ends. */
function raw(head: (answer: ReferenceResponse) => string): Send {
  return (response, answer) => {
    response.socket?.end(`${head(answer)}\r\n\r\n${answer.body}`);
  };
}

/** Goes on until the other side has enough. */
function endless(begin: (response: ServerResponse) => void, piece: string, everyMs: number): Send {
  return (response) => {
    begin(response);
    const timer = setInterval(() => response.write(piece), everyMs);
    response.on('close', () => clearInterval(timer));
  };
}

const startJson = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' });
};

const bomb = gzipSync(Buffer.alloc(256 * MEBIBYTE, ' '));
const bombInBomb = gzipSync(bomb);

/** What an endpoint may answer to harm whoever asks it, by what it does. The reference endpoint decides on everything else. */
export const ANSWERS: { readonly [behaviour: string]: Send } = {
  'nests 100,000 lists': withBody(() => deepJson(100_000)),
  'nests 100,000 objects': withBody(() => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
  'nests 3,000 levels within tags': withBody(patched('tags', `{"a":${deepJson(3_000)}}`)),
  'nests 3,000 levels within every ARN': withBody(patched('arn', deepJson(3_000))),
  'nests 3,000 levels beside what is known': withBody(({ body }) =>
    body.replace(/^\{/, `{"further":${deepJson(3_000)}${body === '{}' ? '' : ','}`),
  ),
  'has 100,000 members that nobody knows': withBody(({ body }) => manyMembers(body, 100_000)),
  'has 400,000 tags': withBody(patched('tags', manyMembers('{}', 400_000))),
  'has an error type of a megabyte': withBody(
    () => `{"__type":"${'E'.repeat(MEBIBYTE)}"}`,
    { 'content-type': 'application/json' },
    400,
  ),
  'has an error message of a megabyte': withBody(({ body, status }) =>
    status < 400 ? undefined : body.replace('"message":"', `$&${'m'.repeat(MEBIBYTE)}`),
  ),
  'lists a million numbers': withBody(longArray(1_000_000, '1')),
  'lists a million objects': withBody(longArray(1_000_000, '{}')),
  'answers everything with 7 MiB of spaces': withBody(({ body }) => ' '.repeat(7 * MEBIBYTE) + body),
  'answers everything with a text of 7 MiB': withBody(({ body }) =>
    body.replace(/^\{/, `{"further":"${'x'.repeat(7 * MEBIBYTE)}"${body === '{}' ? '' : ','}`),
  ),
  'has names of 900 KiB': withBody(patched('name', JSON.stringify('n'.repeat(900 * 1024)))),
  'has ARNs of 900 KiB': withBody(patched('arn', JSON.stringify(`arn:aws:ivs:${'n'.repeat(900 * 1024)}`))),
  'sends tiny chunks for ever': endless(startJson, ' ', 20),
  'sends large chunks for ever': endless(startJson, ' '.repeat(65_536), 1),
  'sends informational answers for ever': endless(() => {}, '', 20),
  'has escape sequences in its reason phrase': raw(
    ({ status, headers, body }) =>
      `HTTP/1.1 ${status} \u001b[31mNo\u001b]8;;http://example.invalid\u0007\r\ncontent-type: ${headers['content-type'] ?? ''}\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}`,
  ),
  'has escape sequences in every name': withBody(
    patched('name', JSON.stringify('\u001b[2J\u001b]0;owned\u0007\u202egnp\u2066.exe')),
  ),
  'has lone surrogates in its ARNs': withBody(({ body }) => body.replaceAll('"arn:aws', '"\\ud800arn:aws')),
  'has ARNs of lone surrogates and NUL': withBody(patched('arn', '"arn:\\udfff\\u0000\\ud800"')),
  'redirects to itself for ever': (response) =>
    void response.writeHead(307, { location: response.req.url ?? '/' }).end(),
  'is a gzip bomb': withBody(() => bomb, { 'content-encoding': 'gzip' }),
  'is a gzip bomb in a gzip bomb': withBody(() => bombInBomb, { 'content-encoding': 'gzip, gzip' }),
  'names a hundred codings': withBody(({ body }) => body, {
    'content-encoding': Array.from({ length: 100 }, () => 'gzip').join(','),
  }),
  'has 2,000 headers': raw(
    ({ status }) =>
      `HTTP/1.1 ${status} OK\r\nconnection: close\r\n${Array.from({ length: 2_000 }, (_, index) => `x-${index}: ${index}`).join('\r\n')}`,
  ),
  'has a header of a megabyte': raw(
    ({ status }) => `HTTP/1.1 ${status} OK\r\nx-long: ${'x'.repeat(MEBIBYTE)}`,
  ),
  'has a request ID of 15 KiB': withBody(() => undefined, { 'x-amzn-requestid': 'r'.repeat(15 * 1024) }),
  'shows one page for ever': withBody(patchedPages(() => 'always')),
  'has no end of pages': withBody(patchedPages((page) => `page-${page}`)),
  'has members named as those of every object': withBody(({ body }) =>
    body.replace(
      /^\{/,
      `{"__proto__":{"arn":1},"constructor":"x","toString":null,"hasOwnProperty":1${body === '{}' ? '' : ','}`,
    ),
  ),
  'has another type in every member': withBody(({ body }) => JSON.stringify(turned(parse(body)))),
  'has null in every member': withBody(({ body }) => body.replace(/:(?:"[^"]*"|\d+|true|false)/g, ':null')),
  'has numbers beyond all bounds': withBody(({ body }) => body.replace(/:\d+/g, ':1e400')),
  'asks to wait a billion seconds': withBody(
    () => '{"message":"slow down"}',
    { 'retry-after': '1000000000' },
    429,
  ),
  'ends in the middle of a body': (response, { status, headers, body }) => {
    response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body) + 10) });
    response.write(body);
    response.socket?.end();
  },
  'closes without a word': (response) => void response.socket?.destroy(),
};

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

/** Every value as one of another type. */
function turned(value: unknown): unknown {
  if (typeof value === 'string') return { text: [value] };
  if (typeof value === 'number') return [value];
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return { items: value };
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, turned(member)]))
    : 0;
}

/** A list that always has a next page. */
function patchedPages(token: (page: number) => string): Body {
  let page = 0;
  return ({ body, status }) => {
    if (status !== 200 || !/^\{"\w+":\[/.test(body)) return undefined;
    page += 1;
    const list = body.replace(/,?"nextToken":"[^"]*"/, '');
    return list.replace(/\}$/, `,"nextToken":"${token(page)}"}`);
  };
}
