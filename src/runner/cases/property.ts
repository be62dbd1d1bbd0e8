import type { Arbitrary, RunDetails } from 'fast-check';
import { DeviationFound, Unmet } from '../../checks/expect/verdicts.js';
import type { PropertyOptions } from '../../checks/types.js';
import type { Json } from '../../contract/types.js';
import { UsageError } from '../../results/errors/usage-error.js';
import type { Exchange } from '../../transport/types.js';
import { CASE_FACTOR, type Environment, SHRINK_LIMIT } from '../environment.js';

/** The smallest value found that shows a deviation. */
export interface Found<T> {
  readonly value: T;
  /** fast-check's path to it. */
  readonly path: string;
  readonly deviation: DeviationFound;
  /** Exchanges of the case. */
  readonly exchanges: readonly Exchange[];
}

/** The same where the value is an input, or a list of them. */
export type Counterexample = Found<Json>;

/** Cases in a row whose set-up is refused, or that cannot be judged as the request is, until the others are given up. */
export const UNMET = 3;

/** Cases at standard effort where a check does not say. */
const CASES = 8;

/**
 * Asks a question for generated values. A deviation is shrunk, within bounds. Where something valid is refused, another
 * value is drawn in its place, as that may be taken; anything else that is thrown (the question could not be decided) ends
 * the property at once and is thrown again.
 */
export async function runProperty<T>(
  environment: Pick<Environment, 'fc' | 'effort' | 'verdictsOnly'> & { readonly path: string | undefined },
  arbitrary: Arbitrary<T>,
  seed: number,
  options: PropertyOptions,
  ask: (value: T) => Promise<void>,
  exchanges: () => readonly Exchange[],
): Promise<Found<T> | undefined> {
  const { fc, effort, path, verdictsOnly } = environment;
  const most = verdictsOnly ? 0 : SHRINK_LIMIT[effort] * (options.shrinks ?? 1);
  let undecided: unknown;
  let asked = 0;
  let decided = 0;
  let shrinks = 0;
  const unmet: Unmet[] = [];
  const cases = casesAt(effort, options);
  let smallest: { value: T; deviation: DeviationFound; exchanges: readonly Exchange[] } | undefined;
  const property = fc.asyncProperty(arbitrary, async (value) => {
    if (undecided !== undefined || (smallest !== undefined && shrinks >= most)) return;
    if (decided > 0 && unmet.length >= UNMET + cases) return;
    // fast-check goes on with the neighbours of a path's case.
    if (path !== undefined && asked > 0) return;
    asked += 1;
    if (smallest !== undefined) shrinks += 1;
    try {
      await ask(value);
      decided += 1;
    } catch (error) {
      if (!(error instanceof DeviationFound)) {
        // While shrinking, a smaller case that cannot be decided is merely not smaller.
        if (smallest !== undefined) return;
        const isUnmet = error instanceof Unmet;
        if (isUnmet) unmet.push(error);
        if (isUnmet && path === undefined && (decided > 0 || unmet.length < UNMET))
          throw new fc.PreconditionFailure();
        undecided = (isUnmet ? unmet[0] : error) ?? new Error('nothing was thrown');
        return;
      }
      smallest = { value, deviation: error, exchanges: [...exchanges()] };
      throw error;
    }
  });
  const run =
    path === undefined
      ? await fc.check(property, { seed, numRuns: cases })
      : await replay(path, () => fc.check(property, { seed, path, numRuns: 1, endOnFailure: true }));
  if (undecided !== undefined) throw undecided;
  if (smallest === undefined) return undefined;
  return { ...smallest, path: run.counterexamplePath ?? '' };
}

function casesAt(effort: Environment['effort'], { cases = CASES }: PropertyOptions): number {
  return Math.max(1, Math.round(cases * CASE_FACTOR[effort]));
}

/** A path leads to no case of a property. */
export class NoSuchCase extends UsageError {}

/**
 * Asks the one case at a path.
 * @throws NoSuchCase when there is none: then fast-check fails before it asks anything, or asks nothing and passes
 */
async function replay<T>(
  path: string,
  run: () => Promise<RunDetails<T>> | RunDetails<T>,
): Promise<RunDetails<T>> {
  const nowhere = (options?: ErrorOptions) =>
    new NoSuchCase(
      `The path ${path} leads to no case of this check. Give check, seed, effort and path together, as the report states them.`,
      options,
    );
  let details: RunDetails<T>;
  try {
    details = await run();
  } catch (cause) {
    throw nowhere({ cause });
  }
  if (details.numRuns === 0) throw nowhere();
  return details;
}
