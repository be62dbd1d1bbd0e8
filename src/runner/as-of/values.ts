/** What invalid values tell: whoever does not know of a member, or of a constraint, takes them. */

import { loadContract } from '../../contract/load.js';
import type { RevisionChanges } from '../../contract/revisions/changes/changes.js';
import { bucket } from '../../results/bucket.js';
import { isUnrefused } from '../../results/causes/sorts/unrefused.js';
import { type Suspicion, suspicionOf } from '../../results/causes/spot.js';
import type { CheckResult } from '../../results/types.js';
import { type Appeared, entries } from './appearances.js';
import { answersAsThen } from './as-then.js';
import { type Findings, inputMember } from './findings.js';

/** Kinds of checks about values that a member must not have. */
const OF_VALUES: ReadonlySet<string> = new Set(['constraint', 'malformed']);

/** Members of which invalid values are refused. */
export function enforcedMembers({ revisions, results }: Findings): [string, string][] {
  return entries(
    results
      .filter(({ kind, outcome }) => OF_VALUES.has(kind) && outcome === 'conforms')
      .flatMap((result) => inputMember(revisions, result) ?? []),
  );
}

/**
 * Members of which invalid values are taken, and constraints that are not enforced as they are now. That tells something
 * only of an endpoint, and an operation, that refuses the like of others.
 */
export function unenforced(findings: Findings): [string, string][] {
  const { revisions, results } = findings;
  const byOperation = bucket(
    results.filter(({ kind }) => OF_VALUES.has(kind)),
    ({ kind, operations: [operation] }) => `${kind} ${operation}`,
  );
  const judged = [...byOperation.values()].map((asked) => {
    const taken = asked.filter((result) => isTaken(suspicionOf(result)));
    const later = taken.map((result) => inputMember(revisions, result) ?? asBefore(findings, result)[0]);
    const younger = later.filter((each) => each !== undefined);
    const refused = asked.filter(({ outcome }) => outcome === 'conforms').length;
    return { younger, refused, taken: taken.length - younger.length };
  });
  const sum = (what: 'refused' | 'taken') => judged.reduce((total, each) => total + each[what], 0);
  if (sum('refused') <= sum('taken')) return [];
  return entries(judged.flatMap(({ younger, refused, taken }) => (refused >= taken ? younger : [])));
}

function isTaken(suspicion: Suspicion | undefined): boolean {
  return suspicion !== undefined && isUnrefused(suspicion);
}

/** The change of a constraint that is enforced as it was before. */
function asBefore({ contract, revisions, changes }: Findings, result: CheckResult): Appeared[] {
  const suspicion = suspicionOf(result);
  if (suspicion === undefined || result.kind !== 'constraint') return [];
  const [, , operation, ...path] = result.id.split('/');
  const [member, what] = [path.slice(0, -1).join('/'), path.at(-1)];
  const isIn = ({ constraints }: RevisionChanges) =>
    constraints.some(
      (each) =>
        each.side === 'request' &&
        each.operation === operation &&
        each.member === member &&
        each.what === what,
    );
  const since = changes.findLast(isIn)?.revision;
  const before = revisions.revisions.findLast((date) => since !== undefined && date < since);
  if (since === undefined || before === undefined) return [];
  const earlier = loadContract(contract.service, before);
  const isSo = answersAsThen(suspicion, { earlier, later: contract });
  return isSo ? [{ name: `${member} ${what} ${since}`, since }] : [];
}
