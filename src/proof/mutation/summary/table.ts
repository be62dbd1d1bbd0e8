import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code } from '../../../contract/documents/markdown.js';
import { table } from '../../catalogue/markdown/markdown.js';
import { familyOf, type Outcome } from '../outcomes/outcome.js';
import type { Settings } from '../settings.js';
import type { Score } from './score.js';

/** What became of a mutant, in a word. A false alarm is a check that fails an equivalent mutant. */
export type Result = 'caught' | 'survived' | 'equivalent' | 'false alarm';

/** One mutant, as a row of the table. */
export interface Row {
  readonly mutant: string;
  readonly family: string;
  /** The operation at fault, when it is one. */
  readonly operation: string | null;
  readonly result: Result;
  /** The check that notices it first. */
  readonly firstCheck: string | null;
  /** Requests until then; null when there is no such check. */
  readonly requests: number | null;
  /** Checks that deviate. */
  readonly deviations: number;
  /** How many causes these have, as reports tell them. */
  readonly causes: number;
  /** Why it is equivalent. */
  readonly reason: string | null;
  readonly statement: string;
}

/** Columns, in their order. */
const COLUMNS = [
  'mutant',
  'family',
  'operation',
  'result',
  'firstCheck',
  'requests',
  'deviations',
  'causes',
  'reason',
  'statement',
] as const satisfies readonly (keyof Row)[];

/** The row of one mutant. */
export function rowOf(outcome: Outcome): Row {
  const { mutant, statement, operation = null, equivalent = null, caughtBy, causes, requests } = outcome;
  const [firstCheck = null] = caughtBy;
  return {
    mutant,
    family: familyOf(outcome),
    operation,
    result: resultOf(outcome),
    firstCheck,
    requests: firstCheck === null ? null : requests,
    deviations: caughtBy.length,
    causes,
    reason: equivalent,
    statement,
  };
}

function resultOf({ equivalent, caughtBy }: Outcome): Result {
  if (equivalent === undefined) return caughtBy.length > 0 ? 'caught' : 'survived';
  return caughtBy.length > 0 ? 'false alarm' : 'equivalent';
}

/** Rows as comma-separated values (RFC 4180). */
export function asCsv(rows: readonly Row[]): string {
  const lines = [COLUMNS.map(quoted), ...rows.map((row) => COLUMNS.map((column) => quoted(row[column])))];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

function quoted(value: string | number | null): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as Markdown. */
export function asMarkdown(rows: readonly Row[]): string {
  const cells = rows.map((row) => COLUMNS.map((column) => shown(column, row[column])));
  return table(COLUMNS, cells).join('\n');
}

function shown(column: keyof Row, value: string | number | null): string {
  if (value === null) return '';
  return column === 'mutant' || column === 'firstCheck' ? code(String(value)) : String(value);
}

/** Writes the table of mutants to a folder: `mutants.csv` and `mutants.md`. */
export function writeTables(folder: string, outcomes: readonly Outcome[]): void {
  const rows = outcomes.map(rowOf);
  writeFileSync(join(folder, 'mutants.csv'), asCsv(rows));
  writeFileSync(join(folder, 'mutants.md'), asMarkdown(rows));
}

/** Score and table as JSON: here each mutant has all checks that it is caught by. */
export function asJson(settings: Settings, score: Score, outcomes: readonly Outcome[]): string {
  const { survivors, equivalents, falselyCaught, ...figures } = score;
  const counts = {
    survivors: survivors.length,
    equivalents: equivalents.length,
    falselyCaught: falselyCaught.length,
  };
  const mutants = outcomes.map((outcome) => ({ ...rowOf(outcome), caughtBy: outcome.caughtBy }));
  return `${JSON.stringify({ ...settings, score: { ...figures, ...counts }, mutants }, null, 1)}\n`;
}
