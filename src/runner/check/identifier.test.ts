import { expect, test } from 'vitest';
import { attributed, causesOf } from '../../results/causes/causes.js';
import type { CheckResult } from '../../results/types.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import { allChecks, ask, json, referenceEndpoint, refusal } from '../testing/asking.js';

const KINDS = ['operation', 'http', 'shape', 'arn', 'same-name', 'lifecycle', 'tags', 'not-found', 'default'];
const checks = allChecks.filter(({ drives, kind }) => !drives && KINDS.includes(kind));
const ANY_ARN = /arn:aws:ivs:[^"]*/g;

/** The reference endpoint, of which every answer shows the same in place of ARNs. */
const showing = (arn: string): InProcessEndpoint => {
  const reference = referenceEndpoint();
  return async (request) => {
    const response = await reference(request);
    return response.status < 300 ? { ...response, body: response.body.replaceAll(ANY_ARN, arn) } : response;
  };
};

const told = async (endpoint: InProcessEndpoint): Promise<CheckResult[]> =>
  attributed((await ask(endpoint, { checks, concurrency: 8 })).results);

test.each(['string', ''])('nothing is built on the ARN %j, in neither direction', async (arn) => {
  const results = await told(showing(arn));
  const nameless = results.filter(({ deviation }) => deviation?.observed.includes('which names nothing'));
  expect(nameless.map(({ id }) => id)).toContain('shape/ivs/CreateChannel');
  const causes = causesOf(results).filter(({ cause }) => cause.deviation?.observed.includes('names nothing'));
  expect(causes).toHaveLength(1);
  // Nothing that was sent named it, and nothing passes for it.
  for (const { id, deviation, operations } of results) {
    const sent = (deviation?.exchanges ?? []).map(({ request }) => request.body).join(' ');
    expect([id, sent.includes('"string"')]).toEqual([id, false]);
    if (deviation === undefined) continue;
    expect([id, operations, /to a valid request/.test(deviation.observed)]).toEqual([id, operations, false]);
  }
  for (const { id, outcome } of results.filter(({ kind }) => ['arn', 'same-name'].includes(kind)))
    expect([id, outcome]).not.toEqual([id, 'conforms']);
});

test('an ARN that is another resource’s is reported, and not built on', async () => {
  const reference = referenceEndpoint();
  let first: string | undefined;
  const endpoint: InProcessEndpoint = async (request) => {
    const response = await reference(request);
    if (request.path !== '/CreateStage' || response.status !== 200) return response;
    const arn = String(JSON.parse(response.body).stage.arn);
    first ??= arn;
    return { ...response, body: response.body.replaceAll(arn, first) };
  };
  const results = await told(endpoint);
  const shape = results.find(({ id }) => id === 'shape/ivs-realtime/CreateStage');
  const said = results.map(({ deviation }) => deviation?.observed ?? '');
  expect(shape?.outcome).toBe('deviates');
  expect(said.filter((each) => each.includes('which this run had been given already'))).not.toEqual([]);
});

test('a failure that clears is counted, and is no deviation; one that stays is', async () => {
  const reference = referenceEndpoint();
  let asked = 0;
  const flaky: InProcessEndpoint = (request) => {
    asked += 1;
    return asked % 7 === 0 ? refusal(503, 'ServiceUnavailableException') : reference(request);
  };
  const some = checks.filter(
    ({ service, kind }) => service === 'ivs' && ['http', 'lifecycle'].includes(kind),
  );
  const { results, environment } = await ask(flaky, { checks: some });
  expect(results.filter(({ outcome }) => outcome === 'deviates')).toEqual([]);
  expect(environment.shared.transient).toBeGreaterThan(10);
  const broken: InProcessEndpoint = (request) =>
    request.path === '/GetChannel' ? json(500, {}) : reference(request);
  const { results: found } = await ask(broken, {
    checks: checks.filter(({ id }) => id === 'http/ivs/GetChannel/status'),
  });
  expect(found[0]).toMatchObject({
    outcome: 'deviates',
    deviation: { observed: '500 without an error code' },
  });
});

test('a quota that others have used up skips what needs room, whatever the resource', async () => {
  const reference = referenceEndpoint();
  const full = refusal(402, 'ServiceQuotaExceededException', 'no room');
  const endpoint: InProcessEndpoint = (request) =>
    /^\/Create(?:Stage|Channel|PlaybackRestrictionPolicy)$/.test(request.path) ? full : reference(request);
  const { results } = await ask(endpoint, {
    checks: checks.filter(({ kind }) => kind !== 'constraint'),
    concurrency: 8,
  });
  expect(results.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id)).toEqual([]);
});

test('a deletion without effect is to blame for what has no room then', async () => {
  const reference = referenceEndpoint();
  const endpoint: InProcessEndpoint = (request) =>
    request.path === '/DeleteStreamKey' ? json(204, undefined) : reference(request);
  const some = checks.filter(
    ({ service, operations }) => service === 'ivs' && operations.some((name) => /StreamKey$/.test(name)),
  );
  const { results } = await ask(endpoint, { checks: some, concurrency: 8 });
  const blamed = results.flatMap(({ outcome, id, deviation, operations: [name] }) =>
    outcome === 'deviates' && name !== 'DeleteStreamKey' ? [`${id} ${deviation?.observed}`] : [],
  );
  expect(blamed).toEqual([]);
});
