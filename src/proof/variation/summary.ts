import type { Variation } from '../../reference/variations/index.js';
import { bucket } from '../../results/bucket.js';
import type { Verdict } from './verdict.js';

/** Longest account of one false alarm, in characters. */
const LONGEST = 400;

/** What came of all runs. */
export interface Summary {
  readonly variations: number;
  readonly runs: number;
  /** Runs in which a check took the endpoint for one that does not conform, or something was left behind. */
  readonly loud: readonly Verdict[];
  /** Variation → the most checks that decided nothing of it in one run, where there were any. */
  readonly undecided: { readonly [variation: string]: number };
}

export function summarise(verdicts: readonly Verdict[]): Summary {
  const byVariation = bucket(verdicts, ({ variation }) => variation);
  const undecided = [...byVariation].map(
    ([id, runs]) => [id, Math.max(...runs.map((run) => run.undecided))] as const,
  );
  return {
    variations: byVariation.size,
    runs: verdicts.length,
    loud: verdicts.filter(({ falseAlarms, leftovers }) => falseAlarms.length + leftovers.length > 0),
    undecided: Object.fromEntries(undecided.filter(([, count]) => count > 0)),
  };
}

/** The summary for people: each false alarm once, with the seeds that it came with. */
export function describe(summary: Summary, variations: readonly Variation[]): string {
  const statements = new Map(variations.map(({ id, statement }) => [id, statement]));
  const lines = [...bucket(summary.loud, ({ variation }) => variation)].flatMap(([id, runs]) => [
    `false alarms  ${id}: ${statements.get(id) ?? ''}`,
    ...alarms(runs),
    ...runs.flatMap(({ seed, leftovers }) =>
      leftovers.map((what) => `  left behind with seed ${seed}: ${what}`),
    ),
  ]);
  const undecided = Object.entries(summary.undecided).map(
    ([id, count]) => `  ${id} leaves up to ${count} checks without anything to judge`,
  );
  const { variations: count, runs, loud } = summary;
  return [
    ...lines,
    ...undecided,
    `${count} variations, ${runs} runs: ${runs - loud.length} silent, ${loud.length} not`,
    '',
  ].join('\n');
}

function alarms(runs: readonly Verdict[]): string[] {
  const each = runs.flatMap(({ seed, parts, falseAlarms }) =>
    falseAlarms.map((alarm) => ({ ...alarm, seed, parts })),
  );
  return [...bucket(each, ({ check, outcome }) => `${outcome} ${check || '(the run broke off)'}`)].map(
    ([what, same]) => {
      const seeds = same.map(({ seed }) => seed).join(', ');
      const [first] = same;
      const made = first === undefined || first.parts.length === 0 ? '' : `\n    of ${first.parts.join(' ')}`;
      return `  ${what}, with seed ${seeds}\n    ${(first?.why ?? '').slice(0, LONGEST)}${made}`;
    },
  );
}
