import { Command, Option } from 'commander';
import type { Strength } from '../../../contract/types.js';
import { renderComparisonHtml } from '../../../report/commands/comparison/html.js';
import { renderComparisonMarkdown } from '../../../report/commands/comparison/markdown.js';
import { renderComparison } from '../../../report/commands/comparison/text.js';
import { failsComparison } from '../../../results/comparison/compare.js';
import type { Comparison } from '../../../results/comparison/types.js';
import { EXIT } from '../../../runner/report/report.js';
import { withHelp } from '../../terminal/help.js';
import { wantsColour } from '../../terminal/options.js';
import { readReport } from '../report-file.js';
import { failOnOption } from '../report-options.js';
import { compareWith, fileIn, readBefore } from './side.js';

interface DiffOptions {
  readonly json?: true;
  readonly markdown?: true;
  readonly html?: true;
  readonly failOn?: readonly Strength[];
}

/** `ivs-conformance diff`: what a report says otherwise than an earlier one, or than a baseline. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .description(
      'tell what is new, fixed, changed and the same in a report beside an earlier one, or a baseline',
    )
    .argument('<old>', 'report.json, or its folder, or a baseline')
    .argument('<new>', 'report.json, or its folder')
    .addOption(new Option('--json', 'print JSON').conflicts(['markdown', 'html']))
    .addOption(new Option('--markdown', 'print Markdown for a pull request').conflicts('html'))
    .option('--html', 'print a page')
    .addOption(failOnOption())
    .action(diff);
  return withHelp(command, {
    text: 'Exit codes: 0 nothing is new that fails a run; 1 something is; 2 could not compare.',
    examples: ['diff yesterday/report.json reports/latest/report.json', 'diff baseline.json reports/latest'],
  });
}

function diff(old: string, now: string, options: DiffOptions): void {
  const before = readBefore(old);
  const comparison = compareWith(before, { name: now, report: readReport(fileIn(now)) }, options.failOn);
  process.exitCode = failsComparison(comparison) ? EXIT.deviates : EXIT.conforms;
  process.stdout.write(textOf(comparison, options));
}

function textOf(comparison: Comparison, { json, markdown, html }: DiffOptions): string {
  if (json) return `${JSON.stringify(comparison, null, 2)}\n`;
  if (markdown) return renderComparisonMarkdown(comparison);
  if (html) return renderComparisonHtml(comparison);
  return renderComparison(comparison, { colour: wantsColour(process.stdout) });
}
