/**
 * Which deviations are causes, and which follow from them: what one fault breaks is seen by many checks, and a reader
 * wants to know of the fault. What is grouped plainly shares its cause; where that is in doubt, it stays apart.
 */
import { bucket } from '../bucket.js';
import type { CheckResult } from '../types.js';
import { behindCauses } from './behind.js';
import type { Cause, Sort } from './cause.js';
import { alikeAcross } from './sorts/alike.js';
import { groupArns } from './sorts/arns.js';
import { groupFailures } from './sorts/failures.js';
import { groupRefusals } from './sorts/refused.js';
import { explain } from './sorts/shown.js';
import { groupUnrefused, LOOKUP, type Unchecked } from './sorts/unrefused.js';
import { covers, type Spot, type Suspicion, suspicionOf } from './spot.js';

export type { Cause } from './cause.js';

/** Deviations of one operation that have one cause. */
interface Group {
  readonly spot?: Spot;
  readonly suspicions: readonly Suspicion[];
  readonly sort?: Sort;
}

/**
 * Groups the deviations of a run by their causes; each is in exactly one group. Those that a baseline accepts are
 * grouped apart: what fails a run is never hidden behind what is accepted.
 * @param results all results of the run, in the order of the report, which that of the causes follows
 */
export function causesOf(results: readonly CheckResult[]): Cause[] {
  const order = new Map(results.map((result, index) => [result, index]));
  const place = (check: CheckResult) => order.get(check) ?? 0;
  const deviating = results.filter(({ deviation }) => deviation !== undefined);
  const apart = bucket(deviating, ({ expected }) => (expected === undefined ? 'new' : 'accepted'));
  return [...apart.values()]
    .flatMap((some) => [
      ...behindCauses(some),
      ...causesAmong(
        some.filter(({ deviation }) => deviation?.noneAsOf === undefined),
        results,
      ),
    ])
    .sort((one, other) => place(one.cause) - place(other.cause));
}

/** The results, each deviation that follows from another one with the ID of that one's check. */
export function attributed(results: readonly CheckResult[]): CheckResult[] {
  const causedBy = new Map(
    causesOf(results).flatMap(({ cause, consequences }) => consequences.map(({ id }) => [id, cause.id])),
  );
  return results.map((result) => {
    const cause = causedBy.get(result.id);
    if (cause === undefined || result.deviation === undefined) return result;
    return { ...result, deviation: { ...result.deviation, causedBy: cause } };
  });
}

function causesAmong(deviating: readonly CheckResult[], results: readonly CheckResult[]): Cause[] {
  const all = deviating.flatMap((check) => suspicionOf(check) ?? []);
  const failures = groupFailures(all).map((suspicions): Group => ({ suspicions, sort: { of: 'failure' } }));
  const answered = without(all, failures);
  const ofArns = groupArns(answered);
  const suspicions = without(answered, ofArns);
  const unchecked = groupUnrefused(suspicions, results);
  const left = without(suspicions, unchecked);
  const isRefused = ({ status }: Suspicion) => status >= 400 || status === 0;
  const explained = explain(
    left.filter((each) => !isRefused(each)),
    left.filter(({ status }) => status >= 400 && status < 500),
  );
  const groups: Group[] = [
    ...failures,
    ...ignored(explained, unchecked),
    ...groupRefusals(without(left, explained), results).map((group) => ({ suspicions: group })),
  ];
  const causes = [...ofArns.map(toldByFirst), ...groups.map(causeOf)];
  return alikeAcross(causes, results);
}

function without(suspicions: readonly Suspicion[], groups: readonly Group[]): Suspicion[] {
  const grouped = new Set(groups.flatMap((group) => group.suspicions));
  return suspicions.filter((each) => !grouped.has(each));
}

/** A member that an operation does not take in at all cannot be looked at either. */
function ignored(explained: readonly Group[], unchecked: readonly Unchecked[]): Group[] {
  const left = new Set(unchecked);
  const joined = explained.map((group) => {
    const { spot } = group;
    const losing = group.suspicions.some(({ check, at }) => LOSING.has(check.kind) && at === spot?.at);
    if (spot === undefined || !losing) return group;
    const following = [...left].filter((each) => followsFromLoss(spot, each));
    for (const each of following) left.delete(each);
    return { spot, suspicions: [...group.suspicions, ...following.flatMap(({ suspicions }) => suspicions)] };
  });
  return [...joined, ...left];
}

/**
 * Whether what is not refused follows from a member that has no effect: it is not looked at either, it is not looked up,
 * and what it named is not in use.
 */
function followsFromLoss(lost: Spot, { spot, isWhole, suspicions }: Unchecked): boolean {
  if (covers(lost, spot)) return isWhole;
  if (spot.at === lost.at && spot.path === LOOKUP + lost.path) return true;
  const operation = lost.at.split(' ')[1];
  return suspicions.every(
    ({ check, deviation }) =>
      check.kind === 'in-use' &&
      deviation.exchanges.some(
        (each) => each.operation === operation && each.request.body.includes(`"${lost.path}":`),
      ),
  );
}

/** Kinds that say that what was sent had no effect. */
const LOSING: ReadonlySet<string> = new Set(['lifecycle', 'filter']);

/** What a deviation is best told by: the simplest question first. */
const KINDS: readonly string[] = [
  'operation',
  'http',
  'shape',
  'lifecycle',
  'default',
  'error-form',
  'constraint',
  'output-constraint',
];

function causeOf({ spot, suspicions, sort }: Group): Cause {
  const rank = ({ check, at, path, deviation }: Suspicion): number[] => [
    check.strength === 'inferred' ? 1 : 0,
    spot === undefined || (at === spot.at && (path ?? '') === spot.path) ? 0 : 1,
    KINDS.includes(check.kind) ? KINDS.indexOf(check.kind) : KINDS.length,
    deviation.comparedWith?.length ?? 0,
  ];
  const ranked = suspicions
    .map((suspicion) => ({ suspicion, rank: rank(suspicion) }))
    .sort((one, other) => compare(one.rank, other.rank))
    .map(({ suspicion }) => suspicion.check);
  const [cause, ...consequences] = ranked;
  if (cause === undefined) throw new Error('a cause without a deviation');
  return { cause, consequences, ...(sort?.of === 'failure' && { heads: ranked }), ...(sort && { sort }) };
}

/** A group of which the first one tells best. */
function toldByFirst({ suspicions, sort }: Group): Cause {
  const [cause, ...consequences] = suspicions.map(({ check }) => check);
  if (cause === undefined) throw new Error('a cause without a deviation');
  return { cause, consequences, ...(sort && { sort }) };
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
