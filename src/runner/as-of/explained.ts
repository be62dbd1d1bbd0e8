/** Which deviations are none by the contract of an earlier revision. */

import { scopeOf } from '../../checks/plan/scope-of.js';
import { checksOf } from '../../checks/registry/registry.js';
import { loadContract } from '../../contract/load.js';
import type { Revisions } from '../../contract/revisions/revisions.js';
import type { Contract } from '../../contract/types.js';
import { type Suspicion, suspicionOf } from '../../results/causes/spot.js';
import type { CheckResult } from '../../results/types.js';
import { memberAt, unknownIn } from './appearances.js';
import { answersAsThen, type Contracts } from './as-then.js';
import { callsOf } from './calls.js';

/** What a deviation is looked at by. */
interface Comparison extends Contracts {
  readonly revisions: Revisions;
}

/**
 * A function that says whether a deviation is none as of a revision: by then nobody asked it, or what was observed is what
 * the contract of then says.
 */
export function explainedBy(
  later: Contract,
  revisions: Revisions,
  date: string,
): (result: CheckResult) => boolean {
  const earlier = loadContract(later.service, date);
  const asked = new Set(checksOf(scopeOf(earlier)).map(({ id }) => id));
  const comparison: Comparison = { revisions, earlier, later };
  return (result) => {
    const suspicion = suspicionOf(result);
    if (suspicion === undefined) return false;
    // Constraints that changed since are not asked of an earlier revision at all: here it matters which one is enforced.
    const isAsked = result.kind === 'constraint' || asked.has(result.id);
    return !isAsked || isOtherwise(comparison, result, suspicion);
  };
}

function isOtherwise(comparison: Comparison, result: CheckResult, suspicion: Suspicion): boolean {
  const { earlier, revisions } = comparison;
  const operation = suspicion.deciding?.operation ?? '';
  if (!earlier.operations.has(operation)) return true;
  const { member } = suspicion.deviation;
  const names = [operation, ...result.operations];
  const isLater =
    member !== undefined &&
    names.some((name) =>
      (['output', 'input'] as const).some(
        (side) => (memberAt(revisions, name, side, member)?.since ?? '') > earlier.revision,
      ),
    );
  return isLater || answersAsThen(suspicion, comparison) || isAboutLater(comparison, suspicion);
}

/** Whether something was sent that came later, and what is blamed is that, or no member of an answer. */
function isAboutLater({ earlier }: Comparison, { deviation }: Suspicion): boolean {
  const { member } = deviation;
  const segments = member
    ?.replace(/\[\d*\]/g, '')
    .replace(/\["[^\]]*\]/g, '')
    .split('.');
  return callsOf(deviation.counterexample).some(({ operation, input }) => {
    const schema = earlier.operations.get(operation)?.input;
    if (schema === undefined) return segments === undefined;
    const unknown = unknownIn(earlier, schema, input);
    return segments === undefined ? unknown.length > 0 : unknown.some((path) => segments.includes(path));
  });
}
