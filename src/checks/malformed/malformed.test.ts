import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../results/types.js';
import {
  allChecks,
  ask,
  census,
  checksWith,
  json,
  only,
  referenceEndpoint,
  refusal,
} from '../../runner/testing/asking.js';
import { isObject } from '../../transport/http/answer.js';
import type { InProcessEndpoint, InProcessRequest } from '../../transport/in-process.js';
import { type Transport, TransportError } from '../../transport/types.js';

const malformed = allChecks.filter(({ kind }) => kind === 'malformed');
const textOf = ({ body }: InProcessRequest) => Buffer.from(body).toString('utf8');
const isBroken = (request: InProcessRequest) => {
  try {
    JSON.parse(textOf(request) || '{}');
    return false;
  } catch {
    return true;
  }
};

/** The reference endpoint, but for requests whose body is no JSON. */
function whereBroken(
  answer: (request: InProcessRequest) => ReturnType<InProcessEndpoint>,
): InProcessEndpoint {
  const endpoint = referenceEndpoint();
  return (request) => (isBroken(request) ? answer(request) : endpoint(request));
}

function deviating(results: readonly CheckResult[]): string[] {
  return results.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id);
}

/** The one check of `CreateChannel` whose name this is, at an endpoint. */
const askOne = async (endpoint: InProcessEndpoint, name: string) =>
  only(await ask(endpoint, { checks: checksWith(`malformed/ivs/${name}`).slice(0, 1) }));

describe('checks of malformed requests', () => {
  test.each([3, 4])('conform on the reference endpoint, and leave nothing there (seed %i)', async (seed) => {
    const endpoint = referenceEndpoint();
    const { results } = await ask(endpoint, { checks: malformed, seed });
    expect(results.filter(({ outcome }) => outcome !== 'conforms')).toEqual([]);
    expect(await census(endpoint)).toEqual([]);
  });

  test('name the member whose type is not enforced, with what was sent', async () => {
    const endpoint = referenceEndpoint();
    const coercing: InProcessEndpoint = (request) => {
      if (request.path !== '/CreateChannel' || isBroken(request)) return endpoint(request);
      const input = JSON.parse(textOf(request) || '{}');
      if (!isObject(input)) return endpoint(request);
      const { name, ...rest } = input;
      const text = typeof name === 'string' || name === undefined ? name : 'coerced';
      return endpoint({ ...request, body: JSON.stringify({ ...rest, name: text }) });
    };
    const { results } = await ask(coercing, { checks: malformed });
    expect(deviating(results)).toEqual(['malformed/ivs/CreateChannel/type/name']);
    const { deviation } = results.find(({ outcome }) => outcome === 'deviates') ?? {};
    expect(deviation).toMatchObject({ member: 'name', observed: '200 (success)' });
    expect(deviation?.counterexample).toHaveProperty('CreateChannel.name');
    expect(await census(endpoint)).toEqual([]);
  });

  test('ask again with a real resource where an endpoint looks it up first', async () => {
    const endpoint = referenceEndpoint();
    const lookingUp: InProcessEndpoint = async (request) => {
      const answer = await endpoint(request);
      if (request.path !== '/UpdateChannel' || answer.status !== 400) return answer;
      const { arn } = JSON.parse(textOf(request) || '{}');
      const found = await endpoint({ ...request, path: '/GetChannel', body: JSON.stringify({ arn }) });
      return found.status === 404 ? found : answer;
    };
    const checks = checksWith('malformed/ivs/UpdateChannel/type/').filter(({ member }) => member !== 'arn');
    const { results } = await ask(lookingUp, { checks });
    expect(results.filter(({ outcome }) => outcome !== 'conforms')).toEqual([]);
  });

  test('say nothing where the caller has no right to ask', async () => {
    const denied = whereBroken(() => refusal(403, 'AccessDeniedException'));
    expect(await askOne(denied, 'GetChannel/body')).toMatchObject({ outcome: 'inconclusive' });
  });
});

describe('a malformed request', () => {
  test('that is answered with 5xx is a deviation', async () => {
    const result = await askOne(
      whereBroken(() => json(500, { message: 'oops' })),
      'GetChannel/body',
    );
    expect(result.deviation?.observed).toBe('500 without an error code: oops');
    expect(result.deviation?.reproduce.awsCli).toBeUndefined();
  });

  test('that is refused in HTML is refused, but not in the form of an error', async () => {
    const html = { status: 400, headers: { 'content-type': 'text/html' }, body: '<h1>Bad Request</h1>' };
    const { results } = await ask(
      whereBroken(() => html),
      { checks: malformed },
    );
    expect(deviating(results)).toEqual(['malformed/ivs/error-form', 'malformed/ivs-realtime/error-form']);
    expect(results.find(({ outcome }) => outcome === 'deviates')?.deviation).toMatchObject({
      expected: 'a JSON object that describes the error',
      observed: '400 with text/html',
    });
  });

  /** A transport over which requests with a broken body come to nothing. */
  const failing =
    (failure: 'timeout' | 'reset', isBad: (request: InProcessRequest) => boolean) => (inner: Transport) => ({
      endpoint: inner.endpoint,
      region: inner.region,
      requests: 0,
      close: () => inner.close(),
      send: async (request: Parameters<Transport['send']>[0]) => {
        const { method, path, body = '', headers } = request;
        if (!isBad({ method, path, body, headers })) return inner.send(request);
        throw new TransportError(failure, 'nothing came', { ...request, url: `http://localhost${path}` });
      },
    });

  test.each(['timeout', 'reset'] as const)('that nothing comes to (%s) is a deviation', async (failure) => {
    const { results } = await ask(referenceEndpoint(), {
      checks: checksWith('malformed/ivs/GetChannel/body'),
      transport: failing(failure, isBroken),
    });
    expect(results[0]).toMatchObject({
      outcome: 'deviates',
      deviation: { observed: 'no answer: nothing came' },
    });
    const [exchange] = results[0]?.deviation?.exchanges.slice(-1) ?? [];
    expect(exchange).toMatchObject({ error: 'nothing came' });
    expect(exchange).not.toHaveProperty('response');
  });

  test.each([
    ['reset', 'conforms'],
    ['timeout', 'deviates'],
  ] as const)('that is far too long may end the connection, but not hang (%s)', async (failure, outcome) => {
    const { results } = await ask(referenceEndpoint(), {
      checks: checksWith('malformed/ivs/oversize'),
      transport: failing(failure, ({ body }) => body.length > 1_000_000),
    });
    expect(results[0]?.outcome).toBe(outcome);
  });
});

test('a refused update that changed something is told with what it takes to see it again', async () => {
  const endpoint = referenceEndpoint();
  const half: InProcessEndpoint = async (request) => {
    const answer = await endpoint(request);
    if (request.path !== '/UpdateChannel' || answer.status !== 400) return answer;
    const { arn, ...members } = JSON.parse(textOf(request));
    for (const [member, value] of Object.entries(members))
      await endpoint({ ...request, body: JSON.stringify({ arn, [member]: value }) });
    return answer;
  };
  const result = await askOne(half, 'UpdateChannel/unchanged');
  expect(result.deviation?.observed).toMatch(/^changed: /);
  const lines = result.deviation?.reproduce.curl.split('\n') ?? [];
  expect(lines.map((line) => /\/(\w+)(?: |$)(?!.*\/\w)/.exec(line.replace(/ [|>].*/, ''))?.[1])).toEqual([
    'CreateChannel',
    'UpdateChannel',
    'GetChannel',
  ]);
});
