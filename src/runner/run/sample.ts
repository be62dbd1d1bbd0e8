import { generalRuleOf } from '../../checks/registry/general.js';
import { KINDS } from '../../checks/registry/registry.js';
import type { Check, Kind } from '../../checks/types.js';
import { bucket } from '../../results/bucket.js';
import { deriveSeed } from '../cases/seed.js';

/** Why a check is not asked that is alike others. */
export const ALIKE =
  'one of several alike, of which smoke effort asks some, chosen by the seed; ask it by --check, or all with --effort standard';

/**
 * Of checks that are alike, the ones that a run of little effort leaves out: every operation and every rule is asked about
 * all the same, and another seed chooses others.
 */
export function leftOut(checks: readonly Check[], seed: number): ReadonlySet<string> {
  const groups = bucket(checks, groupOf);
  const out = new Set([...groups.values()].flatMap((group) => rest(group, seed)));
  for (const check of onePerRule(checks, out)) out.delete(check.id);
  return out;
}

/** One check of each rule of which none would be left. */
function onePerRule(checks: readonly Check[], out: ReadonlySet<string>): Iterable<Check> {
  const ruleOf = (check: Check) => check.rule ?? generalRuleOf(check)?.id;
  const asked = new Set(checks.filter(({ id }) => !out.has(id)).map(ruleOf));
  const missing = checks.filter((check) => !asked.has(ruleOf(check)));
  return new Map(missing.map((check) => [ruleOf(check), check])).values();
}

/** Kinds of rules that another kind asks about. */
const ASKED_BY: { readonly [kind: string]: string } = { 'tag-limit': 'tags' };

function alikeOf(kind: string): Kind['alike'] {
  return KINDS.find(({ id }) => id === (ASKED_BY[kind] ?? kind))?.alike;
}

function groupOf({ kind, service, operations, rule }: Check): string | undefined {
  const alike = alikeOf(kind);
  if (alike === undefined) return undefined;
  const what = { kind: '', operation: operations[0], rule }[alike.per];
  return `${kind} ${service} ${what}`;
}

/** All but as many as are to be asked. */
function rest(group: readonly Check[], seed: number): string[] {
  const count = alikeOf(group[0]?.kind ?? '')?.count ?? group.length;
  return group
    .map(({ id }) => ({ id, place: deriveSeed(seed, id) }))
    .sort((one, other) => one.place - other.place)
    .slice(count)
    .map(({ id }) => id);
}
