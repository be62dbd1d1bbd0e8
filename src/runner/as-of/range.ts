/** Since when an endpoint is behind, by what it has and lacks. */
import type { Evidence } from './evidence.js';

/** Revisions that an endpoint may answer as of, oldest first. */
export type Range = readonly [string, ...string[]];

/** The share of what is on one side of a date that may speak against it. */
const TOLERATED = 0.2;

/**
 * The revisions that fit best: what came later is lacking, what came earlier is there. Nothing where the last one fits as
 * well, and where dates do not explain what is lacking: then the endpoint has some things and lacks others as old.
 * @param revisions up to the one that is asked about, oldest first
 */
export function rangeOf({ has, lacks }: Evidence, revisions: readonly string[]): Range | undefined {
  const [there, missing] = [[...has.values()], [...lacks.values()]];
  const errors = revisions.map(
    (date) => there.filter((since) => since > date).length + missing.filter((since) => since <= date).length,
  );
  const least = Math.min(...errors);
  const fitting = revisions.filter((date, index) => errors[index] === least && isPlain({ has, lacks }, date));
  const [first, ...rest] = fitting;
  return first === undefined || errors.at(-1) === least ? undefined : [first, ...rest];
}

/** Whether only little speaks against a date, and something for it on either side. */
function isPlain({ has, lacks }: Evidence, date: string): boolean {
  const tally = (isCounted: (name: string, since: string) => boolean) => {
    const number = (map: ReadonlyMap<string, string>) =>
      [...map].filter(([name, since]) => isCounted(name, since)).length;
    return { has: number(has), lacks: number(lacks) };
  };
  const before = tally((_, since) => since <= date);
  const after = tally((_, since) => since > date);
  // Operations weigh more: nobody has one by chance that came later.
  const operations = tally((name, since) => name.endsWith('()') && since <= date);
  const later = tally((name, since) => name.endsWith('()') && since > date);
  return (
    before.has > 0 &&
    after.lacks > 0 &&
    isSmall(before.lacks, before.has) &&
    isSmall(operations.lacks, operations.has) &&
    isSmall(after.has, after.lacks) &&
    isSmall(later.has, later.lacks)
  );
}

function isSmall(part: number, rest: number): boolean {
  return part <= TOLERATED * (part + rest);
}
