import { randomInt } from 'node:crypto';

/** Marks what is made where nothing outlives the run, and stands for any mark in reports. */
export const NO_MARK = 'r0000000000';

/** Key of the tag that says which run made a resource. */
export const MARK_TAG = 'ivs-conformance-run';

/** A mark that no other run has: letters and digits, as names may have. */
export function newMark(): string {
  const digits = Array.from({ length: NO_MARK.length - 1 }, () => randomInt(0, 36).toString(36));
  return `r${digits.join('')}`;
}

/** The same without the mark of a run: what is reported is the same for the same seed. */
export function unmarked<T>(value: T, mark: string): T {
  if (mark === NO_MARK) return value;
  return JSON.parse(JSON.stringify(value).replaceAll(mark, NO_MARK));
}
