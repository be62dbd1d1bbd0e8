import { describe, expect, test } from 'vitest';
import { DeviationFound } from '../../checks/expect/verdicts.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import {
  allChecks,
  ask,
  checksWith,
  only,
  ownCheck,
  referenceEndpoint,
  refusal,
  scopes,
  verdicts,
} from '../testing/asking.js';
import { needsOf } from './skipped/needs.js';

/** The reference endpoint, but careless: long names are cut, invalid lists are accepted, filters are ignored. */
function careless(): InProcessEndpoint {
  const reference = referenceEndpoint();
  return (request) => {
    if (typeof request.body !== 'string' || request.body === '') return reference(request);
    const { filterByName: _, ...input } = JSON.parse(request.body);
    if (typeof input.name === 'string') input.name = input.name.slice(0, 5);
    if (Array.isArray(input.allowedCountries)) input.allowedCountries = ['DE'];
    return reference({ ...request, body: JSON.stringify(input) });
  };
}

describe('the same seed gives the same verdicts', () => {
  test('whatever the concurrency, at an endpoint with many deviations', async () => {
    const checks = allChecks.filter(
      ({ id, kind }) => kind !== 'constraint' || id.includes('PlaybackRestrictionPolicy'),
    );
    const [one, four, sixteen] = await Promise.all(
      [1, 4, 16].map((concurrency) => ask(careless(), { checks, concurrency })),
    );
    const expected = verdicts(one?.results ?? []);
    expect(one?.results.filter(({ outcome }) => outcome === 'deviates').length).toBeGreaterThan(10);
    expect(verdicts(four?.results ?? [])).toEqual(expected);
    expect(verdicts(sixteen?.results ?? [])).toEqual(expected);
  });

  test('whether a check is asked alone or among others', async () => {
    const checks = checksWith('lifecycle/ivs/Channel/create/name');
    const alone = await ask(careless(), { checks, effort: 'standard' });
    const among = await ask(careless(), { checks: checksWith('lifecycle/ivs/Channel'), effort: 'standard' });
    const same = among.results.filter(({ id }) => id === checks[0]?.id);
    expect(alone.results[0]?.outcome).toBe('deviates');
    expect(verdicts(same)).toEqual(verdicts(alone.results));
  });

  test('another seed draws other values', async () => {
    const drawn = async (seed: number) => {
      const values: string[] = [];
      const check = ownCheck(async (context) =>
        context.forAll(context.fc.string({ minLength: 8 }), async (value) => void values.push(value)),
      );
      await ask(referenceEndpoint(), { checks: [check], seed, effort: 'standard' });
      return values;
    };
    expect(await drawn(1)).toEqual(await drawn(1));
    expect(await drawn(1)).not.toEqual(await drawn(2));
  });
});

describe('what the endpoint lacks', () => {
  const lacking = (...paths: string[]): InProcessEndpoint => {
    const reference = referenceEndpoint();
    return (request) =>
      paths.includes(request.path) ? refusal(501, 'NotImplementedException') : reference(request);
  };

  test('is found with one request, and reported once; what depends on it is skipped with the reason', async () => {
    let calls = 0;
    const endpoint = lacking('/CreateChannel');
    const { results } = await ask((request) => {
      if (request.path === '/CreateChannel') calls += 1;
      return endpoint(request);
    });
    const about = results.filter(({ operations }) => operations.includes('CreateChannel'));
    expect(calls).toBe(1);
    expect(about.filter(({ outcome }) => outcome === 'unimplemented').map(({ id }) => id)).toEqual([
      'operation/ivs/CreateChannel',
    ]);
    const others = about.filter(({ kind }) => kind !== 'operation');
    expect(others.length).toBeGreaterThan(100);
    for (const { outcome, reason, requests } of others) {
      expect({ outcome, reason, requests }).toEqual({
        outcome: 'skipped',
        reason: 'needs CreateChannel, which the endpoint does not implement',
        requests: 0,
      });
    }
    expect(results.find(({ id }) => id === 'http/ivs-realtime/CreateStage/status')?.outcome).toBe('conforms');
  });

  test('is found even where its own check is not asked for', async () => {
    const checks = checksWith('http/ivs/GetChannel/status');
    const { results } = await ask(lacking('/CreateChannel'), { checks });
    expect(results.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['http/ivs/GetChannel/status', 'skipped'],
    ]);
  });
});

describe('a fault of the suite itself', () => {
  test('passes for no verdict: it ends the run, names the check, and the others are waited for', async () => {
    const faulty = ownCheck(async () => {
      throw new TypeError('x is not a function');
    });
    const created: string[] = [];
    const endpoint = referenceEndpoint();
    const run = ask(
      async (request) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        const response = await endpoint(request);
        const arn = JSON.parse(response.body || '{}').channel?.arn;
        if (request.path === '/CreateChannel' && arn) created.push(arn);
        return response;
      },
      { checks: [faulty, ...checksWith('shape/ivs/')], concurrency: 8 },
    );
    await expect(run).rejects.toThrow('in check own/ivs/CreateChannel');
    await expect(run).rejects.toMatchObject({ cause: { message: 'x is not a function' } });
    for (const arn of created) {
      const body = JSON.stringify({ arn });
      const gone = await endpoint({ method: 'POST', path: '/GetChannel', headers: {}, body });
      expect(gone.status).toBe(404);
    }
    expect(created.length).toBeGreaterThan(0);
  });
});

test('verdicts are told as they come, counted against the checks that are reported', async () => {
  const told: [string, number, number][] = [];
  const checks = checksWith('http/ivs/GetChannel');
  const { results } = await ask(referenceEndpoint(), {
    checks,
    onVerdict: ({ id }, done, total) => told.push([id, done, total]),
  });
  expect(told).toEqual(results.map(({ id }, index) => [id, index + 1, results.length]));
});

test('results come in the order of the plan', async () => {
  const checks = checksWith('http/ivs/').reverse();
  const { results } = await ask(referenceEndpoint(), { checks, concurrency: 8 });
  expect(results.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
});

/**
 * Called for fixtures as well: a stream key with settings of its own, and waiting until a recording configuration is
 * active. Where the endpoint lacks them, the check is skipped with that reason.
 */
const FOR_FIXTURES: ReadonlySet<string> = new Set(['CreateStreamKey', 'GetRecordingConfiguration']);

test('every operation that a check calls is among its operations, fixtures and removal apart', async () => {
  const removing = new Set(
    [...scopes.values()].flatMap(({ resources }) =>
      resources.flatMap((each) => each.delete?.operation ?? []),
    ),
  );
  const called = new Map<string, Set<string>>();
  const endpoint = referenceEndpoint();
  let current = new Set<string>();
  const checks = allChecks
    .filter(({ kind }) => kind !== 'operation')
    .map((check) => ({
      ...check,
      run: async (context: Parameters<typeof check.run>[0]) => {
        current = new Set();
        called.set(check.id, current);
        await check.run(context);
      },
    }));
  await ask(endpoint, {
    checks,
    transport: (inner) => ({
      endpoint: inner.endpoint,
      region: inner.region,
      requests: 0,
      close: () => inner.close(),
      send: (request, signal) => {
        // So the guard looks what there is; no check asks for pages of this size.
        const isOfGuard = /"maxResults":50\}$/.test(String(request.body));
        if (!isOfGuard) current.add(request.operation);
        return inner.send(request, signal);
      },
    }),
  });
  const undeclared = checks.flatMap((check) => {
    const declared = new Set(needsOf(check).map(({ name }) => name));
    return [...(called.get(check.id) ?? [])]
      .filter((name) => !declared.has(name) && !removing.has(name) && !FOR_FIXTURES.has(name))
      .map((name) => `${check.id} calls ${name}`);
  });
  expect(undeclared).toEqual([]);
});

test('a deviation outside of generated cases is reported as it is', async () => {
  const check = ownCheck(async (context) => {
    const channel = context.scope.resources.find(({ name }) => name === 'Channel');
    if (channel === undefined) throw new Error('no such resource');
    await context.create(channel);
    throw new DeviationFound({ expected: 'day', observed: 'night' });
  });
  const { outcome, deviation, cases, requests } = only(await ask(referenceEndpoint(), { checks: [check] }));
  expect({ outcome, cases, requests }).toEqual({ outcome: 'deviates', cases: 1, requests: 2 });
  expect(deviation).toMatchObject({
    expected: 'day',
    observed: 'night',
    counterexample: { CreateChannel: {} },
  });
  expect(deviation?.exchanges.map(({ operation }) => operation)).toEqual(['CreateChannel']);
  expect(deviation?.reproduce.path).toBe('');
});
