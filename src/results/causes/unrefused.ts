/** Deviations in which an invalid request was not refused: what an operation does not look at at all is one cause. */
import { bucket } from '../bucket.js';
import type { CheckResult } from '../types.js';
import { covers, type Spot, type Suspicion, suspicionOf } from './spot.js';

/** What of an operation's input is not looked at. */
export interface Unchecked {
  readonly spot: Spot;
  readonly suspicions: readonly Suspicion[];
  /** Whether all that was asked of the member is not looked at; for the empty path, of the whole input. */
  readonly isWhole: boolean;
}

/** A check of one member of an input, as it was decided. */
interface Decided {
  readonly spot: Spot;
  readonly isUnchecked: boolean;
}

/** Whether what calls for a refusal was taken, or refused for what comes after: the operation did not look at it. */
export function isUnrefused({ expectsRefusal, status, deviation }: Suspicion): boolean {
  if (!expectsRefusal || status === 0) return false;
  return status < 400 || (status === 404 && !deviation.expected.startsWith('404'));
}

/**
 * Groups what was not refused by the member that was not looked at: the whole input, where none of it was.
 * @param results all results: those that conform say what was looked at
 */
export function groupUnrefused(
  unrefused: readonly Suspicion[],
  results: readonly CheckResult[],
): Unchecked[] {
  const decided = results.flatMap((result) => decidedOf(result) ?? []);
  const byOperation = bucket(decided, ({ spot }) => spot.at);
  const groups = bucket(unrefused, (each) => {
    const spot = spotOf(each);
    return `${spot.at} ${outermost(spot, byOperation.get(spot.at) ?? []).path}`;
  });
  return [...groups.values()].flatMap((suspicions) => {
    const [first] = suspicions;
    if (first === undefined) return [];
    const all = byOperation.get(first.at) ?? [];
    const spot = outermost(spotOf(first), all);
    return [{ spot, suspicions, isWhole: isWhole(spot, all) }];
  });
}

/** Operations, with their services, that look at none of their constraints. */
export function wholeOperations(results: readonly CheckResult[]): ReadonlySet<string> {
  const byOperation = bucket(
    results.flatMap((result) => decidedOf(result) ?? []),
    ({ spot }) => spot.at,
  );
  const whole = [...byOperation].filter(([at, decided]) => isWhole({ at, path: '' }, decided));
  return new Set(whole.map(([at]) => at));
}

/** Without a member, a deviation is like those that break the same rule of the same operation. */
function spotOf({ at, path, check }: Suspicion): Spot {
  return { at, path: path ?? `!${check.kind} ${check.id.split('/')[2] ?? ''}` };
}

/** The outermost member around this one of which nothing is looked at; itself, where something is. */
function outermost(spot: Spot, decided: readonly Decided[]): Spot {
  if (spot.path.startsWith('!')) return spot;
  const steps = spot.path.split('.');
  const around = steps.map((_, length) => ({ at: spot.at, path: steps.slice(0, length).join('.') }));
  return around.find((each) => isWhole(each, decided)) ?? spot;
}

function isWhole(spot: Spot, decided: readonly Decided[]): boolean {
  const within = decided.filter((each) => covers(spot, each.spot));
  return within.length > 1 && within.every(({ isUnchecked }) => isUnchecked);
}

function decidedOf(result: CheckResult): Decided | undefined {
  const { id, kind, service, operations, outcome } = result;
  if (kind !== 'constraint' || (outcome !== 'conforms' && outcome !== 'deviates')) return undefined;
  const suspicion = suspicionOf(result);
  const path = id
    .split('/')
    .slice(3, -1)
    .join('/')
    .replace(/\[\]|\{\w*\}/g, '');
  return {
    spot: { at: `${service} ${operations[0] ?? ''}`, path },
    isUnchecked: suspicion !== undefined && isUnrefused(suspicion),
  };
}
