import type { ReferenceRequest, ReferenceResponse } from '../../../reference/protocol/request.js';

/** A HAR file with these entries. */
export function harOf(entries: readonly object[]): string {
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } });
}

/** An exchange as browsers and proxies write it. */
export function entryOf(
  { method, path, headers, body }: ReferenceRequest,
  { status, headers: answered, body: content }: ReferenceResponse,
  host = 'http://127.0.0.1:5000',
  startedDateTime = '2026-01-01T00:00:00.000Z',
): object {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString();
  return {
    startedDateTime,
    time: 1,
    request: {
      method,
      url: `${host}${path}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(headers),
      queryString: [],
      headersSize: -1,
      bodySize: Buffer.byteLength(text),
      ...(text === '' ? {} : { postData: { mimeType: 'application/json', text } }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(answered),
      content: { size: Buffer.byteLength(content), mimeType: answered['content-type'] ?? '', text: content },
      redirectURL: '',
      headersSize: -1,
      bodySize: Buffer.byteLength(content),
    },
    cache: {},
    timings: { send: 0, wait: 1, receive: 0 },
  };
}

function pairs(headers: ReferenceRequest['headers']): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value: String(value ?? '') }));
}
