/** What a run is compared with: a report, the report in a folder, or a baseline. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Strength } from '../../../contract/types.js';
import { compareWithBaseline } from '../../../results/comparison/accepted.js';
import { type Compared, compareReports } from '../../../results/comparison/compare.js';
import type { Comparison } from '../../../results/comparison/types.js';
import { UsageError } from '../../../results/errors/usage-error.js';
import type { Report } from '../../../results/types.js';
import { type Baseline, readBaseline } from '../../../runner/report/baseline.js';
import { readReport } from '../report-file.js';

/** The earlier side. */
export type Before = Compared | { readonly name: string; readonly baseline: Baseline };

/**
 * Reads what a run is compared with.
 * @throws UsageError naming the file when there is none, or it is neither a report nor a baseline
 */
export function readBefore(path: string): Before {
  const file = fileIn(path);
  return isBaseline(file)
    ? { name: path, baseline: readBaseline(file) }
    : { name: path, report: readReport(file) };
}

/** Compares a report with what was before. */
export function compareWith(
  before: Before,
  now: { readonly name: string; readonly report: Report },
  failOn?: readonly Strength[],
): Comparison {
  if ('report' in before) return compareReports(before, now, failOn);
  const { name, baseline } = before;
  return compareWithBaseline({ name, entries: baseline.entries }, now, failOn ?? baseline.failOn);
}

/** The file itself; of a folder its report.json, or else the JSON file that was written last. */
export function fileIn(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return path;
  const names = readdirSync(path).filter((name) => name.endsWith('.json'));
  if (names.includes('report.json')) return join(path, 'report.json');
  const [last] = names
    .map((name) => ({ file: join(path, name), at: statSync(join(path, name)).mtimeMs }))
    .sort((one, other) => other.at - one.at || other.file.localeCompare(one.file));
  if (last !== undefined) return last.file;
  throw new UsageError(
    `The folder ${path} holds no report. Name one with a report.json in it, as --report-dir of a run writes.`,
  );
}

/** Whether a file is a baseline: it has entries, and no checks. Whatever is no JSON is told by whoever reads it. */
function isBaseline(file: string): boolean {
  try {
    if (statSync(file).size > LARGEST_BASELINE) return false;
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof json === 'object' && json !== null && 'entries' in json && !('checks' in json);
  } catch {
    return false;
  }
}

/** Bytes; what is larger is a report. */
const LARGEST_BASELINE = 8_000_000;
