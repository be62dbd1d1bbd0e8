import type { HarEntry } from '../har/har.js';

export const ARN = 'arn:aws:ivs:us-east-1:123456789012:channel/abcdABCD1234';
export const CHANNEL = { arn: ARN, name: 'one', type: 'STANDARD', latencyMode: 'LOW', preset: '' };

/** An exchange in short: what is not said is that of a GetChannel. */
export interface Recorded {
  readonly path?: string;
  readonly method?: string;
  readonly host?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly sent?: unknown;
  readonly status?: number;
  readonly answered?: { readonly [name: string]: string };
  readonly body?: unknown;
  readonly content?: HarEntry['response']['content'];
}

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const list = (headers: { readonly [name: string]: string }) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

/** An entry of a HAR file. */
export function entry(recorded: Recorded): HarEntry {
  const { path = '/GetChannel', method = 'POST', host = 'http://127.0.0.1:5000', headers = {} } = recorded;
  const { sent = { arn: ARN }, status = 200, answered = {}, body = { channel: CHANNEL }, content } = recorded;
  return {
    request: {
      ...{ method, url: `${host}${path}`, headers: list(headers) },
      ...(sent === '' ? {} : { postData: { mimeType: 'application/json', text: text(sent) } }),
    },
    response: {
      status,
      headers: list(answered),
      content: content ?? { mimeType: 'application/json', text: text(body) },
    },
  };
}
