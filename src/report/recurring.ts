/**
 * What goes wrong alike in several operations is one cause, and is told once: an endpoint with one wrong content type
 * would otherwise seem to be wrong in eighty ways.
 */

import { bucket } from '../results/bucket.js';
import type { CheckResult, Deviation, Report } from '../results/types.js';
import { firmness, primaryOperation } from './summarise.js';

/** Deviations that are alike. */
export interface Recurring {
  /** Kinds of the checks, the first one's first. */
  readonly kinds: readonly string[];
  readonly checks: readonly CheckResult[];
  /** By service and operation, how many of the checks question it. */
  readonly places: ReadonlyMap<string, number>;
  /** Set where all constraints of the operations deviate: then their expected and observed values differ. */
  readonly isWhole: boolean;
}

/** Operations that have to be alike before they are told together. */
const OPERATIONS = 3;

/**
 * The chosen deviations that recur: the firmest first, then the most frequent.
 * @param chosen which deviations to look at
 */
export function recurringDeviations(report: Report, chosen: (check: CheckResult) => boolean): Recurring[] {
  const deviating = report.checks.filter((check) => chosen(check) && check.deviation !== undefined);
  const groups: CheckResult[][] = [];
  const left = new Set(deviating);
  const take = (group: readonly CheckResult[], atLeast: number) => {
    const free = group.filter((check) => left.has(check));
    if (placesOf(free).size < atLeast) return;
    groups.push(free);
    for (const check of free) left.delete(check);
  };
  const unenforced = constraintsOfUnenforcing(report, deviating);
  take(unenforced, OPERATIONS);
  const others = deviating.filter(({ kind }) => kind !== 'constraint');
  for (const group of byFrequency(others, likeness)) take(group, OPERATIONS);
  // A member that is nowhere is one cause, whichever checks miss it.
  for (const group of byFrequency(others, absence)) take(group, 2);
  return groups
    .map((checks) => ({
      kinds: [...new Set(checks.map(({ kind }) => kind))],
      checks: [...checks].sort((one, other) => firmness([one]) - firmness([other])),
      places: placesOf(checks),
      isWhole: checks.every((check) => unenforced.includes(check)),
    }))
    .sort((one, other) => {
      return firmness(one.checks) - firmness(other.checks) || other.checks.length - one.checks.length;
    });
}

function placesOf(checks: readonly CheckResult[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const check of checks) {
    const place = `${check.service} ${primaryOperation(check)}`;
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  return places;
}

/** The constraints of operations that enforce none of theirs. */
function constraintsOfUnenforcing(report: Report, deviating: readonly CheckResult[]): CheckResult[] {
  const decided = report.checks.filter(
    ({ kind, outcome }) => kind === 'constraint' && (outcome === 'conforms' || outcome === 'deviates'),
  );
  const kept = placesOf(decided.filter(({ outcome }) => outcome === 'conforms'));
  return deviating.filter((check) => {
    return check.kind === 'constraint' && !kept.has(`${check.service} ${primaryOperation(check)}`);
  });
}

const ARN = /arn:aws[\w-]*:[^\s"]+/g;

/** What a deviation has in common with others of its kind; undefined where there is none. */
function likeness({ id, kind, deviation }: CheckResult): string | undefined {
  if (deviation === undefined) return undefined;
  const { expected, observed } = deviation;
  if (kind === 'malformed') {
    // What takes one operation's broken bodies, or one member's values of a wrong type, does not read those of others
    // either: what becomes of each is chance.
    const [, service, name, aspect = name] = id.split('/');
    return [kind, service, aspect, expected.split(', because ')[0]].join('\n');
  }
  return [kind, common(deviation, expected).replace(/\d+/g, '…'), common(deviation, observed)].join('\n');
}

/** What of a deviation's words others may say of another member or resource. */
function common({ member, observed }: Deviation, text: string): string {
  // An answer that is empty lacks another member in each operation.
  const isEmpty = observed.includes('the answer is');
  return (isEmpty && member !== undefined ? text.replaceAll(member, '…') : text).replace(ARN, '…');
}

function absence({ deviation }: CheckResult): string | undefined {
  const { member, observed } = deviation ?? {};
  return member !== undefined && observed === `${member} is absent` ? observed : undefined;
}

function byFrequency(
  checks: readonly CheckResult[],
  key: (check: CheckResult) => string | undefined,
): CheckResult[][] {
  return [...bucket(checks, key).values()].sort((one, other) => other.length - one.length);
}

/** What was observed, the most frequent first: `200 (success) (37), 404 ResourceNotFoundException (3)`. */
export function observedInWords({ checks }: Recurring): string {
  const alike = bucket(checks, ({ deviation }) => deviation && common(deviation, deviation.observed));
  if (alike.size === 1) return checks[0]?.deviation?.observed ?? '';
  return [...alike]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([observed, same]) => `${observed} (${same.length})`)
    .join(', ');
}

/** The operations of a group, by service: `ivs CreateChannel (19), UpdateChannel (17)`. */
export function placesInWords({ places, checks }: Recurring): string {
  const isEven = places.size === checks.length;
  let service = '';
  return [...places]
    .map(([place, number]) => {
      const [itsService = '', operation = ''] = place.split(' ');
      const name = itsService === service ? operation : place;
      service = itsService;
      return isEven ? name : `${name} (${number})`;
    })
    .join(', ');
}
