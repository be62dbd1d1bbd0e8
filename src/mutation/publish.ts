import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../contract/load.js';
import { documentOf } from './document.js';
import type { Measured } from './measure.js';
import type { Settings } from './settings.js';
import { summaryOf, writeSummary } from './summary.js';
import { explain, idleGlobs } from './survivors.js';

/** What is measured for the published document; survivors and equivalents are those of the first. */
export const PUBLISHED: readonly Settings[] = [
  { effort: 'standard', seed: 1, asRun: false },
  { effort: 'smoke', seed: 1, asRun: false },
  { effort: 'smoke', seed: 1, asRun: true },
];

/** The published document. */
export const DOCUMENT = join(packageRoot(), 'docs', 'mutation.md');

/**
 * Writes the document and the figures that it is made from.
 * @returns whether every survivor is explained, and nothing else is; what is not is told on stderr
 */
export function publish(
  measured: readonly Measured[],
  checksOf: (settings: Settings) => readonly string[],
): boolean {
  const summary = summaryOf(measured, checksOf);
  const explained = explain(summary.survivors);
  writeSummary(summary);
  writeFileSync(DOCUMENT, documentOf(summary, explained));
  const unexplained = explained.flatMap(({ why, survivors }) => (why === undefined ? survivors : []));
  const idle = idleGlobs(summary.survivors);
  for (const { mutant } of unexplained) process.stderr.write(`not explained in survivors.json: ${mutant}\n`);
  for (const glob of idle) process.stderr.write(`explained in survivors.json, but no survivor: ${glob}\n`);
  return unexplained.length + idle.length === 0;
}
