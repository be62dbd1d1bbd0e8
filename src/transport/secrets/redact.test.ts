import { describe, expect, it } from 'vitest';
import { createChannel } from '../testing/requests.js';
import { type Exchange, TransportError } from '../types.js';
import { isAbbreviated, redactExchange, redactFailure, redactText, redactValue } from './redact.js';

const NOTHING = { input: [], output: [] };
const JWT = 'eyJhbGciOiJFUzM4NCJ9.eyJhIjoxfQ.c2ln-_bmF0dXJl';
const PEM = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----';
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260102/us-west-2/ivs/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

function exchange(body: string, headers: { [name: string]: string } = {}, url = 'http://h/p'): Exchange {
  return {
    request: { ...createChannel({ headers, body }), url },
    response: { status: 200, headers, body },
    durationMs: 2,
  };
}

describe('redactText', () => {
  it.each([
    ['a stream key', 'sk_us-west-2_abcdABCDefgh_567ghijkl'],
    ['an ingest stream key', 'rt_4567_abcdEFGHijkl'],
    ['a JSON Web Token', JWT],
    ['a private key', PEM],
    ['a private key that is cut off', '-----BEGIN PRIVATE KEY-----\nMHcCAQEE'],
    ['an access key id', 'ASIAIOSFODNN7EXAMPLE'],
  ])('replaces %s', (_, secret) => {
    expect(redactText(`before ${secret}`)).toBe('before [redacted]');
  });

  it.each([
    ['http://u:p@h/x', 'http://[redacted]@h/x'],
    ['/p?a=1&X-Amz-Signature=abc&b=2', '/p?a=1&X-Amz-Signature=[redacted]&b=2'],
    ['/p?nextToken=abc', '/p?nextToken=abc'],
    ['{"passphrase": "a\\"b", oops', '{"passphrase": "[redacted]", oops'],
    [AUTHORIZATION, AUTHORIZATION.replace(/AKIA\w+/, '[redacted]').replace(/[0-9a-f]{64}/, '[redacted]')],
    ['task_force and desk_top', 'task_force and desk_top'],
    ['arn:aws:ivs:us-west-2:1:stream-key/abc', 'arn:aws:ivs:us-west-2:1:stream-key/abc'],
    ['-----BEGIN PUBLIC KEY-----', '-----BEGIN PUBLIC KEY-----'],
  ])('makes of %j %j', (text, redacted) => {
    expect(redactText(text)).toBe(redacted);
  });

  it.each([
    'eyJ',
    'eyJa.',
    'sk_',
    '-----BEGIN PRIVATE KEY',
    'Credential=',
    '"token":"',
    '://a',
    '\\"token":"\\',
  ])('reads a hostile text in linear time: %j over and over', (piece) => {
    const text = piece.repeat(Math.ceil(2_000_000 / piece.length));
    const started = performance.now();
    redactText(text);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('redactValue', () => {
  it('follows pointers through lists and maps', () => {
    const value = { keys: [{ value: 'a', arn: 'x' }, { value: 'b' }], map: { k: { v: 1 } }, 'a/b': 'c' };
    expect(redactValue(value, ['/keys/*/value', '/map/*/v', '/a~1b'])).toEqual({
      keys: [{ value: '[redacted]', arn: 'x' }, { value: '[redacted]' }],
      map: { k: { v: '[redacted]' } },
      'a/b': '[redacted]',
    });
  });

  it('replaces whatever stands at a pointer, but for what tells nothing', () => {
    const pointers = ['/a', '/b', '/c', '/d', '/e'];
    expect(redactValue({ a: { b: 1 }, b: null, c: '', d: false, e: 0 }, pointers)).toEqual({
      a: '[redacted]',
      b: null,
      c: '',
      d: false,
      e: '[redacted]',
    });
  });

  it('replaces members named like secrets, and secrets in names', () => {
    const value = { srt: { passphrase: 'p' }, Token: 't', nextToken: 'n', tags: { sk_abcdef: JWT } };
    expect(redactValue(value, [])).toEqual({
      srt: { passphrase: '[redacted]' },
      Token: '[redacted]',
      nextToken: 'n',
      tags: { '[redacted]': '[redacted]' },
    });
  });

  it('takes pointers that lead nowhere and odd names', () => {
    const value = JSON.parse('{"__proto__":{"token":"t"},"constructor":1}');
    expect(JSON.stringify(redactValue(value, ['/x/*/y', '', 'odd']))).toBe('"[redacted]"');
    expect(JSON.stringify(redactValue(value, ['/x/*/y', '/constructor/z']))).toBe(
      '{"__proto__":{"token":"[redacted]"},"constructor":1}',
    );
  });
});

describe('redactExchange', () => {
  it('redacts input and output, each by its own pointers, and keeps JSON JSON', () => {
    const { request, response } = redactExchange(exchange('{ "metadata": "m", "value": "v" }'), {
      input: ['/metadata'],
      output: ['/value'],
    });
    expect(JSON.parse(request.body)).toEqual({ metadata: '[redacted]', value: 'v' });
    expect(JSON.parse(response?.body ?? '')).toEqual({ metadata: 'm', value: '[redacted]' });
  });

  it('keeps a body without secrets as it came, to the byte', () => {
    const body = '{ "a" : 1.0,\n"a":1e2, "big": 12345678901234567890 }';
    expect(redactExchange(exchange(body), NOTHING).request.body).toBe(body);
  });

  it('keeps of Authorization the scheme, the scope and the names of the headers', () => {
    const { request } = redactExchange(exchange('', { Authorization: AUTHORIZATION }), NOTHING);
    expect(request.headers.Authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=[redacted]/20260102/us-west-2/ivs/aws4_request, SignedHeaders=host;x-amz-date, Signature=[redacted]',
    );
  });

  it.each([
    ['authorization', 'Bearer abc', 'Bearer [redacted]'],
    ['authorization', 'abc', '[redacted]'],
    ['authorization', 'AWS4-HMAC-SHA256 Credential=broken', 'AWS4-HMAC-SHA256 [redacted]'],
    ['x-amz-security-token', 'abc', '[redacted]'],
    ['set-cookie', 'a=b', '[redacted]'],
    ['x-anything', `a ${JWT}`, 'a [redacted]'],
    ['x-amzn-requestid', 'abc', 'abc'],
  ])('makes of the header %s: %j %j', (name, value, redacted) => {
    const { response } = redactExchange(exchange('', { [name]: value }), NOTHING);
    expect(response?.headers[name]).toBe(redacted);
  });

  it('redacts the URL', () => {
    const { request } = redactExchange(exchange('', {}, 'http://h/tags/sk_abcdef?token=x'), NOTHING);
    expect(request.url).toBe('http://h/tags/[redacted]?token=[redacted]');
  });

  it.each(['<p>sk_us_abcdef</p>', '{"a": "sk_us_abcdef"', `{"a":"${'['.repeat(9)}sk_us_abcdef"}`])(
    'redacts what is not JSON, too: %s',
    (body) => {
      expect(redactExchange(exchange(body), NOTHING).response?.body).not.toContain('abcdef');
    },
  );

  it('finds a secret in a member that a second one of its name hides', () => {
    const { response } = redactExchange(exchange('{"a":"sk_us_abcdef","a":"b"}'), NOTHING);
    expect(response?.body).toBe('{"a":"[redacted]","a":"b"}');
  });

  it('takes nesting deeper than the stack', () => {
    const deep = `${'['.repeat(200_000)}"sk_us_abcdef"${']'.repeat(200_000)}`;
    expect(() => redactExchange(exchange(deep), NOTHING)).not.toThrow();
  });

  it('reads bytes as UTF-8', () => {
    const { request } = redactExchange(
      { ...exchange(''), request: { ...exchange('').request, body: new Uint8Array([0x7b, 0xff]) } },
      NOTHING,
    );
    expect(request.body).toBe('{\uFFFD');
  });

  it('cuts a long body after redaction, between characters, and says so', () => {
    const body = `${'x'.repeat(16 * 1024 - 1)}😀${'y'.repeat(100)}`;
    const recorded = redactExchange(exchange(body), NOTHING).request.body;
    expect(recorded.endsWith('x… [102 more characters]')).toBe(true);
    expect(isAbbreviated(recorded)).toBe(true);
    expect(isAbbreviated('a… [1 more characters]')).toBe(false);
  });
});

it('redactFailure records the request and why no response came', () => {
  const request = {
    ...createChannel({ headers: { authorization: AUTHORIZATION } }),
    url: 'http://h/CreateChannel',
  };
  const recorded = redactFailure(new TransportError('reset', `closed ${JWT}`, request), NOTHING);
  expect(recorded).toMatchObject({ operation: 'CreateChannel', error: 'closed [redacted]' });
  expect(recorded.response).toBeUndefined();
  expect(JSON.stringify(recorded)).not.toContain('AKIA');
});
