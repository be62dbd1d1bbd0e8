import {
  CreateChannelCommand,
  IvsClient,
  type IvsClientConfig,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ivs';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TEST_CREDENTIALS } from '../testing/requests.js';
import { type Credentials, createSigner } from './signing.js';

const NOW = new Date('2026-01-02T03:04:05Z');
const RESOURCE = 'arn:aws:ivs:us-west-2:123456789012:channel/abcdABCDefgh';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The request as the AWS SDK would have put it on the wire. */
async function signedBySdk(
  credentials: Credentials,
  send: (client: IvsClient) => Promise<unknown>,
): Promise<HttpRequest> {
  let captured: HttpRequest | undefined;
  const requestHandler: IvsClientConfig['requestHandler'] = {
    handle: async (request: HttpRequest) => {
      captured = request;
      return { response: new HttpResponse({ statusCode: 200, headers: {}, body: new Uint8Array() }) };
    },
  };
  const client = new IvsClient({ region: 'us-west-2', credentials, requestHandler });
  await send(client);
  if (captured === undefined) throw new Error('the AWS SDK sent nothing');
  return captured;
}

/** What the same request looks like to our signer: path and query as one raw target. */
function rawTarget({ path, query }: HttpRequest): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value ?? '')}`),
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

function withoutSignature(headers: { readonly [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
}

describe('signs as the AWS SDK does', () => {
  const operations: readonly [string, RegExp, (client: IvsClient) => Promise<unknown>][] = [
    [
      'CreateChannel',
      /^\/CreateChannel$/,
      (client) => client.send(new CreateChannelCommand({ name: 'a', tags: { ü: '  b ' } })),
    ],
    [
      'TagResource',
      /^\/tags\/arn%3Aaws%3Aivs%3A/,
      (client) => client.send(new TagResourceCommand({ resourceArn: RESOURCE, tags: { a: 'b' } })),
    ],
    [
      'UntagResource',
      /^\/tags\/.*\?tagKeys=b%20%26&tagKeys=a$/,
      (client) => client.send(new UntagResourceCommand({ resourceArn: RESOURCE, tagKeys: ['b &', 'a'] })),
    ],
  ];
  const credentials: readonly [string, Credentials][] = [
    ['a key pair', TEST_CREDENTIALS],
    ['temporary credentials', { ...TEST_CREDENTIALS, sessionToken: 'session/token+==' }],
  ];
  it.each(
    operations.flatMap(([operation, target, send]) =>
      credentials.map(([kind, pair]) => ({ operation, target, send, kind, pair })),
    ),
  )('$operation with $kind', async ({ target, send, pair }) => {
    const sdk = await signedBySdk(pair, send);
    const path = rawTarget(sdk);
    expect(path).toMatch(target);
    const sign = createSigner('us-west-2', async () => pair);
    const request = { method: sdk.method, path, headers: withoutSignature(sdk.headers), body: sdk.body };
    const headers = await sign(request, sdk.hostname, NOW);
    expect(sdk.headers.authorization).toMatch(/\/20260102\/us-west-2\/ivs\/aws4_request, /);
    expect(headers).toEqual(sdk.headers);
  });
});

it('signs for the host of the endpoint, with its port, unless the request names another', async () => {
  const sign = createSigner('us-west-2', async () => TEST_CREDENTIALS);
  const request = { method: 'GET', path: '/', headers: {} };
  expect(await sign(request, 'localhost:4566', NOW)).toMatchObject({ host: 'localhost:4566' });
  const named = await sign({ ...request, headers: { Host: 'example.org' } }, 'localhost:4566', NOW);
  expect(named).not.toHaveProperty('host');
});

it('signs a target whose percent-encoding is broken, as it stands', async () => {
  const sign = createSigner('us-west-2', async () => TEST_CREDENTIALS);
  const headers = await sign({ method: 'GET', path: '/tags/%zz?a=%zz&&b', headers: {} }, 'h', NOW);
  expect(headers.authorization).toMatch(/Signature=[0-9a-f]{64}$/);
});
