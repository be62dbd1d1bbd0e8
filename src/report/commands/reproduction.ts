/** What has become of the deviations of a report, for a terminal. */
import { createColors } from 'picocolors';
import type { Reproduced, ReproductionReport, Standing } from '../../results/reproduction/reproduced.js';
import { counted, duration, neutralise, oneLine } from '../summary/plain-text.js';

/** Deviations of one standing that are listed; all of them are in the JSON. */
const LISTED = 12;
/** Characters of an expected or observed value at most. */
const DETAIL_LENGTH = 200;

/** How each standing is shown: what has changed first, and what stands as it was last. */
const STANDINGS: readonly { readonly standing: Standing; readonly sign: string; readonly heading: string }[] =
  [
    { standing: 'otherwise', sign: '✗', heading: 'Otherwise than before' },
    { standing: 'undecided', sign: '!', heading: 'Not decided' },
    { standing: 'gone', sign: '✓', heading: 'Gone, the endpoint conforms' },
    { standing: 'stands', sign: '✗', heading: 'As before' },
  ];

/** The whole summary, ending in a newline. No text of the endpoint or the report reaches the terminal uninspected. */
export function renderReproduction(
  report: ReproductionReport,
  { colour }: { readonly colour: boolean },
): string {
  const colours = createColors(colour);
  const { summary, target, durationMs } = report;
  const standing = summary.stands + summary.otherwise;
  const paint = standing > 0 ? colours.red : summary.undecided > 0 ? colours.yellow : colours.green;
  const facts = `${counted(summary.requests, 'request')} in ${duration(durationMs)}`;
  const paragraphs = [
    [
      colours.bold(paint(`${standing > 0 ? '✗' : summary.undecided > 0 ? '!' : '✓'} ${sentenceOn(report)}`)),
      colours.dim(`  ${neutralise(report.report)} · ${neutralise(target.region)} · ${facts}`),
    ],
    ...STANDINGS.map(({ standing: which, sign, heading }) => {
      const some = report.deviations.filter((each) => each.standing === which);
      if (some.length === 0) return [];
      const rest = some.length - LISTED;
      return [
        colours.bold(`${heading} (${some.length})`),
        ...some.slice(0, LISTED).flatMap((each) => lines(each, sign)),
        ...(rest > 0 ? [`  … and ${rest} more; --json lists them all`] : []),
      ];
    }),
  ];
  const text = paragraphs.filter((each) => each.length > 0).map((each) => each.join('\n'));
  return `\n${text.join('\n\n')}\n`;
}

/** How many still stand, in one line. */
export function sentenceOn({ summary, target, deviations, interrupted }: ReproductionReport): string {
  const standing = summary.stands + summary.otherwise;
  const parts = [
    ...(summary.otherwise > 0 ? [`${summary.otherwise} otherwise than before`] : []),
    ...(summary.gone > 0 ? [`${summary.gone} gone`] : []),
    ...(summary.undecided > 0 ? [`${summary.undecided} not decided`] : []),
  ];
  const more = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  const cut = interrupted ? ', interrupted' : '';
  const verb = standing === 1 || deviations.length === 1 ? 'stands' : 'stand';
  return `${standing} of ${counted(deviations.length, 'deviation')} still ${verb} at ${neutralise(target.endpoint)}${more}${cut}`;
}

function lines({ check, standing, reason, before, now }: Reproduced, sign: string): string[] {
  const name = `  ${sign} ${neutralise(check)}`;
  if (standing === 'undecided') return [name, `      ${oneLine(reason ?? '', DETAIL_LENGTH)}`];
  if (standing !== 'otherwise') return [name];
  return [name, ...told('before', before), ...told('now', now)];
}

function told(when: string, finding: Reproduced['now']): string[] {
  if (finding === undefined) return [];
  const { expected, observed } = finding;
  return [
    `      ${when.padEnd(6)} expected ${oneLine(expected, DETAIL_LENGTH)}`,
    `      ${''.padEnd(6)} observed ${oneLine(observed, DETAIL_LENGTH)}`,
  ];
}
