/** What every form of a comparison says, in the same order and words. */
import type {
  ComparedCause,
  Comparison,
  MovedFigure,
  NotCompared,
} from '../../../results/comparison/types.js';
import { count, counted, percent } from '../../summary/plain-text.js';

/** Causes, or operations, under one heading. */
export interface ComparisonSection {
  readonly sign: '✗' | '✓' | '~' | '=';
  readonly title: string;
  readonly items: readonly ComparisonItem[];
}

/** One line, with what is observed otherwise below it. */
export interface ComparisonItem {
  readonly fingerprint?: string;
  readonly text: string;
  readonly details: readonly string[];
}

/** The comparison in one sentence. */
export function comparisonInWords(comparison: Comparison): string {
  const { fixed, changed, same, unimplemented } = comparison;
  const tolerated = comparison.new.filter(({ fails }) => !fails).length;
  const but = tolerated === 0 ? '' : ` (${count(tolerated)} that do not fail)`;
  const parts = [
    `${count(comparison.new.length)} new${but}`,
    `${count(fixed.length)} fixed`,
    `${count(changed.length)} changed`,
    `${count(same.length)} the same`,
    ...(unimplemented.length === 0
      ? []
      : [
          counted(unimplemented.length, 'operation is', 'operations are').concat(' not implemented any more'),
        ]),
  ];
  return parts.join(', ');
}

/** All sections that hold something, what is new first. */
export function sectionsOf(comparison: Comparison): ComparisonSection[] {
  const { fixed, changed, same, implemented, unimplemented } = comparison;
  const operations = (names: readonly string[]) => names.map((text) => ({ text, details: [] }));
  const all: ComparisonSection[] = [
    { sign: '✗', title: 'New', items: comparison.new.map((cause) => itemOf(cause)) },
    { sign: '✗', title: 'Not implemented any more', items: operations(unimplemented) },
    { sign: '✓', title: 'Fixed', items: fixed.map((cause) => itemOf(cause)) },
    { sign: '✓', title: 'Implemented now', items: operations(implemented) },
    {
      sign: '~',
      title: 'Changed',
      items: changed.map((cause) => itemOf(cause, [`before: ${cause.before}`, `now: ${cause.now}`])),
    },
    { sign: '=', title: 'The same', items: same.map((cause) => itemOf(cause)) },
  ];
  return all.filter(({ items }) => items.length > 0);
}

function itemOf({ fingerprint, title, operations }: ComparedCause, details: string[] = []): ComparisonItem {
  return {
    ...(fingerprint === '' ? {} : { fingerprint }),
    text: `${title} [${operations.join(', ')}]`,
    details,
  };
}

/** A figure as it was and as it is. */
export function figureInWords({ figure, before, now }: MovedFigure): string {
  const isShare = figure === 'divergence' || figure === 'implemented';
  const told = (value: number | null) =>
    isShare ? percent(value) : value === null ? 'unknown' : count(value);
  return `${figure}: ${told(before)} → ${told(now)}`;
}

/** What is not compared. */
export function notComparedInWords({ what, before, now }: NotCompared): string {
  return before === undefined || now === undefined ? what : `${what}: ${before}, now ${now}`;
}
