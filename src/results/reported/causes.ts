/** The causes of a run as every report lists them: by the harm that they do, numbered, each with a title in plain words. */
import { STRENGTHS } from '../../contract/types.js';
import { bucket } from '../bucket.js';
import type { Cause } from '../causes/cause.js';
import { causesOf } from '../causes/causes.js';
import { suspicionOf } from '../causes/spot.js';
import { failsRun } from '../failing.js';
import { fingerprintOf } from '../fingerprint/fingerprint.js';
import type { CheckResult, Report } from '../types.js';
import { HARMS, harmOf } from './harm.js';
import type { ReportedCause } from './reported-cause.js';
import { titleOf } from './title.js';

/** How a cause stands towards the exit status, in the order in which they are listed. */
const STANDINGS: readonly ReportedCause['standing'][] = ['fails', 'tolerated', 'accepted'];

/** What says which strengths fail a run. */
interface Run {
  readonly run: Pick<Report['run'], 'failOn'>;
}

/**
 * The causes of all deviations, in the order of reports: those that fail the run, those that do not, those that the
 * baseline accepts; in each, the most harmful first.
 */
export function reportedCauses({ run, checks }: Run & Pick<Report, 'checks'>): ReportedCause[] {
  const blocked = bucket(checks, ({ blockedBy }) => blockedBy);
  return causesOf(checks)
    .map((cause) => reported(cause, blocked, run))
    .sort(inOrder)
    .map((cause, index) => ({ number: index + 1, ...cause }));
}

type Unnumbered = Omit<ReportedCause, 'number'>;

function reported(
  cause: Cause,
  blocked: ReadonlyMap<string, readonly CheckResult[]>,
  run: Run['run'],
): Unnumbered {
  const checks = [cause.cause, ...cause.consequences];
  const operations = placesOf(cause.heads ?? [cause.cause], checks);
  const blocks = checks.reduce((sum, { id }) => sum + (blocked.get(id)?.length ?? 0), 0);
  const { id, service, strength } = cause.cause;
  return {
    fingerprint: fingerprintOf(cause),
    title: titleOf(cause, [...operations.keys()]),
    harm: harmOf(cause, blocks),
    standing: standingOf(checks, run),
    ...(cause.sort?.of === 'failure' ? { isServerFailure: true } : {}),
    ...(cause.sort === undefined ? {} : { sort: cause.sort.of }),
    service,
    strength,
    operations: [...operations].map(([place, number]) => ({ ...placeIn(place), checks: number })),
    check: id,
    checks: checks.map((check) => check.id),
    ...(blocks === 0 ? {} : { blocks }),
  };
}

function standingOf(checks: readonly CheckResult[], run: Run['run']): ReportedCause['standing'] {
  if (checks.every(({ expected }) => expected !== undefined)) return 'accepted';
  return checks.some((check) => failsRun({ run }, check)) ? 'fails' : 'tolerated';
}

function inOrder(one: Unnumbered, other: Unnumbered): number {
  return (
    STANDINGS.indexOf(one.standing) - STANDINGS.indexOf(other.standing) ||
    HARMS.indexOf(one.harm) - HARMS.indexOf(other.harm) ||
    (other.blocks ?? 0) - (one.blocks ?? 0) ||
    STRENGTHS.indexOf(one.strength) - STRENGTHS.indexOf(other.strength) ||
    other.checks.length - one.checks.length
  );
}

/** Where the answers were wrong, with the number of checks that say so; that of the first check comes first. */
function placesOf(heads: readonly CheckResult[], checks: readonly CheckResult[]): Map<string, number> {
  const places = new Map(heads.map((check) => [placeOf(check), 0]));
  for (const check of checks) {
    const number = places.get(placeOf(check));
    if (number !== undefined) places.set(placeOf(check), number + 1);
  }
  return places;
}

function placeOf(check: CheckResult): string {
  return suspicionOf(check)?.at ?? `${check.service} ${check.operations[0] ?? ''}`;
}

function placeIn(place: string): Pick<ReportedCause['operations'][number], 'service' | 'operation'> {
  const [service, operation = ''] = place.split(' ');
  return { service: service === 'ivs-realtime' ? 'ivs-realtime' : 'ivs', operation };
}
