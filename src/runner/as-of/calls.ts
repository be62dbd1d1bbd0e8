import type { Json, JsonObject } from '../../contract/types.js';
import type { Suspicion } from '../../results/causes/spot.js';
import { isObject } from '../../transport/http/answer.js';

/** One call of a counterexample. */
export interface CounterexampleCall {
  readonly operation: string;
  readonly input: JsonObject;
}

/**
 * The calls of a counterexample, in their order; none where it is of another form. What was sent as it stands is told by
 * its request line, and is no input: it has nothing of a revision.
 */
export function callsOf(counterexample: Json): CounterexampleCall[] {
  const steps = Array.isArray(counterexample) ? counterexample : [counterexample];
  return steps.flatMap((step) =>
    isObject(step)
      ? Object.entries(step).flatMap(([operation, input]) =>
          isObject(input) && typeof input.request !== 'string' ? [{ operation, input }] : [],
        )
      : [],
  );
}

/** What the request that decided had as its input; undefined where that is not told. */
export function decidingInput({ deviation, deciding }: Suspicion): JsonObject | undefined {
  return callsOf(deviation.counterexample).findLast(({ operation }) => operation === deciding?.operation)
    ?.input;
}
