import { describe, expect, test } from 'vitest';
import { inProcessDriver } from '../driver/in-process.js';
import type { Finding } from '../judge/judge.js';
import { createReference } from '../reference/reference.js';
import type { Exchange } from '../transport/types.js';
import { ask, contracts } from './testing/asking.js';
import { judged } from './testing/judging.js';

const told = ({ code, rule, operation, member, expected, observed }: Finding<Exchange>) =>
  `${operation} ${code} ${rule} ${member}: expected ${expected}, observed ${observed}`.slice(0, 400);

describe('what checks exchange with the reference endpoint', () => {
  test.each([
    [1, 1],
    [2, 8],
    [3, 8],
  ])('leaves the judge silent (seed %i, concurrency %i)', async (seed, concurrency) => {
    const reference = createReference({ contracts });
    const findings: Finding<Exchange>[] = [];
    const { environment } = await ask((request) => reference.handle(request), {
      seed,
      concurrency,
      driver: inProcessDriver(reference.control),
      transport: (inner) => judged(inner, findings),
    });
    expect(environment.transport.requests).toBeGreaterThan(3000);
    expect(findings.filter(({ code }) => code !== 'unknown-member').map(told)).toEqual([]);
  });
});
