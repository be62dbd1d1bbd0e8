import { describe, expect, it } from 'vitest';
import { generalRuleOf } from '../../checks/registry/general.js';
import { createReference } from '../../reference/reference.js';
import { inProcessDriver } from '../../transport/driver/in-process.js';
import { allChecks, ask, contracts } from '../testing/asking.js';
import { ALIKE, leftOut } from './sample.js';

const SEEDS = [1, 2, 3, 4, 5];

/** The most that a run of little effort may ask. */
const BUDGET = 2_850;

describe('what smoke effort leaves out', () => {
  const asked = (seed: number) => {
    const out = leftOut(allChecks, seed);
    return allChecks.filter(({ id }) => !out.has(id));
  };

  it.each(SEEDS)('is nothing of any rule, with seed %d', (seed) => {
    const rulesOf = (checks: typeof allChecks) =>
      new Set(checks.map((check) => check.rule ?? generalRuleOf(check)?.id));
    expect(rulesOf(asked(seed))).toEqual(rulesOf(allChecks));
  });

  it.each(SEEDS)('is nothing of any operation, with seed %d', (seed) => {
    const operationsOf = (checks: typeof allChecks) =>
      new Set(checks.filter(({ kind }) => kind !== 'operation').map(({ operations: [first] }) => first));
    expect(operationsOf(asked(seed))).toEqual(operationsOf(allChecks));
  });

  it('depends on the seed, and on nothing else', () => {
    expect(leftOut(allChecks, 1)).toEqual(leftOut(allChecks, 1));
    expect(leftOut(allChecks, 1)).not.toEqual(leftOut(allChecks, 2));
  });

  it('keeps a run of the rest small, without a deviation', async () => {
    const reference = createReference({ contracts });
    let requests = 0;
    const { results } = await ask(
      (request) => {
        requests += 1;
        return reference.handle(request);
      },
      { leftOut: leftOut(allChecks, 1), driver: inProcessDriver(reference.control) },
    );
    expect(results.filter(({ outcome }) => outcome === 'deviates' || outcome === 'inconclusive')).toEqual([]);
    expect(results.filter(({ reason }) => reason === ALIKE)).toHaveLength(leftOut(allChecks, 1).size);
    expect(requests).toBeLessThanOrEqual(BUDGET);
    expect(requests).toBeGreaterThan(BUDGET / 2);
  });
});
