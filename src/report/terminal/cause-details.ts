/** One cause with all that a report holds of it, for a terminal: what `explain N` prints. */
import type { CheckResult, Report } from '../../results/types.js';
import {
  blockedInWords,
  causesIn,
  HARM_TITLES,
  observedInWords,
  placesInWords,
  type Told,
} from '../summary/causes.js';
import { counted, neutralise, oneLine } from '../summary/plain-text.js';
import { hanging } from './style.js';

/** Checks that are listed of a cause. */
const LISTED = 12;

/** Characters of a value. */
const LONGEST = 1000;

/** The cause of that number; undefined where the report has none. */
export function causeNumbered(report: Report, number: number): Told | undefined {
  return causesIn(report).find((told) => told.number === number);
}

/** Everything known of a cause, ending in a newline. Commands are never broken: they are copied. */
export function renderCauseDetails(told: Told, width: number): string {
  const { number, title, cause, consequences, operations, harm, standing, behind } = told;
  const { deviation } = cause;
  const field = (name: string, text: string) =>
    hanging(`  ${name.padEnd(11)} `, oneLine(text, LONGEST), width);
  const blocked = blockedInWords(told);
  const failing = standing === 'fails' ? 'fails the run' : 'does not fail the run';
  const facts = [
    HARM_TITLES[harm],
    ...(told.isServerFailure ? ['server failure'] : []),
    ...(harm === 'inferred' ? [] : [cause.strength]),
    failing,
  ];
  const lines = [
    ...hanging(`${number}. `, oneLine(title), width),
    ...hanging('   ', facts.join(' · '), width),
    '',
    ...(behind === undefined ? [] : field('behind', behind)),
    ...field(
      'in',
      `${operations.length > 1 ? `${counted(operations.length, 'operation')}: ` : ''}${placesInWords(told)}`,
    ),
    ...(blocked === '' ? [] : field('blocks', blocked)),
    ...(deviation === undefined
      ? []
      : [
          ...field('expected', deviation.expected),
          ...field('observed', observedInWords(told)),
          ...field('sent', JSON.stringify(deviation.counterexample)),
        ]),
    ...field('source', [cause.source.document, cause.source.url].filter(Boolean).join(', ')),
    '',
    `Seen by ${counted(1 + consequences.length, 'check')}`,
    ...listed([cause, ...consequences]),
    ...reproduction(cause),
  ];
  return `${lines.join('\n')}\n`;
}

function listed(checks: readonly CheckResult[]): string[] {
  const rest = checks.length - LISTED;
  return [
    ...checks.slice(0, LISTED).map(({ id }) => `  ${neutralise(id)}`),
    ...(rest > 0 ? [`  … and ${rest} more, which --json lists`] : []),
  ];
}

function reproduction({ id, deviation }: CheckResult): string[] {
  if (deviation === undefined) return [];
  const { command, curl } = deviation.reproduce;
  return [
    ...['', 'See it again', `  ${neutralise(command)}`],
    ...['', 'The request alone', ...curl.split('\n').map((line) => `  ${neutralise(line)}`)],
    ...['', `What the check asks: npx ivs-conformance explain ${neutralise(id)}`],
  ];
}
