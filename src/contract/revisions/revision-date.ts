import type { Service } from '../types.js';

/** A date for which there is no contract, or that is no date; the message says what to do. */
export class RevisionError extends Error {
  override readonly name = 'RevisionError';
}

/**
 * The revision that was in force on a date: between two revisions, that is the earlier one.
 * @param revisions of the service, oldest first
 * @throws RevisionError when it is no date, or before the first revision
 */
export function revisionInForce(service: Service, revisions: readonly string[], date: string): string {
  requireDate(date, revisions);
  const revision = revisions.findLast((each) => each <= date);
  if (revision !== undefined) return revision;
  throw new RevisionError(
    `There is no contract of ${service} at revision ${date}: its first revision is of ${revisions[0]}. ` +
      'Name a date from then on, or none for the latest.',
  );
}

/** Whether a service had a contract on a date. @throws RevisionError when it is no date */
export function hasContract(revisions: readonly string[], date: string): boolean {
  requireDate(date, revisions);
  return revisions.some((revision) => revision <= date);
}

function requireDate(date: string, revisions: readonly string[]): void {
  if (isDate(date)) return;
  throw new RevisionError(
    `The revision ${date} is not a date. Write it as YYYY-MM-DD, such as ${revisions.at(-1)}.`,
  );
}

/** Whether a text is a day of the calendar, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
