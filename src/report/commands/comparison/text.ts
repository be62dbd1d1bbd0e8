import { createColors } from 'picocolors';
import type { Comparison } from '../../../results/comparison/types.js';
import { count, oneLine } from '../../summary/plain-text.js';
import { comparisonInWords, figureInWords, notComparedInWords, sectionsOf } from './outline.js';

/** Causes of one section that are printed. */
const LISTED = 40;
/** Characters of one line. */
const LONGEST = 240;

/** A comparison for a terminal, ending in a newline; what is the same is only counted. */
export function renderComparison(comparison: Comparison, { colour }: { readonly colour: boolean }): string {
  const colours = createColors(colour);
  const paint = { '✗': colours.red, '✓': colours.green, '~': colours.yellow, '=': colours.dim };
  const blocks = sectionsOf(comparison).map(({ sign, title, items }) => {
    const heading = colours.bold(`${title} (${count(items.length)})`);
    if (sign === '=') return heading;
    const lines = items
      .slice(0, LISTED)
      .flatMap(({ text, details }) => [
        `  ${paint[sign](sign)} ${oneLine(text, LONGEST)}`,
        ...details.map((detail) => `      ${oneLine(detail, LONGEST)}`),
      ]);
    const rest = items.length - LISTED;
    return [heading, ...lines, ...(rest > 0 ? [`  and ${count(rest)} more`] : [])].join('\n');
  });
  const { figures, notCompared, old, now } = comparison;
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [[colours.bold(title), ...lines.map((line) => `  ${oneLine(line, LONGEST)}`)].join('\n')];
  return `${[
    ...blocks,
    ...list('Figures', figures.map(figureInWords)),
    ...list('Not compared', notCompared.map(notComparedInWords)),
    `${oneLine(now, LONGEST)} beside ${oneLine(old, LONGEST)}: ${comparisonInWords(comparison)}`,
  ].join('\n\n')}\n`;
}
