import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../report/summary/verdict/verdict.js';
import { reportOn } from '../../report/testing/sample-report.js';
import type { CheckResult, Report } from '../../results/types.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import { exitCodeOf } from '../report/report.js';
import { type Asked, allChecks, ask, referenceEndpoint, refusal } from '../testing/asking.js';

const checks = allChecks.filter(({ drives, authenticates }) => !drives && !authenticates);

function reported({ results, environment }: Asked): Report {
  const { died } = environment.shared.vitals;
  const report = reportOn(results);
  return { ...report, run: { ...report.run, ...(died === undefined ? {} : { died }) } };
}

/** A role that may only read, as an endpoint. */
const reading = (code: string): InProcessEndpoint => {
  const reference = referenceEndpoint();
  return (request) =>
    /^\/(Create|Import|Put|Start)/.test(request.path) ? refusal(403, code, 'no') : reference(request);
};

describe('what keeps nearly everything from being asked is said in the first line', () => {
  test('a role that may only read', async () => {
    const report = reported(await ask(reading('AccessDeniedException'), { checks, concurrency: 8 }));
    expect(verdictOf(report)).toMatchObject({ kind: 'fails' });
    expect(verdictOf(report).sentence).toMatch(
      /^Only \d+ of [\d,]+ checks could be decided: the caller may not call \w+ and \d+ more operations \(403 AccessDeniedException\) at /,
    );
    expect(report.summary.deviates).toBe(0);
    expect(exitCodeOf(report)).toBe(1);
    const accepted = { ...report, baseline: { file: 'a', stale: [], undecided: 'the role may only read' } };
    expect(exitCodeOf(accepted)).toBe(0);
  });

  test('an account that is not verified', async () => {
    const report = reported(await ask(reading('PendingVerification'), { checks, concurrency: 8 }));
    expect(verdictOf(report).sentence).toContain('the account is not verified (403 PendingVerification)');
  });

  test('an endpoint that dies, with the request after which it did', async () => {
    const reference = referenceEndpoint();
    let isDead = false;
    const endpoint: InProcessEndpoint = (request) => {
      if (isDead) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
      if (request.path === '/CreateStage' && !String(request.body).startsWith('{')) {
        isDead = true;
        throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
      }
      return reference(request);
    };
    const report = reported(await ask(endpoint, { checks, concurrency: 8 }));
    const { sentence } = verdictOf(report);
    expect(sentence).toMatch(/^The endpoint died after POST \/CreateStage of malformed\/ivs-realtime\//);
    expect(exitCodeOf(report)).toBe(1);
  });
});

describe('a run is thin', () => {
  const result = (outcome: CheckResult['outcome'], reason: string): CheckResult => ({
    ...{
      id: reason,
      kind: 'shape',
      title: 'a',
      service: 'ivs',
      operations: ['GetChannel'],
      strength: 'documented',
    },
    ...{ source: { document: 'none' }, cases: 0, requests: 0, durationMs: 0 },
    outcome,
    reason,
  });
  const conforming = result('conforms', '');

  test.each<[number, string, CheckResult]>([
    [0, 'what the user does not ask for', result('skipped', 'needs a live stream')],
    [0, 'what the endpoint lacks', result('skipped', 'needs X, which the endpoint does not implement')],
    [1, 'what cannot be decided', result('inconclusive', 'X was throttled')],
    [
      1,
      'what others have used up',
      result('skipped', 'X answered 402: the account has no room for another Y'),
    ],
    [1, 'what a refusal keeps from being asked', { ...result('skipped', 'a'), blockedBy: 'http' }],
  ])('%i with %s', (code, _, other) => {
    expect(exitCodeOf(reportOn([conforming, other, other, other]))).toBe(code);
  });
});
