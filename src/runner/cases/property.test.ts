import { describe, expect, test } from 'vitest';
import { DeviationFound, Inconclusive } from '../../checks/expect/verdicts.js';
import { UsageError } from '../../results/errors/usage-error.js';
import type { Effort } from '../../results/types.js';
import { CASE_FACTOR, SHRINK_LIMIT } from '../environment.js';
import { type Asking, ask, only, ownCheck, referenceEndpoint } from '../testing/asking.js';

/** Asks one property, and keeps the values in the order in which they were tried. */
async function tried(judge: (value: number) => void, asking: Asking = {}, cases?: number) {
  const values: number[] = [];
  const check = ownCheck(async (context) => {
    await context.forAll(
      context.fc.integer({ min: 0, max: 1_000_000 }),
      async (value) => {
        values.push(value);
        judge(value);
      },
      cases === undefined ? {} : { cases },
    );
  });
  const result = only(await ask(referenceEndpoint(), { effort: 'standard', ...asking, checks: [check] }));
  return { values, result };
}

const deviate = (value: number): never => {
  throw new DeviationFound({ expected: 'less', observed: String(value) });
};

describe('cases', () => {
  test.each<[Effort, number]>([
    ['smoke', 1],
    ['standard', 5],
    ['thorough', 40],
  ])('%s effort asks %i where the check says 5', async (effort, count) => {
    const { values, result } = await tried(() => {}, { effort }, 5);
    expect(values).toHaveLength(count);
    expect(result).toMatchObject({ outcome: 'conforms', cases: count });
    expect(count).toBe(Math.max(1, 5 * CASE_FACTOR[effort]));
  });

  test('one that cannot be decided ends the property at once', async () => {
    const { values, result } = await tried(() => {
      throw new Inconclusive('no answer');
    });
    expect(values).toHaveLength(1);
    expect(result).toMatchObject({ outcome: 'inconclusive', reason: 'no answer' });
  });
});

describe('shrinking', () => {
  test('finds the smallest counterexample', async () => {
    const { result } = await tried((value) => void (value >= 1234 && deviate(value)));
    expect(result.outcome).toBe('deviates');
    expect(result.deviation).toMatchObject({ counterexample: 1234, observed: '1234' });
  });

  test.each<Effort>(['smoke', 'standard', 'thorough'])(
    'stops within its limit at %s effort',
    async (effort) => {
      let first: number | undefined;
      const judge = (value: number) => {
        // Smaller only in the smallest steps, so that shrinking would take very long.
        first ??= value;
        if (value > first - 100_000) deviate(value);
      };
      const slowly = ownCheck(async (context) => {
        const steps = context.fc.array(context.fc.constant(0), { minLength: 1000, maxLength: 1000 });
        await context.forAll(
          context.fc.tuple(steps, context.fc.array(context.fc.nat(9), { minLength: 500 })),
          async () => deviate(0),
        );
      });
      const { values } = await tried(judge, { effort });
      expect(values.length).toBeLessThanOrEqual(1 + SHRINK_LIMIT[effort] + 8 * CASE_FACTOR[effort]);
      const result = only(await ask(referenceEndpoint(), { effort, checks: [slowly] }));
      expect(result.cases).toBeLessThanOrEqual(1 + SHRINK_LIMIT[effort]);
    },
  );

  test('passes over smaller cases that cannot be decided', async () => {
    const { result } = await tried((value) => {
      if (value < 5000) throw new Inconclusive('throttled');
      deviate(value);
    });
    expect(result.outcome).toBe('deviates');
    expect(result.deviation?.counterexample).toBe(5000);
  });

  test('reports the exchanges of the smallest counterexample', async () => {
    const check = ownCheck(async (context) => {
      await context.forAll(context.fc.integer({ min: 1, max: 90 }), async (value) => {
        await context.call('GetChannel', { arn: `arn:aws:ivs:us-east-1:123456789012:channel/${value}` });
        if (value > 20) deviate(value);
      });
    });
    const { deviation } = only(await ask(referenceEndpoint(), { effort: 'standard', checks: [check] }));
    expect(deviation?.exchanges.map(({ request }) => request.body)).toEqual([
      '{"arn":"arn:aws:ivs:us-east-1:123456789012:channel/21"}',
    ]);
  });
});

describe('replaying a path', () => {
  const judge = (value: number) => void (value >= 1234 && deviate(value));

  test('asks the counterexample, and nothing else', async () => {
    const found = await tried(judge, { seed: 7 });
    const path = found.result.deviation?.reproduce.path ?? '';
    expect(path).toMatch(/^\d+(:\d+)*$/);
    const replayed = await tried(judge, { seed: 7, path });
    expect(replayed.values).toEqual([1234]);
    expect(replayed.result.deviation?.reproduce).toEqual(found.result.deviation?.reproduce);
  });

  test('conforms where the endpoint has been mended', async () => {
    const found = await tried(judge, { seed: 7 });
    const path = found.result.deviation?.reproduce.path ?? '';
    const { values, result } = await tried(() => {}, { seed: 7, path });
    expect({ values, outcome: result.outcome }).toEqual({ values: [1234], outcome: 'conforms' });
  });

  test.each(['0:99999:3', '0:99999'])('says so where the path leads nowhere: %s', async (path) => {
    await expect(tried(judge, { seed: 7, path })).rejects.toThrow(UsageError);
    await expect(tried(judge, { seed: 7, path })).rejects.toThrow(`path ${path} leads to no case`);
  });
});

describe('a path in a check of several properties', () => {
  /** The second property deviates, and its path leads nowhere in the first one. */
  const check = ownCheck(async (context) => {
    await context.forAll(context.fc.constant('one'), async () => {});
    await context.forAll(
      context.fc.integer({ min: 0, max: 1_000_000 }),
      async (value) => void (value >= 1234 && deviate(value)),
    );
  });
  const replay = async (path?: string) =>
    only(await ask(referenceEndpoint(), { effort: 'standard', checks: [check], ...(path && { path }) }));

  test('leads to the counterexample', async () => {
    const path = (await replay()).deviation?.reproduce.path;
    const result = await replay(path);
    expect(result.deviation).toMatchObject({ observed: '1234', reproduce: { path } });
    expect(result.cases).toBe(1);
  });

  test('that leads to no case of any is refused', async () => {
    await expect(replay('0:9:9:9:9:9:9:9:9:9:9:9:9:9:9:9')).rejects.toThrow(UsageError);
  });
});
