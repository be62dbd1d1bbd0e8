import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { inProcessDriver } from '../driver/in-process.js';
import type { Finding } from '../judge/judge.js';
import { createReference } from '../reference/reference.js';
import type { InProcessEndpoint } from '../transport/in-process.js';
import type { Exchange } from '../transport/types.js';
import { ask, contracts } from './testing/asking.js';
import { judged } from './testing/judging.js';

const told = ({ code, rule, operation, member, expected, observed }: Finding<Exchange>) =>
  `${operation} ${code} ${rule} ${member}: expected ${expected}, observed ${observed}`.slice(0, 400);

describe('what checks exchange with the reference endpoint', () => {
  test.each([
    [1, 1, 0],
    [2, 8, 0],
    // Whatever overlaps may be carried out in any order.
    [3, 16, 3],
  ])(
    'leaves the judge silent (seed %i, concurrency %i, delays of %i ms)',
    async (seed, concurrency, delay) => {
      const reference = createReference({ contracts });
      const findings: Finding<Exchange>[] = [];
      const pause = () => (delay === 0 ? undefined : sleep(Math.random() * delay));
      const endpoint: InProcessEndpoint = async (request) => {
        await pause();
        const response = reference.handle(request);
        await pause();
        return response;
      };
      const { environment } = await ask(endpoint, {
        seed,
        concurrency,
        driver: inProcessDriver(reference.control),
        transport: (inner) => judged(inner, findings),
      });
      expect(environment.transport.requests).toBeGreaterThan(3000);
      expect(findings.filter(({ code }) => code !== 'unknown-member').map(told)).toEqual([]);
    },
  );
});
