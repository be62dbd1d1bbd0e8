import type { Check } from '../../../checks/types.js';
import type { CheckResult } from '../../../results/types.js';

/**
 * Kinds that tell of what calls leave behind: where one of them deviates, whatever calls the same operation shows it
 * later, in the answer of another one. What the others tell of an operation shows in its own answers alone.
 */
const OF_EFFECTS: ReadonlySet<string> = new Set([
  ...['lifecycle', 'default', 'conditional-default', 'shown', 'settles', 'made-along', 'same-name', 'unset'],
  ...['in-use', 'cascade', 'limit-per-parent', 'quota', 'uniqueness', 'key-material', 'distinct', 'arn'],
  ...['tags', 'ingest', 'required-when', 'sequence', 'concurrent'],
]);

/**
 * The verdict on a check that follows others: what it found is not reported again where another check has reported it.
 * That is taken to be so if a deviation before it is about the operation whose answer decides, or about what another
 * call of the smallest counterexample leaves behind. All others have been asked by then, and those of the same service
 * that follow are asked one after the other, so that the same seed gives the same verdict whatever the concurrency.
 * @param checks all checks of the run in their order: of several, the first one is named
 */
export function unlessReported(
  check: Check,
  result: CheckResult,
  checks: readonly Check[],
  results: ReadonlyMap<string, CheckResult>,
): CheckResult {
  const { deviation, ...rest } = result;
  if (check.follows === undefined || deviation === undefined) return result;
  const [deciding = ''] = result.operations;
  const called = new Set(deviation.exchanges.map(({ operation }) => operation));
  const earlier = checks.find(({ id, service, kind }) => {
    const other = results.get(id);
    if (other?.outcome !== 'deviates' || service !== check.service) return false;
    const [about = ''] = other.operations;
    return about === deciding || (OF_EFFECTS.has(kind) && called.has(about));
  });
  if (earlier === undefined) return result;
  const [about] = results.get(earlier.id)?.operations ?? [];
  return { ...rest, outcome: 'skipped', reason: `${about} is already reported by ${earlier.id}` };
}
