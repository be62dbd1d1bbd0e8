import type { CheckResult } from '../../results/types.js';
import { documentedDeviations } from './sample-checks.js';

/** So many documented deviations, of ever more operations. */
export function repeatedDeviations(number: number): CheckResult[] {
  const originals = documentedDeviations();
  return Array.from({ length: number }, (_, index) => {
    const original = originals[index % originals.length];
    if (original === undefined) throw new Error('no deviation to repeat');
    const operation = `${primary(original)}${Math.floor(index / 6)}`;
    // Each has a cause of its own.
    const deviation = original.deviation && {
      ...original.deviation,
      observed: `${original.deviation.observed} (${index})`,
    };
    return {
      ...original,
      ...(deviation && { deviation }),
      id: `${original.id}-${index}`,
      operations: [operation],
    };
  });
}

function primary(original: CheckResult): string {
  return original.operations[0] ?? 'GetChannel';
}
