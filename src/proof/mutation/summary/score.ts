import { bucket } from '../../../results/bucket.js';
import { familyOf, type Outcome } from '../outcomes/outcome.js';

/** What a run over mutants comes to. */
export interface Score {
  readonly mutants: number;
  readonly caught: number;
  /** Caught ÷ mutants that are not equivalent, in percent. */
  readonly percent: number;
  readonly survivors: readonly Outcome[];
  /** Mutants that no client can tell from a conforming endpoint. */
  readonly equivalents: readonly Outcome[];
  /** Equivalents that a check deviates from: it asks for more than is documented. */
  readonly falselyCaught: readonly Outcome[];
  /** Checks that no mutant makes fail; the kind `operation` never does, it says `unimplemented`. */
  readonly idle: readonly string[];
  /** Deviations with what follows from them, as a report tells them: its causes. */
  readonly deviationsPerMutant: { readonly median: number; readonly p95: number };
  /** Median number of requests until a mutant is first noticed. */
  readonly requestsToFirst: number;
}

/** @param checks identifiers of all checks */
export function scoreOf(outcomes: readonly Outcome[], checks: readonly string[]): Score {
  const equivalents = outcomes.filter(({ equivalent }) => equivalent !== undefined);
  const telling = outcomes.filter(({ equivalent }) => equivalent === undefined);
  const caught = telling.filter(({ caughtBy }) => caughtBy.length > 0);
  const catching = new Set(telling.flatMap(({ caughtBy }) => caughtBy));
  const deviations = caught.map(({ causes }) => causes);
  return {
    mutants: telling.length,
    caught: caught.length,
    percent: percentOf({ mutants: telling.length, caught: caught.length }),
    survivors: telling.filter(({ caughtBy }) => caughtBy.length === 0),
    equivalents,
    falselyCaught: equivalents.filter(({ caughtBy }) => caughtBy.length > 0),
    idle: checks.filter((id) => !id.startsWith('operation/') && !catching.has(id)),
    deviationsPerMutant: { median: quantile(deviations, 0.5), p95: quantile(deviations, 0.95) },
    requestsToFirst: quantile(
      caught.map(({ requests }) => requests),
      0.5,
    ),
  };
}

/** Caught mutants in percent of all; of none, all are. */
export function percentOf({ mutants, caught }: Pick<Score, 'mutants' | 'caught'>): number {
  return mutants === 0 ? 100 : (100 * caught) / mutants;
}

/** The smallest value that this share of the values does not exceed; 0 for none. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/**
 * The score as text.
 * @param isWhole whether every mutant was judged; only then it means something that a check never failed
 */
export function describeScore(score: Score, checks: number, isWhole: boolean): string {
  const { mutants, caught, percent, survivors, equivalents, falselyCaught, idle } = score;
  const reasons = new Map<string, number>();
  for (const { equivalent = '' } of equivalents) reasons.set(equivalent, (reasons.get(equivalent) ?? 0) + 1);
  const { median, p95 } = score.deviationsPerMutant;
  return [
    ...survivors.map(({ mutant, statement }) => `survived      ${mutant}\n              ${statement}`),
    ...[...reasons].map(([reason, count]) => `equivalent    ${count}: ${reason}`),
    ...falselyCaught.map(
      ({ mutant, caughtBy }) => `false alarm   ${mutant}\n              ${caughtBy.join(', ')}`,
    ),
    ...(isWhole ? idle.map((id) => `never failed  ${id}`) : []),
    `${caught} of ${mutants} mutants caught (${percent.toFixed(1)} %), and ${equivalents.length} equivalent`,
    `${isWhole ? `${checks - idle.length} of ${checks} checks caught one; ` : ''}deviations per mutant: median ${median}, 95th percentile ${p95}; requests to the first deviation: median ${score.requestsToFirst}`,
    '',
  ].join('\n');
}

/** The families of which something is not caught, as text, with how many of theirs never showed in any answer. */
export function describeFamilies(outcomes: readonly Outcome[]): string {
  const telling = outcomes.filter(({ equivalent }) => equivalent === undefined);
  const lines = [...bucket(telling, familyOf)].flatMap(([family, some]) => {
    const left = some.filter(({ caughtBy }) => caughtBy.length === 0);
    const unseen = left.filter(({ effects }) => effects === 0).length;
    const never = unseen === 0 ? '' : `, ${unseen} of them never in effect`;
    return left.length === 0 ? [] : [`${family}: ${left.length} of ${some.length} not caught${never}`];
  });
  return lines.map((line) => `${line}\n`).join('');
}
