import { expect, test } from 'vitest';
import { serve } from '../testing/connections.js';
import { TEST_CREDENTIALS } from '../testing/requests.js';
import { httpServer } from '../testing/servers.js';
import { accountOf } from './account.js';

const caller = { region: 'us-east-1', credentials: async () => TEST_CREDENTIALS };

test('the account is that of the caller, as STS says to a signed request', async () => {
  let authorization = '';
  const sts = httpServer((request, response) => {
    authorization = String(request.headers.authorization);
    response.end('<GetCallerIdentityResult><Account>210987654321</Account></GetCallerIdentityResult>');
  });
  expect(await accountOf(caller, await serve(sts))).toBe('210987654321');
  expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/us-east-1\/sts\/aws4_request/);
});

test.each([
  ['a refusal', 403, '<Error/>'],
  ['something else', 200, 'hello'],
])('it is unknown after %s', async (_, status, text) => {
  const sts = httpServer((_request, response) => response.writeHead(status).end(text));
  expect(await accountOf(caller, await serve(sts))).toBeUndefined();
});

test('it is unknown where nobody answers', async () => {
  expect(await accountOf(caller, new URL('http://127.0.0.1:1'))).toBeUndefined();
});
