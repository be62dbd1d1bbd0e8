import { differences, saidOf } from '../../results/reproduction/assigned.js';
import type { Finding, Reproduced, Standing } from '../../results/reproduction/reproduced.js';
import type { CheckResult } from '../../results/types.js';

/**
 * What has become of a deviation, or of an operation that was not implemented.
 * @param before the verdict of the report
 * @param now the verdict on the same case
 */
export function reproducedFrom(before: CheckResult, now: CheckResult): Reproduced {
  const findings = { before: findingOf(before), now: findingOf(now) };
  const command = now.deviation?.reproduce.command ?? before.deviation?.reproduce.command;
  return {
    check: before.id,
    title: before.title,
    was: before.outcome === 'unimplemented' ? 'unimplemented' : 'deviates',
    standing: standingOf(before, now),
    ...(now.reason === undefined ? {} : { reason: now.reason }),
    ...(findings.before && { before: findings.before }),
    ...(findings.now && { now: findings.now }),
    ...(command === undefined ? {} : { command }),
    requests: now.requests,
  };
}

function standingOf(before: CheckResult, now: CheckResult): Standing {
  if (now.outcome === 'conforms') return 'gone';
  if (now.outcome !== before.outcome) return now.outcome === 'deviates' ? 'otherwise' : 'undecided';
  const isOther = differences(saidOf(before), saidOf(now)).some((what) => FINDING.has(what));
  return isOther ? 'otherwise' : 'stands';
}

/** What makes a deviation another one. */
const FINDING: ReadonlySet<string> = new Set(['expected', 'observed']);

function findingOf({ deviation }: CheckResult): Finding | undefined {
  return deviation && { expected: deviation.expected, observed: deviation.observed };
}
