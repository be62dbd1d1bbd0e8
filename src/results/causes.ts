/**
 * Which deviations are causes, and which follow from them: what one fault breaks is seen by many checks, and a reader
 * wants to know of the fault. What is grouped plainly shares its cause; where that is in doubt, it stays apart.
 */
import { bucket } from './bucket.js';
import { alikeAcross } from './causes/alike.js';
import { groupArns } from './causes/arns.js';
import { behindCauses } from './causes/behind.js';
import type { Cause } from './causes/cause.js';
import { groupRefusals } from './causes/refused.js';
import { explain } from './causes/shown.js';
import { covers, type Spot, type Suspicion, suspicionOf } from './causes/spot.js';
import { groupUnrefused, type Unchecked } from './causes/unrefused.js';
import type { CheckResult } from './types.js';

export type { Cause } from './causes/cause.js';

/** Deviations of one operation that have one cause. */
interface Group {
  readonly spot?: Spot;
  readonly suspicions: readonly Suspicion[];
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
  const ofArns = groupArns(all).map((suspicions) => ({ suspicions }));
  const suspicions = without(all, ofArns);
  const unchecked = groupUnrefused(suspicions, results);
  const left = without(suspicions, unchecked);
  const isRefused = ({ status }: Suspicion) => status >= 400 || status === 0;
  const explained = explain(
    left.filter((each) => !isRefused(each)),
    left.filter(({ status }) => status >= 400 && status < 500),
  );
  const groups: Group[] = [
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
    const following = [...left].filter((each) => each.isWhole && covers(spot, each.spot));
    for (const each of following) left.delete(each);
    return { spot, suspicions: [...group.suspicions, ...following.flatMap(({ suspicions }) => suspicions)] };
  });
  return [...joined, ...left];
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

function causeOf({ spot, suspicions }: Group): Cause {
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
  return { cause, consequences };
}

/** A group of which the first one tells best. */
function toldByFirst({ suspicions }: Group): Cause {
  const [cause, ...consequences] = suspicions.map(({ check }) => check);
  if (cause === undefined) throw new Error('a cause without a deviation');
  return { cause, consequences };
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
