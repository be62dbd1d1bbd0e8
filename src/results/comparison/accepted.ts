/** Compares a report with what is accepted: whatever is not in the baseline is new. */
import type { Strength } from '../../contract/types.js';
import type { Outcome } from '../types.js';
import type { Compared } from './compare.js';
import { type Findings, findingsOf } from './findings.js';
import type { ComparedCause, Comparison } from './types.js';

/** One entry of a baseline: a cause, or one check. */
export interface AcceptedEntry {
  readonly fingerprint?: string;
  readonly check?: string;
  readonly title?: string;
  readonly operations?: readonly string[];
  readonly outcome: Outcome;
}

/** A baseline, and how it is called. */
export interface AcceptedBefore {
  readonly name: string;
  readonly entries: readonly AcceptedEntry[];
}

/**
 * Compares a report with a baseline, which knows neither observations nor figures: what is in both is the same.
 * @param failOn strengths whose deviations fail; those of the run where none are given
 */
export function compareWithBaseline(
  old: AcceptedBefore,
  now: Compared,
  failOn?: readonly Strength[],
): Comparison {
  const findings = findingsOf(now.report, failOn);
  const fingerprints = new Set(old.entries.flatMap(({ fingerprint }) => fingerprint ?? []));
  const checks = new Map(
    old.entries.flatMap((each) => (each.check === undefined ? [] : [[each.check, each]])),
  );
  const isAccepted = ({ fingerprint, checks: shown }: ComparedCause) =>
    fingerprints.has(fingerprint) || shown.every((id) => checks.get(id)?.outcome === 'deviates');
  const causes = [...findings.causes.values()];
  const missing = now.report.checks.filter(({ outcome }) => outcome === 'unimplemented');
  return {
    old: old.name,
    now: now.name,
    new: causes.filter((cause) => !isAccepted(cause)),
    fixed: old.entries.flatMap((entry) => (isFixed(entry, findings) ? [toldOf(entry, findings)] : [])),
    changed: [],
    same: causes.filter(isAccepted),
    unimplemented: missing.flatMap(({ id, service, operations: [name = ''] }) =>
      checks.get(id)?.outcome === 'unimplemented' ? [] : [`${service} ${name}`],
    ),
    implemented: old.entries.flatMap(({ check = '', outcome }) => {
      const result = findings.checks.get(check);
      const isThere = result?.outcome === 'conforms' || result?.outcome === 'deviates';
      return outcome === 'unimplemented' && isThere
        ? [`${result.service} ${result.operations[0] ?? ''}`]
        : [];
    }),
    figures: [],
    notCompared: [{ what: 'figures and observations: a baseline has none' }],
  };
}

/** Whether what an entry accepts is not seen any more, although it was asked. */
function isFixed({ fingerprint, check, operations = [], outcome }: AcceptedEntry, now: Findings): boolean {
  if (outcome !== 'deviates') return false;
  if (check !== undefined) return now.checks.get(check)?.outcome === 'conforms';
  if (fingerprint === undefined || now.causes.has(fingerprint)) return false;
  return [...now.checks.values()].some(
    (result) => result.outcome === 'conforms' && operations.includes(result.operations[0] ?? ''),
  );
}

function toldOf(
  { fingerprint = '', check, title, operations = [] }: AcceptedEntry,
  now: Findings,
): ComparedCause {
  const result = check === undefined ? undefined : now.checks.get(check);
  return {
    fingerprint,
    title: title ?? result?.title ?? check ?? fingerprint,
    operations: result?.operations ?? operations,
    strength: result?.strength ?? 'documented',
    checks: check === undefined ? [] : [check],
    fails: false,
  };
}
