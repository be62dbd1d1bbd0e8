import { describe, expect, it } from 'vitest';
import { createSigner } from '../../transport/signing/signing.js';
import { createReference } from '../reference.js';
import { contracts } from '../testing/client.js';
import type { ReferenceRequest } from './request.js';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a secret' };
const REGION = 'eu-central-1';
const NOW = new Date('2026-01-02T03:04:05Z');

const POST = {
  method: 'POST',
  path: '/ListChannels',
  headers: { 'content-type': 'application/json' },
  body: '{"maxResults":1}',
};

type Request = Omit<ReferenceRequest, 'headers'> & { readonly headers: { readonly [name: string]: string } };

/** The request as the signer of the AWS SDK signs it. */
async function signed(
  request: Request,
  { credentials = CREDENTIALS, region = REGION, date = NOW, service = 'ivs' } = {},
): Promise<Request> {
  const sign = createSigner(region, async () => credentials, service);
  return { ...request, headers: await sign(request, 'localhost', date) };
}

function answer(request: ReferenceRequest, credentials = CREDENTIALS): string {
  const reference = createReference({ contracts, credentials, region: REGION, now: () => NOW });
  const { status, headers } = reference.handle(request);
  return `${status} ${headers['x-amzn-errortype'] ?? ''}`.trim();
}

describe('a reference endpoint with credentials', () => {
  it.each<[string, Request]>([
    ['a body', POST],
    ['a body that is not UTF-8', { ...POST, body: Buffer.from([0x7b, 0xff, 0x7d]) }],
    ['a path with an ARN', { ...POST, method: 'GET', body: '', path: '/tags/arn%3Aaws%3Aivs%3A%2Fa%20b' }],
    ['a path that is not percent-encoded', { ...POST, method: 'GET', body: '', path: '/tags/%zz' }],
    ['dots and slashes in a path', { ...POST, path: '/a/../b//./ListChannels/' }],
    ['a query', { ...POST, method: 'DELETE', path: '/tags/x?tagKeys=b%2Fc&tagKeys=a&x', body: '' }],
    ['a header with spaces', { ...POST, headers: { ...POST.headers, 'x-a': '  a   b ' } }],
  ])('accepts what is signed, with %s', async (_, request) => {
    expect(answer(await signed(request))).not.toMatch(/^403/);
  });

  it('wants the session token of temporary credentials', async () => {
    const temporary = { ...CREDENTIALS, sessionToken: 'a token' };
    expect(answer(await signed(POST, { credentials: temporary }), temporary)).toBe('200');
    expect(answer(await signed(POST), temporary)).toBe('403 UnrecognizedClientException');
  });

  const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
  it('accepts dates that are up to 15 minutes off', async () => {
    expect(answer(await signed(POST, { date: minutes(-15) }))).toBe('200');
    expect(answer(await signed(POST, { date: minutes(15) }))).toBe('200');
  });

  it.each<[string, string, () => Promise<Request> | Request]>([
    ['no signature', 'MissingAuthenticationTokenException', () => POST],
    [
      'half a signature',
      'IncompleteSignatureException',
      () => ({
        ...POST,
        headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a/20260102/b/ivs/aws4_request' },
      }),
    ],
    [
      'an unknown key',
      'UnrecognizedClientException',
      () => signed(POST, { credentials: { ...CREDENTIALS, accessKeyId: 'B' } }),
    ],
    [
      'another secret',
      'InvalidSignatureException',
      () => signed(POST, { credentials: { ...CREDENTIALS, secretAccessKey: 'b' } }),
    ],
    ['another region', 'InvalidSignatureException', () => signed(POST, { region: 'us-east-1' })],
    ['another service', 'InvalidSignatureException', () => signed(POST, { service: 's3' })],
    ['an old date', 'InvalidSignatureException', () => signed(POST, { date: minutes(-16) })],
    ['a future date', 'InvalidSignatureException', () => signed(POST, { date: minutes(16) })],
    ['another body', 'InvalidSignatureException', async () => ({ ...(await signed(POST)), body: '{}' })],
    [
      'another path',
      'InvalidSignatureException',
      async () => ({ ...(await signed(POST)), path: '/ListStages' }),
    ],
    ['another method', 'InvalidSignatureException', async () => ({ ...(await signed(POST)), method: 'PUT' })],
    [
      'another header',
      'InvalidSignatureException',
      async () => {
        const request = await signed(POST);
        return { ...request, headers: { ...request.headers, 'content-type': 'text/plain' } };
      },
    ],
  ])('refuses %s with 403', async (_, code, request) => {
    expect(answer(await request())).toBe(`403 ${code}`);
  });
});

it('a reference endpoint without credentials accepts requests without a signature', () => {
  expect(createReference({ contracts }).handle(POST).status).toBe(200);
});
