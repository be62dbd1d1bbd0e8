/** Whether causes are known again: the same faults, asked with many seeds, have to have the same fingerprints. */

import type { Mutant } from '../../../reference/mutants/build/mutant.js';
import { mutants } from '../../../reference/mutants/index.js';
import { bucket } from '../../../results/bucket.js';
import { attributed, causesOf } from '../../../results/causes/causes.js';
import { fingerprintOf } from '../../../results/fingerprint/fingerprint.js';
import { askReference, type Judge } from '../judge.js';
import { relevantChecks } from '../outcomes/outcome.js';

/** What the seeds say of one fault. */
export interface KnownAgain {
  readonly mutant: string;
  /** Seeds that saw it; the others say nothing of it. */
  readonly seen: number;
  /** Of those, how many have the fingerprint that most of them have. */
  readonly same: number;
  /** Of those, how many have exactly the fingerprints that most of them have. */
  readonly alike: number;
}

/** Faults of different families, spread evenly; those that no client can tell are left out. */
export function spreadFaults({ contracts }: Pick<Judge, 'contracts'>, number: number): Mutant[] {
  const tellable = mutants(contracts).filter(({ equivalent }) => equivalent === undefined);
  const families = [...bucket(tellable, ({ id }) => id.split('/')[0]).values()];
  const one = families.flatMap((family, index) => family[(index * 7) % family.length] ?? []);
  const step = Math.max(1, one.length / number);
  return one
    .filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
    .slice(0, number);
}

/** The fingerprints of one fault with the seed of a judge. */
export async function fingerprintsOf(judge: Judge, mutant: Mutant): Promise<string[]> {
  const results = await askReference(judge, relevantChecks(judge, mutant), mutant);
  return [...new Set(causesOf(attributed(results)).map(fingerprintOf))].sort();
}

/** Asks about one fault with the seed of each judge. */
export async function knownAgain(judges: readonly Judge[], mutant: Mutant): Promise<KnownAgain> {
  const seen: string[][] = [];
  for (const judge of judges) {
    const fingerprints = await fingerprintsOf(judge, mutant);
    if (fingerprints.length > 0) seen.push(fingerprints);
  }
  return {
    mutant: mutant.id,
    seen: seen.length,
    same: mostFrequent(seen.flat()),
    alike: mostFrequent(seen.map((each) => each.join(' '))),
  };
}

function mostFrequent(names: readonly string[]): number {
  return Math.max(0, ...[...bucket(names, (name) => name).values()].map(({ length }) => length));
}
