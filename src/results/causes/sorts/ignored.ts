/** Members that an endpoint does not keep. */
import { bucket } from '../../bucket.js';
import type { CheckResult } from '../../types.js';
import type { Cause } from '../cause.js';

/** What of an expectation says that a value was sent, and has to be shown. */
const SENT = /\(as it was sent\)$/;

/** Members that have to be lost before an endpoint is said to keep nothing. */
const MEMBERS = 3;

/** Kinds that ask whether what was sent is kept. */
const OF_KEEPING: ReadonlySet<string> = new Set(['lifecycle', 'accepted']);

/** Whether a deviation is that a member is not kept that was sent. */
export function isIgnored({ deviation }: CheckResult): boolean {
  return deviation !== undefined && SENT.test(deviation.expected);
}

/** For each service that keeps nothing of what it is sent, the causes that say so. */
export function keepingNothing(causes: readonly Cause[], results: readonly CheckResult[]): Cause[][] {
  const keeping = new Set(
    results.flatMap(({ kind, outcome, service }) =>
      outcome === 'conforms' && OF_KEEPING.has(kind) ? [service] : [],
    ),
  );
  const losing = causes.filter(({ cause }) => isIgnored(cause) && !keeping.has(cause.service));
  return [...bucket(losing, ({ cause }) => cause.service).values()].filter(
    (some) => new Set(some.map(({ cause }) => cause.deviation?.member)).size >= MEMBERS,
  );
}
