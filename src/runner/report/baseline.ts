import { readFileSync } from 'node:fs';
import { readPackageJson } from '../../contract/load.js';
import { compileStandalone } from '../../contract/schema/compile.js';
import { STRENGTHS, type Strength } from '../../contract/types.js';
import { UsageError } from '../../results/errors/usage-error.js';
import type { CheckResult, Outcome, StaleBaselineEntry } from '../../results/types.js';

/** One accepted verdict. */
export interface BaselineEntry {
  /** ID of the check. */
  readonly check: string;
  readonly outcome: 'deviates' | 'unimplemented';
  /** Why it is accepted. */
  readonly reason: string;
}

/** The ledger of what a user has accepted. */
export interface Baseline {
  /** Strengths whose deviations fail a run, unless its options say otherwise. */
  readonly failOn?: readonly Strength[];
  readonly entries: readonly BaselineEntry[];
  /** Why it is accepted that less than half of what was planned could be decided. */
  readonly undecided?: { readonly reason: string };
}

/**
 * Reads a baseline file.
 * @throws UsageError naming the file when it cannot be read or is not a baseline
 */
export function readBaseline(file: string): Baseline {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new UsageError(
      `The baseline ${file} cannot be read (${why}). Start one with --write-baseline ${file}.`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(
      `The baseline ${file} is not JSON: ${why}. Mend it, or start one with --write-baseline.`,
    );
  }
  const problems = compileStandalone(readPackageJson<object>('specs', 'schemas', 'baseline.schema.json'))(
    json,
  );
  const first = problems[0];
  if (first !== undefined) {
    const where = first.path === '' ? 'the file' : first.path;
    throw new UsageError(
      `The baseline ${file} is not valid: ${where} has to be ${first.expected}, and is ${first.observed}. ` +
        'Every entry has a check, an outcome (deviates or unimplemented) and a reason; failOn, if it is there, lists ' +
        `strengths: ${STRENGTHS.join(', ')}.`,
    );
  }
  const baseline: Baseline = JSON.parse(text);
  const twice = baseline.entries.find(
    ({ check }, index) => baseline.entries.findIndex((e) => e.check === check) !== index,
  );
  if (twice !== undefined)
    throw new UsageError(`The baseline ${file} has two entries for ${twice.check}. Remove one.`);
  return baseline;
}

/** What became of a baseline in a run. */
export interface Reconciled {
  /** The results, accepted ones marked with the reason. */
  readonly results: CheckResult[];
  readonly stale: StaleBaselineEntry[];
}

/**
 * Holds results against a baseline. An entry whose check was asked and no longer has the accepted outcome, or that
 * names no check at all, is stale; one whose check was not asked in this run, or not decided, is left alone.
 * @param known IDs of all checks there are, whether asked or not
 */
export function reconcile(
  results: readonly CheckResult[],
  baseline: Baseline,
  known: ReadonlySet<string>,
): Reconciled {
  const byId = new Map(results.map((result) => [result.id, result]));
  const accepted = new Map<string, string>();
  const stale: StaleBaselineEntry[] = [];
  for (const { check, outcome, reason } of baseline.entries) {
    const result = byId.get(check);
    if (!known.has(check)) stale.push({ check, reason, problem: 'no check has this ID' });
    else if (result?.outcome === outcome) accepted.set(check, reason);
    else if (result?.outcome === 'conforms')
      stale.push({ check, reason, problem: `no longer ${outcome}: it conforms` });
    else if (result?.outcome === 'deviates' || result?.outcome === 'unimplemented') {
      stale.push({ check, reason, problem: `accepted as ${outcome}, now ${result.outcome}` });
    }
  }
  const marked = results.map((result) => {
    const expected = accepted.get(result.id);
    return expected === undefined ? result : { ...result, expected };
  });
  return { results: marked, stale };
}

/**
 * The baseline that accepts everything that a run found; its reasons are to be replaced by better ones.
 * @param earlier baseline of the run: its reasons and what fails a run are kept, and its entries for checks that were not decided
 */
export function baselineOf(results: readonly CheckResult[], reason: string, earlier?: Baseline): Baseline {
  const accepted = results.flatMap(({ id, outcome, deviation, expected }): BaselineEntry[] => {
    if (outcome !== 'deviates' && outcome !== 'unimplemented') return [];
    const observed =
      deviation === undefined ? '' : ` Observed: ${deviation.observed.slice(0, 200).toWellFormed()}`;
    return [{ check: id, outcome, reason: expected ?? `${reason}${observed}` }];
  });
  const decided = new Set(results.filter(({ outcome }) => DECIDED.has(outcome)).map(({ id }) => id));
  const kept = (earlier?.entries ?? []).filter(({ check }) => !decided.has(check));
  const failOn = earlier?.failOn;
  return { ...(failOn === undefined ? {} : { failOn }), entries: [...accepted, ...kept] };
}

const DECIDED: ReadonlySet<Outcome> = new Set(['conforms', 'deviates', 'unimplemented']);
