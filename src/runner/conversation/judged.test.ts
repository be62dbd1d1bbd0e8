import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../judge/judge.js';
import { findMutant } from '../../reference/mutants/index.js';
import { createReference } from '../../reference/reference.js';
import { inProcessDriver } from '../../transport/driver/in-process.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import type { Exchange } from '../../transport/types.js';
import { allChecks, ask, checksWith, contracts } from '../testing/asking.js';
import { Judging } from './judged.js';

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
        transport: (inner) => new Judging(inner, contracts, 0, (told) => findings.push(...told)).transport,
      });
      expect(environment.transport.requests).toBeGreaterThan(3000);
      expect(findings.map(told)).toEqual([]);
    },
  );
});

describe('what only the judge sees in a run', () => {
  const judged = async (mutant: string, ...ids: string[]) => {
    const reference = createReference({ contracts, mutant: findMutant(contracts, mutant) });
    const checks = ids.length === 0 ? allChecks : checksWith(...ids);
    const asking = { checks, driver: inProcessDriver(reference.control), isJudged: true };
    const { results } = await ask((request) => reference.handle(request), asking);
    return results.filter(({ outcome }) => outcome === 'deviates');
  };

  test('is a deviation of the check in whose exchanges it was seen, about the operation that answered', async () => {
    const mutant = 'member-dropped/ivs/GetStreamSession/streamSession.failoverSlateConfiguration.state';
    const [found, ...others] = await judged(mutant, 'live-member/ivs/live-session-failover-slate');
    expect(others).toEqual([]);
    expect(found?.operations[0]).toBe('GetStreamSession');
    expect(found?.deviation).toMatchObject({
      member: 'streamSession.failoverSlateConfiguration.state',
      observed: 'absent',
      reproduce: { command: expect.stringContaining('live-member/ivs/live-session-failover-slate') },
    });
  });

  test('is told with the smallest case that shows it, and how to ask for that again', async () => {
    const mutant = 'default-wrong/ivs/CreateChannel/containerFormat';
    const judgedBy = async (path?: string) => {
      const reference = createReference({ contracts, mutant: findMutant(contracts, mutant) });
      const { results } = await ask((request) => reference.handle(request), {
        ...{ checks: checksWith('http/ivs/CreateChannel/status'), isJudged: true, effort: 'standard' },
        ...(path === undefined ? {} : { path }),
      });
      return results[0]?.deviation;
    };
    const found = await judgedBy();
    expect(found).toMatchObject({
      counterexample: { CreateChannel: { name: expect.any(String) } },
      member: 'channel.containerFormat',
      reproduce: { path: expect.stringContaining(':') },
    });
    // The least that a run makes: its name, and the mark of the run.
    expect(Object.keys(Object(Object(found?.counterexample).CreateChannel))).toEqual(['name', 'tags']);
    expect((await judgedBy(found?.reproduce.path))?.counterexample).toEqual(found?.counterexample);
  });

  test('is not told again where a check tells of it', async () => {
    const mutant = 'member-dropped/ivs/GetChannel/channel.latencyMode';
    const [first, ...others] = await judged(
      mutant,
      'lifecycle/ivs/Channel',
      'http/ivs/GetChannel',
      'tags/ivs',
    );
    expect(first?.kind).toBe('lifecycle');
    expect(others.filter(({ kind }) => kind !== 'lifecycle')).toEqual([]);
  });

  test('is told once, of the first check of the run', async () => {
    const mutant = 'member-type/ivs/GetChannel/channel.latencyMode';
    const found = await judged(mutant, 'http/ivs/GetChannel', 'http/ivs/UpdateChannel', 'tags/ivs');
    expect(found.map(({ id }) => id)).toEqual(['http/ivs/GetChannel/status']);
  });
});
