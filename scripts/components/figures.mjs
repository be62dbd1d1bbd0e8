import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../../dist/src/proof/catalogue/markdown/markdown.js';
import { withMarked } from '../../dist/src/proof/catalogue/markdown/marked.js';
import { ROOT } from './environment.mjs';

const FILE = join(ROOT, 'docs', 'figures.md');

/**
 * Writes figures, with where and when they were measured, into their place in docs/figures.md.
 * @param {string} name of the place
 * @param {[string[], ...string[][]]} rows the first is the head of the table
 */
export function writeFigures(name, [head, ...rows]) {
  const measured = `Measured on ${new Date().toISOString().slice(0, 10)} with Node.js ${process.versions.node}.`;
  const text = [measured, '', ...table(head, rows)].join('\n').trimEnd();
  writeFileSync(FILE, withMarked(readFileSync(FILE, 'utf8'), name, text));
}
