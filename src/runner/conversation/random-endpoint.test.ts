import { describe, expect, test } from 'vitest';
import { renderTerminal } from '../../report/terminal/terminal.js';
import { reportOn } from '../../report/testing/sample-report.js';
import { attributed, causesOf } from '../../results/causes/causes.js';
import type { CheckResult } from '../../results/types.js';
import { ask, contracts } from '../testing/asking.js';
import { type Randomness, randomEndpoint } from '../testing/random-endpoint.js';

/** Operations of both services. */
const OPERATIONS = [...contracts.values()].reduce((sum, { operations }) => sum + operations.size, 0);

const asked = async (randomness: Randomness): Promise<CheckResult[]> => {
  const { results } = await ask(randomEndpoint(randomness), { concurrency: 8 });
  return attributed(results);
};

describe.each<Randomness>([
  { seed: 1, habits: 'documented' },
  { seed: 2, habits: 'careless' },
  { seed: 3, habits: 'careless' },
])('an endpoint of which each answer is chance ($habits, seed $seed)', (randomness) => {
  const run = asked(randomness);

  test('deviates, and is never the fault of the suite', async () => {
    const outcomes = new Set((await run).map(({ outcome }) => outcome));
    expect(outcomes).toContain('deviates');
  });

  test('is told of in a report that can be read', async () => {
    const results = await run;
    const causes = causesOf(results);
    // A few for each operation: it keeps nothing, and shows one thing here and another there.
    expect(causes.length).toBeLessThan(3 * OPERATIONS);
    const lines = renderTerminal(reportOn(results), { colour: false, width: 120 }).split('\n');
    expect(lines.length).toBeLessThan(12 * OPERATIONS);
  });

  test('is blamed for what the deciding answers say', async () => {
    for (const { id, deviation } of await run) {
      if (deviation === undefined) continue;
      const { expected, observed, exchanges } = deviation;
      const response = exchanges.at(-1)?.response;
      const status = /^(\d{3}) /.exec(observed)?.[1];
      expect([id, expected === observed]).toEqual([id, false]);
      if (status !== undefined) expect([id, response?.status]).toEqual([id, Number(status)]);
      if (observed === `${deviation.member} is absent`) {
        expect([id, valueAt(response?.body ?? '', deviation.member ?? '')]).toEqual([id, undefined]);
      }
    }
  });

  test('has each cause once, and each consequence under a cause', async () => {
    const results = await run;
    const byId = new Map(results.map((result) => [result.id, result]));
    for (const { deviation } of results) {
      if (deviation?.causedBy === undefined) continue;
      const cause = byId.get(deviation.causedBy);
      expect(cause?.deviation).toBeDefined();
      expect(cause?.deviation?.causedBy).toBeUndefined();
    }
  });
});

/** The value at a path without lists. */
function valueAt(body: string, path: string): unknown {
  if (path.includes('[') || !body.startsWith('{')) return undefined;
  let at: unknown = JSON.parse(body);
  for (const step of path.split('.')) {
    at =
      typeof at === 'object' && at !== null
        ? Object.entries(at).find(([name]) => name === step)?.[1]
        : undefined;
  }
  return at ?? undefined;
}
