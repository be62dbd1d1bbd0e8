/** The causes of a run's deviations as they are told: each once, with what follows from it. */
import { bucket } from '../results/bucket.js';
import { common, isAlike, OPERATIONS } from '../results/causes/alike.js';
import { wholeOperations } from '../results/causes/unrefused.js';
import type { CheckResult, Report } from '../results/types.js';
import { behindCause } from './behind.js';
import { counted } from './plain-text.js';
import { firmness, isCause, primaryOperation } from './summarise.js';

/** One cause. */
export interface Told {
  /** The check that shows it best. */
  readonly cause: CheckResult;
  /** Further checks that show it. */
  readonly consequences: readonly CheckResult[];
  /** Kinds of all these checks, the first one's first. */
  readonly kinds: readonly string[];
  /** By service and operation, how many of the checks question it. */
  readonly places: ReadonlyMap<string, number>;
  /** Whether several operations are alike in it, so that it belongs to none of them. */
  readonly isWide: boolean;
  /** Set where operations look at none of their constraints: then expected and observed values differ. */
  readonly isWhole: boolean;
  /** Set where a valid request is refused: how many checks could not be asked because of that. */
  readonly blocks?: number;
  /** Set where the endpoint answers as an earlier revision: what later ones brought is told in this sentence. */
  readonly behind?: string;
}

/**
 * The causes that the chosen checks show: refusals of valid requests first, those first that keep the most from being
 * asked; then that the endpoint is behind, then the firmest.
 * @param chosen which deviations stand for what is wanted; what follows from them is told with them
 */
export function causesIn(report: Report, chosen: (check: CheckResult) => boolean): Told[] {
  const following = bucket(report.checks, ({ deviation }) => deviation?.causedBy);
  const whole = wholeOperations(report.checks);
  const blocked = bucket(report.checks, ({ blockedBy }) => blockedBy);
  const blockedBy = (cause: CheckResult) =>
    [cause, ...(following.get(cause.id) ?? [])].reduce(
      (sum, { id }) => sum + (blocked.get(id)?.length ?? 0),
      0,
    );
  return report.checks
    .filter((check) => isCause(check) && chosen(check))
    .map((cause) => {
      const told = tell(cause, following.get(cause.id) ?? [], whole, behindCause(report, cause));
      const blocks = blockedBy(cause);
      return isRefusal(cause) || blocks > 0 ? { ...told, blocks } : told;
    })
    .sort(
      (one, other) =>
        (other.blocks ?? -1) - (one.blocks ?? -1) ||
        Number(other.behind !== undefined) - Number(one.behind !== undefined) ||
        firmness([one.cause]) - firmness([other.cause]) ||
        sizeOf(other) - sizeOf(one),
    );
}

function tell(
  cause: CheckResult,
  consequences: readonly CheckResult[],
  whole: ReadonlySet<string>,
  behind: string | undefined,
): Told {
  const checks = [cause, ...consequences];
  const places = placesOf(checks);
  const isWhole = places.size >= OPERATIONS && cause.kind === 'constraint' && whole.has(placeOf(cause));
  const alike = placesOf(checks.filter((check) => check === cause || isAlike(check, cause)));
  return {
    cause,
    consequences,
    kinds: [...new Set(checks.map(({ kind }) => kind))],
    places,
    isWide: behind !== undefined || isWhole || alike.size >= 2,
    isWhole: behind === undefined && isWhole,
    ...(behind === undefined ? {} : { behind }),
  };
}

/** Whether a deviation is that a valid request is refused. */
function isRefusal({ kind, deviation }: CheckResult): boolean {
  return kind === 'http' && deviation !== undefined && /^[45]\d\d /.test(deviation.observed);
}

/** What could not be asked because of a cause: `302 checks could not be asked because of it`; empty for nothing. */
export function blockedInWords({ blocks = 0 }: Told): string {
  return blocks === 0 ? '' : `${counted(blocks, 'check')} could not be asked because of it`;
}

function sizeOf({ consequences }: Told): number {
  return 1 + consequences.length;
}

function placeOf(check: CheckResult): string {
  return `${check.service} ${primaryOperation(check)}`;
}

function placesOf(checks: readonly CheckResult[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const check of checks) places.set(placeOf(check), (places.get(placeOf(check)) ?? 0) + 1);
  return places;
}

/** What was observed, the most frequent first: `200 (success) (37), 404 ResourceNotFoundException (3)`. */
export function observedInWords({ cause, consequences }: Told): string {
  const like = [cause, ...consequences.filter((check) => isAlike(check, cause))];
  const alike = bucket(like, ({ deviation }) => deviation && common(deviation, deviation.observed));
  if (alike.size === 1) return cause.deviation?.observed ?? '';
  return [...alike]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([observed, same]) => `${observed} (${same.length})`)
    .join(', ');
}

/** The operations of a cause, by service: `ivs CreateChannel (19), UpdateChannel (17)`. */
export function placesInWords({ places, consequences }: Told): string {
  const isEven = places.size === consequences.length + 1;
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

/** What else shows a cause: `and 11 more checks see the same: GetChannel lifecycle, UpdateChannel lifecycle (10)`. */
export function consequencesInWords(consequences: readonly CheckResult[]): string | undefined {
  if (consequences.length === 0) return undefined;
  const alike = bucket(consequences, (check) => `${primaryOperation(check)} ${check.kind}`);
  const listed = [...alike].map(([name, { length }]) => (length === 1 ? name : `${name} (${length})`));
  return `and ${counted(consequences.length, 'more check sees', 'more checks see')} the same: ${listed.join(', ')}`;
}

/** What was observed, and of which operation, where that is not the one that the check is about. */
export function observedWhere(check: CheckResult): string {
  const { deviation } = check;
  const decided = deviation?.exchanges.at(-1)?.operation;
  const observed = deviation?.observed ?? '';
  return decided === undefined || decided === primaryOperation(check)
    ? observed
    : `${observed} (in the answer to ${decided})`;
}
