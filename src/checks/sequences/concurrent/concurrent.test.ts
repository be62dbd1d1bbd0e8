import { afterEach, describe, expect, test } from 'vitest';
import type { CheckResult } from '../../../results/types.js';
import { allChecks, ask, census, only, referenceEndpoint } from '../../../runner/testing/asking.js';
import { createTransport } from '../../../transport/http/http.js';
import type { InProcessEndpoint } from '../../../transport/in-process.js';
import { httpServer, type TestServer } from '../../../transport/testing/servers.js';
import { crowding, racing } from '../sequences/testing/broken.js';

const concurrent = allChecks.filter(({ kind }) => kind === 'concurrent');
const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Loses one of two updates of a policy that come at once. */
const losing = () =>
  racing(
    referenceEndpoint(),
    '/UpdatePlaybackRestrictionPolicy',
    { path: '/GetPlaybackRestrictionPolicy', output: 'playbackRestrictionPolicy' },
    ['name', 'allowedCountries', 'allowedOrigins', 'enableStrictOriginEnforcement'],
  );

/** Asks one check of an endpoint, over HTTP if wanted, with as many seeds as it takes to see a fault. */
async function found(id: string, endpoint: InProcessEndpoint, isServed = false): Promise<CheckResult> {
  const checks = concurrent.filter((check) => check.id === id);
  const server = isServed ? await serve(endpoint) : undefined;
  for (let seed = 1; seed <= 20; seed += 1) {
    const credentials = async () => ({ accessKeyId: 'test', secretAccessKey: 'test' });
    const transport = server && createTransport({ endpoint: server.url, region: 'us-east-1', credentials });
    const asked = await ask(endpoint, {
      ...{ effort: 'standard', seed, checks },
      ...(transport && { transport: () => transport }),
    });
    await transport?.close();
    if (only(asked).outcome !== 'conforms') return only(asked);
  }
  throw new Error(`${id} finds nothing`);
}

async function serve(endpoint: InProcessEndpoint): Promise<TestServer> {
  const server = await httpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url: path = '' } = request;
    const answer = await endpoint({ method, path, headers: {}, body });
    response.writeHead(answer.status, { ...answer.headers }).end(answer.body);
  });
  servers.push(server);
  return server;
}

function callsOf({ deviation }: CheckResult): string[] {
  return [deviation?.counterexample ?? []].flat().flatMap((call) => Object.keys(Object(call)));
}

describe.each([
  ['in this process', false],
  ['over HTTP', true],
])('of two updates at once one is lost: %s', (_, isServed) => {
  test('two calls are enough to show it', async () => {
    const result = await found('concurrent/ivs/PlaybackRestrictionPolicy', losing(), isServed);
    expect(result.outcome).toBe('deviates');
    expect(result.operations[0]).toBe('GetPlaybackRestrictionPolicy');
    expect(callsOf(result)).toEqual([
      'CreatePlaybackRestrictionPolicy',
      'UpdatePlaybackRestrictionPolicy',
      'UpdatePlaybackRestrictionPolicy',
      'GetPlaybackRestrictionPolicy',
    ]);
    expect(result.deviation?.expected).toMatch(
      /^what some order of the calls leaves: playbackRestrictionPolicy\./,
    );
    expect(result.deviation?.observed).toMatch(/after UpdatePlayback\w+, UpdatePlayback\w+ at once$/);
  });
});

test('two clients get more than there is room for', async () => {
  const result = await found('concurrent/ivs/StreamKey', crowding(referenceEndpoint()));
  expect(result.deviation?.expected).toBe('success of at most 1: a Channel has no more StreamKeys');
});

describe('endpoints on which calls at once wait for one another, or are refused', () => {
  const answering = (refuses: boolean): InProcessEndpoint => {
    const inner = referenceEndpoint();
    let isBusy = false;
    return async (request) => {
      const isWrite = /Update|Delete|tags/.test(request.path);
      if (refuses && isBusy && isWrite && !request.path.startsWith('/tags')) {
        const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'ConflictException' };
        return { status: 409, headers, body: JSON.stringify({ exceptionMessage: 'busy' }) };
      }
      isBusy = true;
      await new Promise((resolve) => setTimeout(resolve, 1));
      isBusy = false;
      return inner(request);
    };
  };

  test.each([
    ['wait', false],
    ['are refused', true],
  ])('they %s: nothing is reported', async (_, refuses) => {
    for (const seed of [1, 2, 3]) {
      const { results } = await ask(answering(refuses), { effort: 'standard', seed, checks: concurrent });
      expect(results.filter(({ outcome }) => outcome === 'deviates')).toEqual([]);
    }
  });
});

test.each([1, 2, 3])('the reference endpoint conforms, and nothing is left behind: seed %i', async (seed) => {
  const endpoint = referenceEndpoint();
  const { results } = await ask(endpoint, { effort: 'standard', seed, concurrency: 4, checks: concurrent });
  expect(results.filter(({ outcome }) => outcome !== 'conforms')).toEqual([]);
  expect(await census(endpoint)).toEqual([]);
});
