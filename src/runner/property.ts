import type { Arbitrary } from 'fast-check';
import type { PropertyOptions } from '../checks/types.js';
import { DeviationFound } from '../checks/verdicts.js';
import type { Json } from '../contract/types.js';
import { UsageError } from '../results/usage-error.js';
import type { Exchange } from '../transport/types.js';
import { CASE_FACTOR, type Environment, SHRINK_LIMIT } from './environment.js';

/** The smallest input found that shows a deviation. */
export interface Counterexample {
  readonly value: Json;
  /** fast-check's path to it. */
  readonly path: string;
  readonly deviation: DeviationFound;
  /** Exchanges of the case. */
  readonly exchanges: readonly Exchange[];
}

/** Cases at standard effort where a check does not say. */
const CASES = 8;

/**
 * Asks a question for generated values. A deviation is shrunk, within bounds; anything else that is thrown (the
 * question could not be decided) ends the property at once and is thrown again.
 */
export async function runProperty<T extends Json>(
  environment: Pick<Environment, 'fc' | 'effort'> & { readonly path: string | undefined },
  arbitrary: Arbitrary<T>,
  seed: number,
  options: PropertyOptions,
  ask: (value: T) => Promise<void>,
  exchanges: () => readonly Exchange[],
): Promise<Counterexample | undefined> {
  const { fc, effort, path } = environment;
  let undecided: unknown;
  let shrinks = 0;
  let smallest: { value: T; deviation: DeviationFound; exchanges: readonly Exchange[] } | undefined;
  const property = fc.asyncProperty(arbitrary, async (value) => {
    if (undecided !== undefined || shrinks >= SHRINK_LIMIT[effort]) return;
    if (smallest !== undefined) shrinks += 1;
    try {
      await ask(value);
    } catch (error) {
      if (!(error instanceof DeviationFound)) {
        // While shrinking, a smaller case that cannot be decided is merely not smaller.
        if (smallest === undefined) undecided = error ?? new Error('nothing was thrown');
        return;
      }
      smallest = { value, deviation: error, exchanges: [...exchanges()] };
      throw error;
    }
  });
  const numRuns = Math.max(1, Math.round((options.cases ?? CASES) * CASE_FACTOR[effort]));
  const replay = path === undefined ? {} : { path, endOnFailure: true };
  const run = await checked(fc.check(property, { seed, numRuns, ...replay }), path);
  if (undecided !== undefined) throw undecided;
  if (smallest === undefined) return undefined;
  return { ...smallest, path: run.counterexamplePath ?? '' };
}

/** @throws UsageError when a path leads to no case: fast-check refuses to walk it before it asks anything */
async function checked<T>(run: Promise<T>, path: string | undefined): Promise<T> {
  try {
    return await run;
  } catch (cause) {
    if (path === undefined) throw cause;
    throw new UsageError(
      `The path ${path} leads to no case of this check. Give check, seed, effort and path together, as the report states them.`,
      { cause },
    );
  }
}
