import { loadContracts } from '../contract/load.js';
import { mutants } from '../reference/mutants/index.js';
import { askReference, createJudge } from './judge.js';
import type { Settings } from './settings.js';
import type { Witnesses } from './witnesses.js';

/**
 * Mutants that checks catch when they are asked alone. Of one endpoint with a fault, checks are asked one after the
 * other, and what the fault leaves behind may keep a later one from its question, such as an account without room.
 * @param checks IDs of checks that have caught none
 */
export async function caughtAlone(checks: readonly string[], { seed, effort }: Settings): Promise<Witnesses> {
  const judge = createJudge(seed, effort);
  const all = mutants(loadContracts()).filter(({ equivalent }) => equivalent === undefined);
  const found = new Map<string, string>();
  for (const check of judge.checks.filter(({ id }) => checks.includes(id))) {
    for (const mutant of all.filter(({ operation = '' }) => check.operations.includes(operation))) {
      const results = await askReference(judge, [check], mutant);
      if (results.some(({ id, outcome }) => id === check.id && outcome === 'deviates')) {
        found.set(check.id, mutant.id);
        break;
      }
    }
  }
  return found;
}
