/**
 * What every report says in its own words: the verdict on a run, and its checks in groups. Each check is in
 * exactly one group, so that the counts of the groups add up to those of the summary.
 */

import { SERVICES, type Service, STRENGTHS } from '../../contract/types.js';
import { bucket } from '../../results/bucket.js';
import type { CheckResult, Outcome, Report } from '../../results/types.js';
import { decidedOf } from '../../results/undecided.js';
import { count, counted } from './plain-text.js';

/** How a check stands once the baseline has been asked: an outcome, or `accepted` by the baseline. */
export type Standing = Outcome | 'accepted';

/** All standings, the gravest first. */
export const STANDINGS: readonly Standing[] = [
  'deviates',
  'unimplemented',
  'inconclusive',
  'accepted',
  'conforms',
  'skipped',
];

/** How one check stands. */
export function standingOf(check: CheckResult): Standing {
  const acceptable = check.outcome === 'deviates' || check.outcome === 'unimplemented';
  return acceptable && check.expected !== undefined ? 'accepted' : check.outcome;
}

/** How many checks stand how. */
export function countStandings(checks: readonly CheckResult[]): Record<Standing, number> {
  const counts: Record<Standing, number> = {
    deviates: 0,
    unimplemented: 0,
    inconclusive: 0,
    accepted: 0,
    conforms: 0,
    skipped: 0,
  };
  for (const check of checks) counts[standingOf(check)] += 1;
  return counts;
}

/** The operation under which a check is reported: the first of those that it concerns. */
export function primaryOperation(check: CheckResult): string {
  return check.operations[0] ?? 'any operation';
}

/** The operations that the endpoint lacks and that the baseline does not accept, by service. */
export function unimplementedOperations(report: Report): Map<Service, string[]> {
  const byService = new Map<Service, string[]>();
  for (const service of SERVICES) {
    const missing = report.checks
      .filter((check) => check.service === service && standingOf(check) === 'unimplemented')
      .map(primaryOperation);
    if (missing.length > 0) byService.set(service, [...new Set(missing)].sort());
  }
  return byService;
}

/** Whether an endpoint lacks every operation of a service that was asked for. */
export function lacksAll({ checks }: Report, service: Service): boolean {
  const asked = checks.filter((check) => check.service === service && check.kind === 'operation');
  return asked.length > 1 && asked.every((check) => standingOf(check) === 'unimplemented');
}

/** What the figure *divergence* is a share of. */
export function meaningOfDivergence({ summary, checks }: Report): string {
  const decided = summary.conforms + summary.deviates;
  if (decided === 0) return '(no check was decided)';
  const accepted = checks.some((check) => check.outcome === 'deviates' && standingOf(check) === 'accepted');
  const included = accepted ? ', accepted ones included' : '';
  const { decided: settled, planned } = decidedOf(checks);
  const open = planned - settled;
  const undecided = open === 0 ? '' : `; ${count(open)} more could not be decided`;
  return `of ${counted(decided, 'decided check')} deviate${included}${undecided}`;
}

/** What the figure *implemented* is a share of. */
export function meaningOfImplemented({ summary }: Report): string {
  return summary.implemented === null ? '(no operation was asked)' : 'of the operations asked';
}

/** The checks of one kind under one operation. */
export interface KindGroup {
  readonly kind: string;
  readonly checks: readonly CheckResult[];
  /** How many checks of this kind were decided (conforms or deviates) under this operation. */
  readonly decided: number;
  /** How many of these deviate, whether they are in this group or not. */
  readonly deviating: number;
}

/** The checks under one operation. */
export interface OperationGroup {
  readonly service: Service;
  readonly operation: string;
  readonly size: number;
  readonly kinds: readonly KindGroup[];
}

/** How firm the firmest of these checks is: less is firmer. */
export function firmness(checks: readonly CheckResult[]): number {
  return Math.min(...checks.map((check) => STRENGTHS.indexOf(check.strength)));
}

function bySeverity(left: readonly CheckResult[], right: readonly CheckResult[]): number {
  return firmness(left) - firmness(right) || right.length - left.length;
}

function placeOf(check: CheckResult): string {
  return `${check.service} ${primaryOperation(check)}`;
}

/**
 * Groups the chosen checks by operation, then by kind: the firmest strength first, then the most numerous.
 * @param chosen which checks to group; the others only count as decided
 */
export function groupByOperation(
  report: Report,
  chosen: (check: CheckResult) => boolean,
): readonly OperationGroup[] {
  const decided = bucket(
    report.checks.filter((check) => check.outcome === 'conforms' || check.outcome === 'deviates'),
    (check) => `${placeOf(check)} ${check.kind}`,
  );
  const operations = [...bucket(report.checks.filter(chosen), placeOf)];
  operations.sort(([leftName, left], [rightName, right]) => {
    return bySeverity(left, right) || leftName.localeCompare(rightName, 'en');
  });
  return operations.flatMap(([place, checks]) => {
    const first = checks[0];
    if (first === undefined) return [];
    const kinds = [...bucket(checks, (check) => check.kind)]
      .map(([kind, ofKind]) => ({
        kind,
        checks: [...ofKind].sort((left, right) => bySeverity([left], [right])),
        decided: decided.get(`${place} ${kind}`)?.length ?? 0,
        deviating:
          decided.get(`${place} ${kind}`)?.filter(({ outcome }) => outcome === 'deviates').length ?? 0,
      }))
      .sort((left, right) => bySeverity(left.checks, right.checks));
    return [{ service: first.service, operation: primaryOperation(first), size: checks.length, kinds }];
  });
}

/** Checks that give the same reason. */
export interface ReasonGroup {
  readonly reason: string;
  /** Operations that are in the way alike, with the number of checks that each of them holds up. */
  readonly operations?: string;
  readonly checks: readonly CheckResult[];
}

/**
 * Checks by the reason they give, the most frequent reason first. Where several operations are in the way alike, that
 * is one reason, which lists them.
 */
export function reasonGroups(checks: readonly CheckResult[]): ReasonGroup[] {
  return [...bucket(checks, reasonInShort)]
    .map(([short, alike]) => {
      const lacking = bucket(alike, (check) => NEEDS.exec(check.reason ?? '')?.groups?.name ?? '');
      const names = [...lacking].sort(([, left], [, right]) => right.length - left.length);
      const listed = names.map(([name, { length }]) => `${name} (${count(length)})`).join(', ');
      return names.length < 2
        ? { reason: alike[0]?.reason ?? short, checks: alike }
        : { reason: short, operations: listed, checks: alike };
    })
    .sort((left, right) => right.checks.length - left.checks.length);
}

/** How many checks give which reason, the most frequent one first. */
export function groupByReason(checks: readonly CheckResult[]): ReadonlyArray<readonly [string, number]> {
  return reasonGroups(checks).map(({ reason, operations, checks: { length } }) => {
    return [operations === undefined ? reason : `${reason}: ${operations}`, length];
  });
}

const NEEDS = /^needs (?<name>[A-Z]\w+), which (?<what>.*)$/s;

/** The reason without the operation that is in the way: it is the same reason whichever that is. */
function reasonInShort({ reason = 'no reason given' }: CheckResult): string {
  const what = NEEDS.exec(reason)?.groups?.what;
  if (what === undefined) return reason;
  return `needs an operation which ${what.replace(/^answers without \S+$/, 'answers without what it is called for')}`;
}
