import { describe, expect, test } from 'vitest';
import { Router } from '../../contract/route.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import type { Transport } from '../../transport/types.js';
import {
  allChecks,
  ask,
  checksWith,
  contracts,
  json,
  only,
  referenceEndpoint,
  refusal,
} from '../testing/asking.js';

describe('endpoints that answer everything alike never end in a fault of the suite', () => {
  const everything = (response: ReturnType<typeof json>, checks = allChecks) =>
    ask(() => response, { checks, concurrency: 8 });
  /** The same of an endpoint that knows which paths there are. */
  const everyOperation = (response: ReturnType<typeof json>) => {
    const router = new Router(contracts);
    const answer: InProcessEndpoint = ({ method, path }) =>
      typeof router.find(method, path) === 'string' ? json(404, { message: 'Not Found' }) : response;
    return ask(answer, { checks: varied, concurrency: 8 });
  };
  /** Operations that make something without anything else. */
  const makers = [
    ...[
      'CreateChannel',
      'CreatePlaybackRestrictionPolicy',
      'CreateRecordingConfiguration',
      'CreateAdConfiguration',
      'CreateFailoverSlateConfiguration',
      'ImportPlaybackKeyPair',
    ].map((name) => `ivs/${name}`),
    ...[
      'CreateStage',
      'CreateEncoderConfiguration',
      'CreateStorageConfiguration',
      'CreateIngestConfiguration',
      'ImportPublicKey',
    ].map((name) => `ivs-realtime/${name}`),
  ];
  const varied = allChecks.filter(({ kind }) => kind !== 'constraint');
  const outcomes = (results: readonly { outcome: string }[]) =>
    [...new Set(results.map(({ outcome }) => outcome))].sort();

  test.each([
    ['501 in our form', refusal(501, 'NotImplementedException')],
    ['404 without a body', json(404, undefined)],
    ['404 with HTML', { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' }],
    ['405', json(405, { message: 'Method Not Allowed' })],
    ['400 in our form', refusal(400, 'ValidationException', 'Unknown action')],
    ['an empty success', json(200, {})],
  ])('%s: nothing is implemented', async (_, response) => {
    const { results } = await everything(response);
    expect(outcomes(results)).toEqual(['skipped', 'unimplemented']);
    expect(results.filter(({ outcome }) => outcome === 'unimplemented')).toHaveLength(86);
  });

  test.each([
    [
      'HTML',
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html>\n<title>Hi</title>' },
    ],
    [
      'XML, as object stores do',
      { status: 403, headers: { 'content-type': 'application/xml' }, body: '<Error/>' },
    ],
    ['a JSON list', json(200, [])],
    ['plain text', { status: 400, headers: {}, body: 'Bad Request' }],
  ])('%s: it is not such an endpoint, and nothing is decided', async (_, response) => {
    const { results } = await everything(response);
    expect(outcomes(results)).toEqual(['inconclusive']);
    expect(results[0]?.reason).toContain('does not answer as Amazon IVS does');
    expect(results[0]?.reason).toContain(`status ${response.status}`);
    expect(results.filter(({ requests }) => requests > 0)).toEqual([]);
  });

  test('{}: each operation that ought to make something deviates once, and what needs it is skipped', async () => {
    const { results } = await everyOperation(json(200, {}));
    const deviating = results.filter(({ outcome }) => outcome === 'deviates');
    const perOperation = deviating.map(({ service, operations: [name] }) => `${service}/${name}`);
    expect(perOperation).toEqual([...new Set(perOperation)]);
    for (const name of makers) {
      const found = deviating.find(({ id }) => id === `shape/${name}`);
      expect([name, found?.deviation?.observed]).toEqual([name, expect.stringContaining('the answer is {}')]);
    }
    // What makes nothing is asked only as far as it needs nothing.
    const others = deviating.filter(
      ({ service, operations: [name] }) => !makers.includes(`${service}/${name}`),
    );
    expect(others.map(({ operations: [name] }) => name)).toEqual([
      'ListStreams',
      'BatchStartViewerSessionRevocation',
      'RevokeConnectionToken',
    ]);
    const skippedFor = results.find(({ id }) => id === 'lifecycle/ivs/Channel/get')?.reason;
    expect(skippedFor).toBe('needs CreateChannel, which answers without channel.arn');
  });

  test('a success without a body: it is not such an endpoint', async () => {
    const { results } = await everything(json(200, undefined), varied);
    expect(outcomes(results)).toEqual(['inconclusive']);
  });

  test.each([
    ['500 of the protocol', refusal(500, 'InternalServerException')],
    ['500 without a body', json(500, undefined)],
    ['403 of a gateway', json(403, { message: 'Forbidden' })],
    ['a redirection', { status: 302, headers: { location: '/login' }, body: '' }],
  ])('%s: nothing is decided, and little is sent', async (_, response) => {
    let requests = 0;
    const count = () => {
      requests += 1;
      return response;
    };
    const { results } = await ask(count, { checks: varied, concurrency: 8 });
    expect(outcomes(results)).toEqual(['inconclusive']);
    expect(results[0]?.reason).toContain(`does not answer as Amazon IVS does (status ${response.status}`);
    // What fails may do what is valid all the same, so that is asked too.
    expect(requests).toBeLessThanOrEqual(response.status === 500 ? 420 : 175);
  });

  test('a refusal of everything: each operation that can be called deviates once', async () => {
    const { results } = await everyOperation(json(400, { message: 'Bad Request' }));
    const deviating = results.filter(({ outcome }) => outcome === 'deviates');
    for (const name of makers) expect(deviating.map(({ id }) => id)).toContain(`http/${name}/status`);
    const perOperation = deviating.map(({ service, operations: [name] }) => `${service} ${name}`);
    expect(perOperation).toEqual([...new Set(perOperation)]);
  });

  test.each<[string, unknown]>([
    [
      'members of wrong types',
      { channel: [], streamKey: 7, stage: 'x', channels: {}, tags: [1], errors: null },
    ],
    [
      'null members',
      { channel: null, streamKey: null, stage: null, channels: null, tags: null, nextToken: null },
    ],
    ['lists of anything', { channels: [null, 1, 'x', [], {}], stages: [[null]], errors: [3], nextToken: 5 }],
    ['ARNs that are none', { channel: { arn: '' }, streamKey: { arn: 'x' }, stage: { arn: ':::' } }],
  ])('%s', async (_, body) => {
    const { results } = await everyOperation(json(200, body));
    expect(results).toHaveLength(varied.length);
    expect(outcomes(results)).toContain('deviates');
  });
});

describe('services at different endpoints are judged apart', () => {
  const checks = checksWith('operation/', 'shape/ivs/CreateChannel', 'shape/ivs-realtime/CreateStage');
  const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<title>Welcome</title>' };

  test('one of them is another kind of server', async () => {
    const reference = referenceEndpoint();
    const elsewhere = (inner: Transport): Transport => ({
      ...inner,
      endpoint: inner.endpoint,
      region: inner.region,
      requests: 0,
      close: () => inner.close(),
      send: async (request, signal) => {
        if (request.service === 'ivs') return inner.send(request, signal);
        const sent = { ...request, url: `http://elsewhere.example${request.path}` };
        return { request: sent, response: page, durationMs: 0 };
      },
    });
    const { results } = await ask(reference, { checks, transport: elsewhere });
    const outcomeOf = (id: string) => results.find((result) => result.id === id)?.outcome;
    expect(outcomeOf('shape/ivs/CreateChannel')).toBe('conforms');
    expect(outcomeOf('shape/ivs-realtime/CreateStage')).toBe('inconclusive');
  });
});

test('a service that the only endpoint answers with pages is not implemented by it', async () => {
  const reference = referenceEndpoint();
  const paths = new Set([...(contracts.get('ivs')?.operations.values() ?? [])].map(({ http }) => http.uri));
  const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<title>Welcome</title>' };
  const { results } = await ask((request) => (paths.has(request.path) ? reference(request) : page), {
    checks: checksWith('operation/'),
  });
  const ofOther = results.filter(({ service }) => service === 'ivs-realtime');
  expect(new Set(ofOther.map(({ outcome }) => outcome))).toEqual(new Set(['unimplemented']));
});

describe('an operation that works now and then is asked about', () => {
  test('a shape that deviates for some inputs only holds nothing else up', async () => {
    const reference = referenceEndpoint();
    const endpoint: InProcessEndpoint = async (request) => {
      const named = request.path === '/CreateChannel' && String(request.body).includes('"latencyMode":"LOW"');
      return named ? json(200, {}) : reference(request);
    };
    const checks = allChecks.filter(
      ({ service, operations: [name] }) => service === 'ivs' && name === 'CreateChannel',
    );
    const { results } = await ask(endpoint, { checks, effort: 'standard', concurrency: 8 });
    expect(results.find(({ id }) => id === 'shape/ivs/CreateChannel')?.outcome).toBe('deviates');
    expect(results.filter(({ reason }) => reason?.includes('answers without'))).toEqual([]);
  });
});

describe('an endpoint that never answers', () => {
  test('is given up after a few requests, and nothing is said to be left behind', async () => {
    let requests = 0;
    const endpoint = () => {
      requests += 1;
      throw Object.assign(new Error('ETIMEDOUT'), { code: 'ETIMEDOUT' });
    };
    const { results, environment } = await ask(endpoint, {
      checks: checksWith('operation/ivs/', 'shape/ivs/'),
    });
    // Tags are operations of both services: a few requests to each.
    expect(requests).toBeLessThanOrEqual(8);
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['inconclusive']));
    expect([...environment.shared.leftovers]).toEqual([]);
  });
});

describe('what cannot be decided is inconclusive, and says why', () => {
  const checks = checksWith('http/ivs/GetChannel/status');
  const failing = (code: string): Error => Object.assign(new Error(code), { code });
  const broken = (path: string, fail: () => never | ReturnType<typeof json>): InProcessEndpoint => {
    const reference = referenceEndpoint();
    return (request) => (request.path === path ? fail() : reference(request));
  };

  test.each([
    ['a broken connection', 'ECONNRESET', /closed the connection/],
    ['a timeout', 'ETIMEDOUT', /could not be reached/],
  ])('%s', async (_, code, reason) => {
    const endpoint = broken('/GetChannel', () => {
      throw failing(code);
    });
    const result = only(await ask(endpoint, { checks }));
    expect(result).toMatchObject({ outcome: 'inconclusive', reason: expect.stringMatching(reason) });
  });

  test('a refused connection, after which nothing more is sent', async () => {
    let requests = 0;
    const endpoint = () => {
      requests += 1;
      throw failing('ECONNREFUSED');
    };
    const { results } = await ask(endpoint);
    expect(requests).toBe(1);
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['inconclusive']));
    expect(results.at(-1)?.reason).toContain('Nothing accepts connections');
  });

  test('a lack of permission', async () => {
    const endpoint = broken('/GetChannel', () => refusal(403, 'AccessDeniedException', 'not yours'));
    const result = only(await ask(endpoint, { checks }));
    expect(result).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining('not yours') });
  });

  test('throttling that never clears', async () => {
    const endpoint = broken('/GetChannel', () => refusal(429, 'ThrottlingException'));
    const result = only(await ask(endpoint, { checks }));
    expect(result.outcome).toBe('inconclusive');
    expect(result.reason).toContain('throttled 5 times');
  });

  test('throttling that clears is no deviation', async () => {
    const reference = referenceEndpoint();
    let throttled = 0;
    const endpoint: InProcessEndpoint = (request) => {
      if (request.path === '/GetChannel' && throttled < 2) {
        throttled += 1;
        return refusal(429, 'ThrottlingException');
      }
      return reference(request);
    };
    expect(only(await ask(endpoint, { checks })).outcome).toBe('conforms');
    expect(throttled).toBe(2);
  });

  test('neither counts as covered', async () => {
    const constraint = checksWith('constraint/ivs/GetChannel/arn/pattern');
    const endpoint = broken('/GetChannel', () => refusal(403, 'AccessDeniedException'));
    const { environment } = await ask(endpoint, { checks: constraint });
    const parts = environment.coverage.parts([...contracts.values()], []);
    const asked = parts.filter(({ operation, isExercised }) => operation === 'GetChannel' && isExercised);
    expect(asked.map(({ name }) => name)).toEqual(['AccessDeniedException']);
  });
});
