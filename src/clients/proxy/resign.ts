import type { CredentialsProvider } from '../../transport/signing/signing.js';
import { createSigner } from '../../transport/signing/signing.js';
import { type Header, joined, withHeaders, withoutHeaders } from './messages/head.js';
import type { Passing } from './passing.js';

/** Gives the head of a request, signed anew. @throws Error where there are no credentials any more */
export type Resign = (passing: Passing) => Promise<Buffer>;

/** What belongs to a signature; and what was settled with the proxy, not with the endpoint. */
const REPLACED: ReadonlySet<string> = new Set([
  ...['host', 'authorization', 'date', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'],
  'expect',
]);

/** Signs requests for an endpoint, in place of whoever sent them. All other headers stay as they are. */
export function createResign(host: string, region: string, credentials: CredentialsProvider): Resign {
  const sign = createSigner(region, credentials);
  return async ({ method, target, head, sent }) => {
    const { 'content-type': type } = joined(head.headers);
    const signed = await sign(
      {
        ...{ method, path: target, body: sent.bytes },
        headers: type === undefined ? {} : { 'content-type': type },
      },
      host,
    );
    const added: Header[] = Object.entries(signed)
      .filter(([name]) => name.toLowerCase() !== 'content-type')
      .map(([name, value]) => ({ name, value }));
    return withHeaders(withoutHeaders(head.raw, REPLACED), added);
  };
}
