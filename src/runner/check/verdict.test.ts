import { describe, expect, test } from 'vitest';
import { DeviationFound, Inconclusive } from '../../checks/expect/verdicts.js';
import { resourceNamed } from '../../contract/resources.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import { allChecks, ask, only, ownCheck, referenceEndpoint } from '../testing/asking.js';
import { commandLine } from './command-line.js';

/** Members whose values nobody but the caller may see. */
const SECRET_MEMBERS = new Set(['value', 'token', 'passphrase']);

/** Every string under a secret member, at any depth. */
function secretsIn(value: unknown, isSecret = false): string[] {
  if (typeof value === 'string') return isSecret && value.length > 5 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => secretsIn(member, SECRET_MEMBERS.has(name)));
}

describe('secrets never reach a result', () => {
  /** The reference endpoint, whose secrets have no known form and change with every answer: nearly all deviates. */
  function leaky(): { endpoint: InProcessEndpoint; secrets: Set<string> } {
    const reference = referenceEndpoint();
    const secrets = new Set<string>();
    let count = 0;
    const scramble = (value: unknown, isSecret: boolean): unknown => {
      if (typeof value === 'string' && isSecret) {
        count += 1;
        return `${value.slice(0, 3)}"plain\n${count.toString().padStart(6, '0')}`;
      }
      if (Array.isArray(value)) return value.map((item) => scramble(item, false));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, member]) => [name, scramble(member, SECRET_MEMBERS.has(name))]),
      );
    };
    const endpoint: InProcessEndpoint = async (request) => {
      for (const secret of [request.headers.authorization ?? ''].flatMap(
        (header) => /Signature=(\S+)/.exec(header)?.[1] ?? [],
      ))
        secrets.add(secret);
      const response = await reference(request);
      if (!response.body.startsWith('{')) return response;
      const body = scramble({ ...JSON.parse(response.body), surprise: 1 }, false);
      for (const secret of secretsIn(body)) secrets.add(secret);
      return {
        ...response,
        body: JSON.stringify(body).replace('"capabilities":[', '"capabilities":["NONE",'),
      };
    };
    return { endpoint, secrets };
  }

  test('of deviations, whatever form the endpoint gives them', async () => {
    const { endpoint, secrets } = leaky();
    const checks = allChecks.filter(({ kind }) => kind !== 'constraint');
    const { results } = await ask(endpoint, { checks, concurrency: 4 });
    const text = JSON.stringify(results);
    expect(secrets.size).toBeGreaterThan(100);
    secrets.delete('none');
    const shown = (secret: string) => text.includes(JSON.stringify(secret).slice(1, -1));
    const twice = (secret: string) =>
      text.includes(JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1));
    expect([...secrets].filter((secret) => shown(secret) || twice(secret))).toEqual([]);
    const revealing = ['lifecycle/ivs/StreamKey/get', 'shape/ivs-realtime/CreateParticipantToken'];
    for (const id of revealing) expect(results.find((each) => each.id === id)?.outcome, id).toBe('deviates');
    expect(text).toContain('[redacted]');
    expect(text).not.toMatch(/Signature=(?!\[redacted\])/);
  });

  test('of reasons', async () => {
    const check = ownCheck(async (context) => {
      const key = await context.create(resourceNamed(context.scope.resources, 'StreamKey'));
      throw new Inconclusive(`lost ${String(key.output.value)}`);
    });
    const { endpoint } = leaky();
    expect(only(await ask(endpoint, { checks: [check] })).reason).toBe('lost [redacted]');
  });
});

describe('exchanges of a deviation', () => {
  test('are the last ones up to the deciding one', async () => {
    const check = ownCheck(async (context) => {
      const answers = [];
      for (let index = 0; index < 12; index += 1)
        answers.push(await context.call('ListChannels', { maxResults: index + 1 }));
      const exchange = answers[9]?.exchange;
      throw new DeviationFound({ expected: 'a', observed: 'b', exchange });
    });
    const { deviation } = only(await ask(referenceEndpoint(), { checks: [check] }));
    expect(deviation?.exchanges.map(({ request }) => JSON.parse(request.body).maxResults)).toEqual([
      3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(deviation?.reproduce.curl).toContain('"maxResults":10');
    expect(deviation?.reproduce.awsCli).toContain('list-channels');
  });

  test('do not hold those of cleaning up', async () => {
    const check = ownCheck(async (context) => {
      await context.create(resourceNamed(context.scope.resources, 'Channel'));
      throw new DeviationFound({ expected: 'a', observed: 'b' });
    });
    const { deviation, requests } = only(await ask(referenceEndpoint(), { checks: [check] }));
    expect(deviation?.exchanges.map(({ operation }) => operation)).toEqual(['CreateChannel']);
    expect(requests).toBe(2);
  });
});

describe('our own command', () => {
  test.each([
    [{ effort: 'standard' }, '3', "npx ivs-conformance run --check 'default/ivs/X/a[].b' --seed 5 --path 3"],
    [
      { effort: 'thorough', endpoint: 'http://127.0.0.1:5000', bucket: 'my bucket' },
      '',
      "npx ivs-conformance run --endpoint http://127.0.0.1:5000 --check 'default/ivs/X/a[].b' --effort thorough --bucket 'my bucket' --seed 5",
    ],
  ] as const)('asks the check again: %j', (options, path, expected) => {
    expect(commandLine(options)('default/ivs/X/a[].b', 5, path)).toBe(expected);
  });
});
