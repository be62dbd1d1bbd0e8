import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contract/load.js';
import { withMarked } from '../../catalogue/markdown/marked.js';
import type { Measured } from '../outcomes/measure.js';
import type { Settings } from '../settings.js';
import { documentOf, figuresOf } from './document.js';
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

/** The document of all figures, which has those of the mutants in a marked place. */
export const FIGURES = join(packageRoot(), 'docs', 'figures.md');

/**
 * Writes the documents and the figures that they are made from.
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
  writeFileSync(FIGURES, withMarked(readFileSync(FIGURES, 'utf8'), 'mutants', figuresOf(summary)));
  const unexplained = explained.flatMap(({ why, survivors }) => (why === undefined ? survivors : []));
  const idle = idleGlobs(summary.survivors);
  for (const { mutant } of unexplained) process.stderr.write(`not explained in survivors.json: ${mutant}\n`);
  for (const glob of idle) process.stderr.write(`explained in survivors.json, but no survivor: ${glob}\n`);
  return unexplained.length + idle.length === 0;
}
