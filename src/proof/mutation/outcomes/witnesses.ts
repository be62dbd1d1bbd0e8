import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contract/load.js';
import type { Outcome } from './outcome.js';

/** Check → a mutant that it catches. */
export type Witnesses = ReadonlyMap<string, string>;

/** Mutants that do not serve as the witness of a check, by check. */
export type Unfit = ReadonlyMap<string, ReadonlySet<string>>;

const FILE = join(packageRoot(), 'reports', 'mutation', 'witnesses.json');

/** Mutants that show by how often all checks together call: which of them notices is chance. */
export const COUNTING = /^(?:tenth|third|fifth)-/;

/**
 * For each check the mutant that the fewest other checks catch: the one that is wrong in what the check asks.
 * @param alone mutants that checks catch when they are asked alone, for those that caught none otherwise
 * @param unfit mutants that are none of a check's, although it caught them
 */
export function witnessesOf(
  outcomes: readonly Outcome[],
  checks: readonly string[],
  alone: Witnesses = new Map(),
  unfit: Unfit = new Map(),
): Witnesses {
  const witnesses = new Map<string, Outcome>();
  for (const outcome of outcomes) {
    if (outcome.equivalent !== undefined || COUNTING.test(outcome.mutant)) continue;
    for (const check of outcome.caughtBy) {
      if (unfit.get(check)?.has(outcome.mutant)) continue;
      const known = witnesses.get(check);
      if (known === undefined || outcome.caughtBy.length < known.caughtBy.length)
        witnesses.set(check, outcome);
    }
  }
  return new Map(
    checks.flatMap((check) => {
      const mutant = witnesses.get(check)?.mutant ?? alone.get(check);
      return mutant === undefined ? [] : [[check, mutant]];
    }),
  );
}

/** Checks that catch no mutant, but by chance. */
export function withoutWitness(outcomes: readonly Outcome[], checks: readonly string[]): string[] {
  const known = witnessesOf(outcomes, checks);
  return checks.filter((id) => !id.startsWith('operation/') && !known.has(id));
}

/** Writes the committed file. */
export function writeWitnesses(witnesses: Witnesses): void {
  const $comment =
    'Each check with a mutant that it catches. Derived: npm run mutation -- --write-witnesses.';
  writeFileSync(FILE, `${JSON.stringify({ $comment, ...Object.fromEntries(witnesses) }, null, 2)}\n`);
}

/** Reads the committed file. */
export function readWitnesses(): Witnesses {
  const { $comment: _, ...witnesses }: { readonly [check: string]: string } = JSON.parse(
    readFileSync(FILE, 'utf8'),
  );
  return new Map(Object.entries(witnesses));
}
