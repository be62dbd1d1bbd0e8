import { CannotRun } from './failure.mjs';
import { ivsConformance } from './suite.mjs';

/** Endpoints that the families of mutants are dealt out to. */
const ENDPOINTS = 3;

/** Families whose mutants hide most other faults: whole operations do nothing, or answer nothing as documented. */
const HIDING = new Set([
  'create-not-stored',
  'arn-elsewhere',
  'list-empty',
  'unverified',
  'identifier-reused',
]);

/**
 * Families whose faults show by how often, or in which order, all checks together call: what one of them is answered is then
 * not decided by what it asks, and cannot be the same at every concurrency.
 */
const COUNTING = /^(?:\w+-bleeds|created-not-listed|fifth-call-stale|(?:tenth|third)-\w+-\w+)$/;

/**
 * For each of some endpoints, the mutants that break it: one mutant of each family, none of which hides the others. They
 * are spread over the operations, and always the same ones.
 * @returns {Promise<string[][]>}
 */
export async function brokenEndpoints() {
  const families = await mutantsByFamily();
  const dealt = Array.from({ length: ENDPOINTS }, () => /** @type {string[]} */ ([]));
  for (const [index, mutants] of [...families.values()].entries()) {
    dealt[index % ENDPOINTS]?.push(mutants[(index * 7) % mutants.length] ?? '');
  }
  return dealt;
}

async function mutantsByFamily() {
  const { status, stdout, stderr } = await ivsConformance('serve', '--list-mutants');
  if (status !== 0) throw new CannotRun(`the mutants cannot be listed: ${stderr}`);
  const ids = stdout.split('\n').filter((line) => /^\S/.test(line));
  /** @type {Map<string, string[]>} */
  const families = new Map();
  for (const id of ids) {
    const family = id.split('/')[0] ?? id;
    if (!HIDING.has(family) && !COUNTING.test(family))
      families.set(family, [...(families.get(family) ?? []), id]);
  }
  return families;
}

/**
 * The options of `serve` that break an endpoint so.
 * @param {readonly string[]} mutants
 */
export function mutantWords(mutants) {
  return mutants.flatMap((id) => ['--mutant', id]);
}
