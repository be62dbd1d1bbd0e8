import type { Variation } from '../../reference/variations/index.js';
import type { CheckResult, Outcome } from '../../results/types.js';
import type { Judge } from '../mutation/judge.js';
import { type Asked, askVaried } from './ask.js';

/** A check that takes a varied endpoint for one that does not conform. */
export interface FalseAlarm {
  /** Empty where the run as a whole broke off. */
  readonly check: string;
  readonly outcome: Outcome;
  /** Why, or what was expected and observed. */
  readonly why: string;
}

/** What came of one variation with one seed. */
export interface Verdict {
  readonly variation: string;
  readonly seed: number;
  /** Variations that it was made of, where these were several. */
  readonly parts: readonly string[];
  readonly falseAlarms: readonly FalseAlarm[];
  /** Checks that decide something of the plain endpoint, and nothing of the varied one. */
  readonly undecided: number;
  /** What the suite left behind. */
  readonly leftovers: readonly string[];
}

/** Whether an outcome is wrong of a varied endpoint, where it is not that of the plain one. */
export function isAlarm({ undecides }: Variation, outcome: Outcome): boolean {
  return (
    outcome === 'deviates' ||
    outcome === 'unimplemented' ||
    (outcome === 'inconclusive' && undecides === undefined)
  );
}

/** Asks a varied endpoint, and compares with what came of the plain one. */
export async function judge(how: Judge, variation: Variation, plain: Asked): Promise<Verdict> {
  const head = { variation: variation.id, seed: how.seed };
  const usual = new Map(plain.results.map(({ id, outcome }) => [id, outcome]));
  try {
    const { results, leftovers, parts } = await askVaried(how, variation);
    const conforming = results.filter(({ id }) => usual.get(id) === 'conforms');
    return {
      ...head,
      parts,
      // What is asked over connections only was not asked of the plain endpoint.
      falseAlarms: results
        .filter(({ id, outcome }) => isAlarm(variation, outcome) && usual.get(id) !== outcome)
        .map(falseAlarm),
      undecided: conforming.filter(({ outcome }) => outcome === 'skipped' || outcome === 'inconclusive')
        .length,
      leftovers: [...leftovers].map(([what, why]) => `${what} (${why})`),
    };
  } catch (error) {
    const why = error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error);
    const broken = { check: '', outcome: 'inconclusive', why } as const;
    return { ...head, parts: [], falseAlarms: [broken], undecided: 0, leftovers: [] };
  }
}

function falseAlarm({ id, outcome, reason = '', deviation }: CheckResult): FalseAlarm {
  const why =
    deviation === undefined ? reason : `expected ${deviation.expected}, observed ${deviation.observed}`;
  return { check: id, outcome, why };
}
