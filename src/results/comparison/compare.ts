/** Compares two reports: by what their causes are, and by what became of the checks that show them. */
import type { Strength } from '../../contract/types.js';
import { suspicionOf } from '../causes/spot.js';
import { saidOf } from '../reproduction/assigned.js';
import type { CheckResult, Outcome, Report } from '../types.js';
import { differentCircumstances, otherEndpoint } from './circumstances.js';
import { type Findings, findingsOf, operationOf } from './findings.js';
import type { ChangedCause, ComparedCause, Comparison, MovedFigure } from './types.js';

/** What is compared, and how it is called. */
export interface Compared {
  readonly name: string;
  readonly report: Report;
}

/** Both sides, and whether the same was asked on both. */
interface Sides {
  readonly old: Findings;
  readonly now: Findings;
  readonly isSameAsked: boolean;
}

/**
 * Compares a report with an earlier one.
 * @param failOn strengths whose deviations fail; those of the later run where none are given
 */
export function compareReports(old: Compared, now: Compared, failOn?: readonly Strength[]): Comparison {
  const different = differentCircumstances(old.report, now.report);
  const sides: Sides = {
    old: findingsOf(old.report, failOn),
    now: findingsOf(now.report, failOn),
    isSameAsked: different.length === 0,
  };
  const matched = new Map<string, ComparedCause>();
  for (const cause of sides.now.causes.values()) {
    const before = sides.old.causes.get(cause.fingerprint) ?? regrouped(sides, cause);
    if (before !== undefined) matched.set(cause.fingerprint, before);
  }
  const parts = sorted(sides, matched);
  const found = new Set([...matched.values()].map(({ fingerprint }) => fingerprint));
  const gone = [...sides.old.causes.values()].filter(({ fingerprint }) => !found.has(fingerprint));
  const fixed = gone.filter(({ checks }) => checks.some((id) => isDecided(sides.now.checks.get(id))));
  return {
    old: old.name,
    now: now.name,
    ...parts.told,
    fixed,
    ...implementation(sides),
    figures: movedFigures(old.report, now.report),
    notCompared: [
      ...otherEndpoint(old.report, now.report),
      ...different,
      ...counted(parts.notAsked, 'now, seen only by checks that were not asked before'),
      ...counted(gone.length - fixed.length, 'before, seen only by checks that are not asked or decided now'),
    ],
  };
}

function counted(number: number, what: string) {
  return number === 0 ? [] : [{ what: `${number} ${number === 1 ? 'cause' : 'causes'} ${what}` }];
}

/** The cause that some of the same checks showed before: what is wrong with them is only grouped otherwise now. */
function regrouped({ old, now }: Sides, { checks }: ComparedCause): ComparedCause | undefined {
  return [...old.causes.values()].find(
    (cause) => !now.causes.has(cause.fingerprint) && cause.checks.some((id) => checks.includes(id)),
  );
}

/** The causes of now, each told as what it is beside before. */
function sorted(sides: Sides, matched: ReadonlyMap<string, ComparedCause>) {
  const told = { new: [] as ComparedCause[], changed: [] as ChangedCause[], same: [] as ComparedCause[] };
  let notAsked = 0;
  for (const cause of sides.now.causes.values()) {
    const before = matched.get(cause.fingerprint);
    if (before === undefined) {
      if (wasAsked(sides, cause)) told.new.push(cause);
      else notAsked += 1;
      continue;
    }
    const worse = spreadTo(sides, before, cause);
    if (worse !== undefined) told.new.push(worse);
    const change = changeOf(sides, before, cause);
    if (change === undefined) told.same.push(cause);
    else told.changed.push({ ...cause, ...change });
  }
  return { told, notAsked };
}

/**
 * Whether something that shows the cause was asked before. Where the same was asked, what was skipped then was so for
 * want of something that is there now.
 */
function wasAsked({ old, isSameAsked }: Sides, { checks }: ComparedCause): boolean {
  return checks.some((id) => {
    const before = old.checks.get(id);
    return before !== undefined && (isSameAsked || isDecided(before));
  });
}

/** The part of a cause that is at operations which were right about it before; only told where the same was asked. */
function spreadTo(
  { old, now, isSameAsked }: Sides,
  before: ComparedCause,
  cause: ComparedCause,
): ComparedCause | undefined {
  if (!isSameAsked) return undefined;
  const checks = cause.checks.filter((id) => {
    const check = now.checks.get(id);
    const isNow = check !== undefined && !before.operations.includes(operationOf(check));
    return isNow && old.checks.get(id)?.outcome === 'conforms';
  });
  const operations = cause.operations.filter((name) =>
    checks.some((id) => {
      const check = now.checks.get(id);
      return check !== undefined && operationOf(check) === name;
    }),
  );
  return operations.length === 0 ? undefined : { ...cause, operations, checks };
}

/** What is observed otherwise of a cause: of a check that shows it in both. */
function changeOf(
  { old, now, isSameAsked }: Sides,
  before: ComparedCause,
  cause: ComparedCause,
): { before: string; now: string } | undefined {
  for (const id of cause.checks) {
    if (!before.checks.includes(id)) continue;
    const [one, other] = [old.checks.get(id), now.checks.get(id)];
    if (one?.deviation === undefined || other?.deviation === undefined) continue;
    const told = isSameAsked ? observed : answered;
    if (told(one) !== told(other)) return { before: observed(one), now: observed(other) };
  }
  return undefined;
}

/** What was observed, without what an endpoint makes up anew each time. */
function observed(check: CheckResult): string {
  return saidOf(check).observed ?? '';
}

/** How it was answered: with other values of a request, no more than that has to be the same. */
function answered(check: CheckResult): string {
  return String(suspicionOf(check)?.status ?? '');
}

const DECIDED: ReadonlySet<Outcome> = new Set(['conforms', 'deviates', 'unimplemented']);

function isDecided(check: CheckResult | undefined): boolean {
  return check !== undefined && DECIDED.has(check.outcome);
}

/** Operations that came or went. */
function implementation({ old, now }: Sides): Pick<Comparison, 'unimplemented' | 'implemented'> {
  const probes = [...now.checks.values()].filter(({ kind }) => kind === 'operation');
  const turned = (from: boolean) =>
    probes.flatMap((check) => {
      const before = old.checks.get(check.id);
      if (!isDecided(before) || !isDecided(check) || check.expected !== undefined) return [];
      const [was, is] = [before?.outcome !== 'unimplemented', check.outcome !== 'unimplemented'];
      return was === from && is !== from ? [`${check.service} ${check.operations[0] ?? ''}`] : [];
    });
  return { unimplemented: turned(true), implemented: turned(false) };
}

const FIGURES = [
  'checks',
  'decided',
  'conforms',
  'deviates',
  'unimplemented',
  'inconclusive',
  'skipped',
  'divergence',
  'implemented',
] as const;

function movedFigures(old: Report, now: Report): MovedFigure[] {
  const all: MovedFigure[] = [
    ...FIGURES.map((figure) => ({
      figure,
      before: old.summary[figure] ?? null,
      now: now.summary[figure] ?? null,
    })),
    { figure: 'requests', before: old.run.requests, now: now.run.requests },
  ];
  return all.filter(({ before, now: after }) => before !== after);
}

/** Whether a comparison fails: something is new that fails a run. */
export function failsComparison(comparison: Pick<Comparison, 'new' | 'unimplemented'>): boolean {
  return comparison.new.some(({ fails }) => fails) || comparison.unimplemented.length > 0;
}
