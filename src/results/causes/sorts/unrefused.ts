/** Deviations in which an invalid request was not refused: what an operation does not look at at all is one cause. */

import type { Service } from '../../../contract/types.js';
import { bucket } from '../../bucket.js';
import type { CheckResult } from '../../types.js';
import { covers, type Spot, type Suspicion, suspicionOf } from '../spot.js';

/** Kinds that send what a member must not be. */
const VALUES: ReadonlySet<string> = new Set([
  'constraint',
  'malformed',
  'tag-prefix',
  'required-when',
  'key-material',
]);

/** Kinds that name what is not there, or something else: whoever does not look it up takes all of it. */
export const LOOKED_UP: ReadonlySet<string> = new Set(['not-found', 'elsewhere', 'unknown-reference']);

/** How the path begins of what is not looked up. */
export const LOOKUP = '!lookup ';

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
  /** Whether it was not refused as documented. */
  readonly deviates: boolean;
  /** Whether it was not looked at. */
  readonly isUnchecked: boolean;
}

/**
 * Whether what calls for a refusal was taken, or led to what comes after: the operation did not look at it. Of a member,
 * a failure says the same.
 */
export function isUnrefused({ expectsRefusal, status, path, deviation }: Suspicion): boolean {
  if (!expectsRefusal || status === 0) return false;
  if (status < 400 || (status >= 500 && path !== undefined)) return true;
  return status === 404 && !deviation.expected.startsWith('404');
}

/**
 * Groups what was not refused by the member that was not looked at: the whole input, where none of it was.
 * @param suspicions deviations of any sort: those of other sorts are left out
 * @param results all results: those that conform say what was looked at
 */
export function groupUnrefused(
  suspicions: readonly Suspicion[],
  results: readonly CheckResult[],
): Unchecked[] {
  const decided = bucket(
    results.flatMap((result) => decidedOf(result) ?? []),
    ({ spot }) => spot.at,
  );
  const found = new Map<string, { spot: Spot; suspicions: Suspicion[]; isWhole: boolean }>();
  for (const suspicion of suspicions) {
    const inOperation = decided.get(suspicion.at) ?? [];
    const spot = outermost(spotOf(suspicion), inOperation);
    const isAll = isWhole(spot, inOperation);
    // Where the rest of a member is not looked at, a refusal of another form is chance.
    if (!isUnrefused(suspicion) && !(isAll && suspicion.expectsRefusal)) continue;
    const name = `${spot.at} ${spot.path}`;
    const group = found.get(name) ?? { spot, suspicions: [], isWhole: isAll };
    found.set(name, group);
    group.suspicions.push(suspicion);
  }
  return [...found.values()];
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

/** What is no matter of a member's value is like what breaks the same rule of the same operation. */
function spotOf({ at, path, check }: Suspicion): Spot {
  if (path !== undefined && VALUES.has(check.kind)) return { at, path };
  if (path !== undefined && LOOKED_UP.has(check.kind)) return { at, path: LOOKUP + path };
  const rule = check.kind === 'idle' ? '' : (check.id.split('/')[2] ?? '');
  return { at, path: `!${check.kind} ${rule}` };
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
  return (
    within.length > 1 &&
    within.every(({ deviates }) => deviates) &&
    within.some(({ isUnchecked }) => isUnchecked)
  );
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
    deviates: suspicion?.expectsRefusal === true,
    isUnchecked: suspicion !== undefined && isUnrefused(suspicion),
  };
}

/** Constraints that have to have been asked, of so many operations, before a service is said to look at none. */
const ASKED = 6;
const OPERATIONS = 3;
/** Of those asked, how many are not looked at: one may be refused for another reason. */
const SHARE = 0.95;

/** Services that look at no value that they are sent, but for whether what is required is there. */
export function blindServices(results: readonly CheckResult[]): Service[] {
  const asked = results.filter(({ id }) => !id.endsWith('/required'));
  const byService = bucket(
    asked.flatMap((result) => {
      const decided = decidedOf(result);
      return decided === undefined ? [] : [{ ...decided, service: result.service }];
    }),
    ({ service }) => service,
  );
  return [...byService.values()].flatMap((decided) => {
    const { service } = decided[0] ?? {};
    const blind = decided.filter(({ isUnchecked }) => isUnchecked);
    const isBlind =
      decided.length >= ASKED &&
      new Set(decided.map(({ spot }) => spot.at)).size >= OPERATIONS &&
      blind.length >= SHARE * decided.length;
    return isBlind && service !== undefined ? [service] : [];
  });
}

/** Whether a deviation is that the value of a member was not looked at. */
export function isUnvalidated(check: CheckResult): boolean {
  const suspicion = suspicionOf(check);
  if (suspicion === undefined || !isUnrefused(suspicion)) return false;
  // Values of another JSON type; other malformed requests say nothing of a member.
  const isOfType = check.kind === 'malformed' && check.id.split('/')[3] === 'type';
  return check.kind === 'constraint' || check.kind === 'tag-prefix' || isOfType;
}
