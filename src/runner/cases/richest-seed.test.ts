import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tellingSeed } from './richest-seed.js';

const inputs = fc.record(
  { a: fc.boolean(), b: fc.array(fc.record({ c: fc.nat() })), d: fc.string() },
  { requiredKeys: [] },
);
const firstWith = (seed: number) => fc.sample(inputs, { seed, numRuns: 1 })[0];
const membersIn = (value: unknown) => JSON.stringify(value).match(/":/g)?.length ?? 0;
const SEEDS = Array.from({ length: 50 }, (_, seed) => seed);

it('leads to values with more members than those that are drawn at once', () => {
  const sum = (values: readonly unknown[]) => values.map(membersIn).reduce((one, other) => one + other, 0);
  const drawn = sum(SEEDS.map(firstWith));
  const telling = sum(SEEDS.map((seed) => firstWith(tellingSeed(fc, inputs, seed))));
  expect(telling).toBeGreaterThan(1.5 * drawn);
});

it('is the same for the same seed, and leads to other values for others', () => {
  const seeds = SEEDS.map((seed) => tellingSeed(fc, inputs, seed));
  expect(seeds).toEqual(SEEDS.map((seed) => tellingSeed(fc, inputs, seed)));
  expect(new Set(seeds.map((seed) => JSON.stringify(firstWith(seed)))).size).toBeGreaterThan(25);
});

it('leads a property to the value that was compared', async () => {
  const seed = tellingSeed(fc, inputs, 7);
  const asked: unknown[] = [];
  await fc.check(
    fc.asyncProperty(inputs, async (value) => void asked.push(value)),
    { seed, numRuns: 1 },
  );
  expect(asked).toEqual([firstWith(seed)]);
});
