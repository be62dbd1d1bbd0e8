import { loadContracts } from '../../../contract/load.js';
import { mutants } from '../../../reference/mutants/index.js';
import { askReference, createJudge } from '../judge.js';
import type { Settings } from '../settings.js';
import type { Outcome } from './outcome.js';
import { COUNTING, type Unfit, type Witnesses, witnessesOf } from './witnesses.js';

/**
 * Mutants that checks catch when they are asked alone. Of one endpoint with a fault, checks are asked one after the
 * other, and what the fault leaves behind may keep a later one from its question, such as an account without room.
 * @param checks IDs of checks that have caught none
 * @param unfit mutants that are not asked of a check
 */
export async function caughtAlone(
  checks: readonly string[],
  { seed, effort }: Settings,
  unfit: Unfit = new Map(),
): Promise<Witnesses> {
  const judge = createJudge(seed, effort);
  const told = mutants(loadContracts()).filter(({ equivalent }) => equivalent === undefined);
  // A check that catches nothing beside others is most often one that counts calls.
  const all = [...told.filter(({ id }) => COUNTING.test(id)), ...told.filter(({ id }) => !COUNTING.test(id))];
  const found = new Map<string, string>();
  for (const check of judge.checks.filter(({ id }) => checks.includes(id))) {
    for (const mutant of all.filter(({ operation = '' }) => check.operations.includes(operation))) {
      if (unfit.get(check.id)?.has(mutant.id)) continue;
      const results = await askReference(judge, [check], mutant);
      if (results.some(({ id, outcome }) => id === check.id && outcome === 'deviates')) {
        found.set(check.id, mutant.id);
        break;
      }
    }
  }
  return found;
}

/**
 * Witnesses that hold where a mutant is asked nothing but the checks that it is the witness of: what a check noticed
 * beside others, it may have noticed because of what those saw or made.
 * @param alone mutants that checks catch when they are asked alone, for those that caught none otherwise
 */
export async function provenWitnesses(
  outcomes: readonly Outcome[],
  checks: readonly string[],
  settings: Settings,
  alone: Witnesses,
): Promise<Witnesses> {
  const judge = createJudge(settings.seed, settings.effort);
  const byMutant = new Map(mutants(loadContracts()).map((mutant) => [mutant.id, mutant]));
  const unfit = new Map<string, Set<string>>();
  const proven = new Set<string>();
  const single = new Map(alone);
  for (;;) {
    const witnesses = witnessesOf(outcomes, checks, single, unfit);
    const groups = [...new Set(witnesses.values())].map((mutant) => {
      const ids = [...witnesses.keys()].filter((check) => witnesses.get(check) === mutant);
      return { mutant, ids, key: [mutant, ...ids].join(' ') };
    });
    const open = groups.filter(({ key }) => !proven.has(key));
    if (open.length === 0) return witnesses;
    for (const { mutant, ids, key } of open) {
      const asked = judge.checks.filter(({ id }) => ids.includes(id));
      const results = await askReference(judge, asked, byMutant.get(mutant));
      const failing = results.filter(({ outcome }) => outcome !== 'deviates').map(({ id }) => id);
      if (failing.length === 0) proven.add(key);
      for (const id of failing) unfit.set(id, new Set(unfit.get(id)).add(mutant));
      for (const id of failing) single.delete(id);
    }
    const known = witnessesOf(outcomes, checks, single, unfit);
    const left = checks.filter((id) => unfit.has(id) && !known.has(id));
    for (const [id, mutant] of await caughtAlone(left, settings, unfit)) single.set(id, mutant);
  }
}
