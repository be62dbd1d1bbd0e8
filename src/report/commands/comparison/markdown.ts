import type { Comparison } from '../../../results/comparison/types.js';
import { prose } from '../../markdown/markdown.js';
import { count } from '../../summary/plain-text.js';
import { comparisonInWords, figureInWords, notComparedInWords, sectionsOf } from './outline.js';

/** GitHub accepts 65,536 characters; the rest is room for a preface of whoever posts it. */
const LONGEST = 60_000;

/** Finds the comment of before, so that it is updated and not repeated. */
export const COMPARISON_MARKER = '<!-- ivs-conformance: comparison -->';

/** A comparison as the comment on a pull request: no longer than that may be, what is the same folded in. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const { old, now, figures, notCompared } = comparison;
  const head = [
    COMPARISON_MARKER,
    `**${prose(now)} beside ${prose(old)}**: ${comparisonInWords(comparison)}`,
  ];
  const tail = [
    listed('Figures', figures.map(figureInWords)),
    listed('Not compared', notCompared.map(notComparedInWords)),
  ].filter((block) => block !== '');
  let room = LONGEST - [...head, ...tail].join('\n\n').length - 200;
  const blocks = sectionsOf(comparison).map(({ sign, title, items }) => {
    const lines: string[] = [];
    for (const { text, details } of items) {
      const line = [`- ${prose(text)}`, ...details.map((detail) => `  - ${prose(detail)}`)].join('\n');
      room -= line.length + 1;
      if (room < 0) break;
      lines.push(line);
    }
    const rest = items.length - lines.length;
    if (rest > 0) lines.push(`- and ${count(rest)} more`);
    const heading = `${title} (${count(items.length)})`;
    return sign === '='
      ? `<details><summary>${heading}</summary>\n\n${lines.join('\n')}\n\n</details>`
      : `### ${heading}\n\n${lines.join('\n')}`;
  });
  return `${[...head, ...blocks, ...tail].join('\n\n')}\n`;
}

function listed(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `### ${title}\n\n${lines.map((line) => `- ${prose(line)}`).join('\n')}`;
}
