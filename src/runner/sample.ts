import { KINDS } from '../checks/registry.js';
import type { Check } from '../checks/types.js';
import { deriveSeed } from './seed.js';

/** Why a check is not asked that is alike others. */
export const ALIKE =
  'one of several alike, of which smoke effort asks some, chosen by the seed; ask it by --check, or all with --effort standard';

/**
 * Of checks that are alike, the ones that a run of little effort leaves out: every operation and every rule is asked about
 * all the same, and another seed chooses others.
 */
export function leftOut(checks: readonly Check[], seed: number): ReadonlySet<string> {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const key = groupOf(check);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [check]);
    else group.push(check);
  }
  return new Set([...groups.values()].flatMap((group) => rest(group, seed)));
}

function groupOf({ kind, service, operations, rule }: Check): string | undefined {
  const alike = KINDS.find(({ id }) => id === kind)?.alike;
  if (alike === undefined) return undefined;
  const what = alike.per === 'rule' ? rule : operations[0];
  return `${kind} ${service} ${what}`;
}

/** All but as many as are to be asked. */
function rest(group: readonly Check[], seed: number): string[] {
  const count = KINDS.find(({ id }) => id === group[0]?.kind)?.alike?.count ?? group.length;
  return group
    .map(({ id }) => ({ id, place: deriveSeed(seed, id) }))
    .sort((one, other) => one.place - other.place)
    .slice(count)
    .map(({ id }) => id);
}
