import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { NOWHERE } from '../../checks/operations/unknown.js';
import { createTransport } from '../../transport/http/http.js';
import { ask, checksWith } from '../testing/asking.js';
import { hasCurl, run } from '../testing/shell.js';

describe.skipIf(!hasCurl)('a malformed request is sent again, byte for byte, by curl', () => {
  test('of every check that an endpoint which always fails deviates from', async () => {
    const seen: string[] = [];
    const failing = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method, url, headers } = request;
      const body = Buffer.concat(chunks).toString('base64');
      seen.push(JSON.stringify([method, url, headers['content-type'], headers.accept, body]));
      // What does not exist is told apart, or the endpoint would have no operation at all.
      const status = url === `/${NOWHERE}` ? 404 : 500;
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"no"}');
    });
    await new Promise<void>((resolve) => failing.listen(0, '127.0.0.1', resolve));
    const address = failing.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const transport = createTransport({
      endpoint: new URL(`http://127.0.0.1:${address.port}`),
      region: 'us-east-1',
      credentials: async () => ({ accessKeyId: 'test', secretAccessKey: 'test' }),
    });
    try {
      const names = ['error', 'path', 'method', 'content-type', 'text', 'duplicate', 'nesting', 'tag-path'];
      const { results } = await ask(() => Promise.reject(new Error('nothing is asked in this process')), {
        checks: checksWith(...names.map((name) => `malformed/ivs/${name}`), 'malformed/ivs/GetChannel/body'),
        transport: () => transport,
      });
      const deviations = results.flatMap(({ deviation }) => deviation ?? []);
      expect(deviations.length).toBeGreaterThanOrEqual(7);
      for (const { reproduce } of deviations) {
        const asked = seen.length;
        await run(reproduce.curl);
        expect(seen.slice(0, asked)).toContain(seen[asked]);
      }
    } finally {
      await transport.close();
      failing.closeAllConnections();
      failing.close();
    }
  });
});
