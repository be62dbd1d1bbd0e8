/** What every report says of contract coverage. */
import type { CoverageKind, NotExercised, Report } from '../../results/types.js';
import { COVERAGE_KINDS } from '../../results/types.js';
import { count } from './plain-text.js';

/** What coverage is counted of, in words. */
export const COVERAGE_NAMES: Readonly<Record<CoverageKind, string>> = {
  operations: 'operations',
  members: 'input members',
  outputMembers: 'output members',
  enumValues: 'enum values',
  constraints: 'constraints',
  errors: 'errors',
  rules: 'rules',
};

/** One figure of coverage. */
export interface CoverageLine {
  readonly what: CoverageKind;
  readonly name: string;
  readonly exercised: number;
  readonly total: number;
  /** 0..1; null of nothing. */
  readonly share: number | null;
  /** What limits the figure, in words; empty for nothing. */
  readonly limit: string;
}

/** All figures of coverage, in the order in which they are reported. */
export function coverageLines({ coverage }: Report): CoverageLine[] {
  return COVERAGE_KINDS.map((what) => {
    const { exercised, total } = coverage[what];
    const unprovokable = what === 'errors' ? coverage.errors.unprovokable : 0;
    const share = total === 0 ? null : exercised / total;
    const limit = unprovokable === 0 ? '' : `${count(unprovokable)} unprovokable`;
    return { what, name: COVERAGE_NAMES[what], exercised, total, share, limit };
  });
}

/** How many things were not exercised. */
export function countNotExercised(entries: readonly NotExercised[]): number {
  return entries.reduce((sum, { names }) => sum + names.length, 0);
}

/** What was not exercised for the same reason. */
export interface ReasonGroup {
  readonly reason: string;
  readonly size: number;
  /** By service and operation. */
  readonly entries: readonly NotExercised[];
}

/** What was not exercised, by reason, the most frequent one first. */
export function notExercisedByReason({ coverage }: Report): ReasonGroup[] {
  const groups = new Map<string, NotExercised[]>();
  for (const entry of coverage.notExercised) {
    const known = groups.get(entry.reason);
    if (known === undefined) groups.set(entry.reason, [entry]);
    else known.push(entry);
  }
  return [...groups]
    .map(([reason, entries]) => ({
      reason,
      size: countNotExercised(entries),
      entries: [...entries].sort(byPlace),
    }))
    .sort((left, right) => right.size - left.size);
}

function byPlace(left: NotExercised, right: NotExercised): number {
  const order = (entry: NotExercised) => COVERAGE_KINDS.indexOf(entry.what);
  return (
    left.service.localeCompare(right.service, 'en') ||
    left.operation.localeCompare(right.operation, 'en') ||
    order(left) - order(right)
  );
}
