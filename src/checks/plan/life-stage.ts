import type { Check, Scope } from '../types.js';
import { makingWithInput, type Part, sourceOf } from './scope.js';

/** What the checks of one stage of a resource's life have in common. */
export function stageOfLife(
  scope: Scope,
  part: Part,
  others: readonly (Part | undefined)[] = [],
): Pick<Check, 'kind' | 'service' | 'operations' | 'strength' | 'source'> {
  const { operation, resource } = part;
  const needed = [
    ...makingWithInput(scope, resource),
    ...others.flatMap((other) => other?.operation.operation ?? []),
  ];
  return {
    kind: 'lifecycle',
    service: operation.service,
    operations: [...new Set([operation.operation, ...needed])],
    strength: 'documented',
    source: sourceOf(operation),
  };
}
