import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../results/errors/usage-error.js';
import { type Baseline, readBaseline } from '../../runner/report/baseline.js';

/** A baseline, and the file that it is in. */
export interface Ledger extends Baseline {
  readonly file: string;
}

/** Reads the baseline that the user names. @throws UsageError when it cannot be read or is not valid */
export function readLedger(file: string): Ledger {
  return { file, ...readBaseline(file) };
}

/**
 * Makes sure, before a long run, that a baseline can be written.
 * @throws UsageError when it cannot
 */
export function requireWritable(file: string): void {
  try {
    if (existsSync(file) && statSync(file).isDirectory()) throw unwritable(file, 'it is a directory');
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw error instanceof UsageError ? error : unwritable(file, codeOf(error));
  }
}

/** Writes a baseline, whole or not at all. @throws UsageError when it cannot be written */
export function writeLedger(file: string, baseline: Baseline): void {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, `${JSON.stringify(baseline, null, 2)}\n`, { flag: 'wx' });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw unwritable(file, codeOf(error));
  }
}

function unwritable(file: string, why: string): UsageError {
  return new UsageError(
    `The baseline ${file} cannot be written (${why}). Name another file with --write-baseline.`,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
