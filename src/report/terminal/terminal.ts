/** The report for a terminal: what a person must see in ten seconds. */
import { createColors } from 'picocolors';
import type { Report } from '../../results/types.js';
import { causesIn, partsOf } from '../summary/causes.js';
import { countNotExercised, coverageLines } from '../summary/coverage.js';
import {
  abbreviate,
  count,
  counted,
  duration,
  neutralise,
  oneLine,
  percent,
  wrap,
} from '../summary/plain-text.js';
import {
  countStandings,
  groupByReason,
  lacksAll,
  meaningOfDivergence,
  meaningOfImplemented,
  standingOf,
  unimplementedOperations,
} from '../summary/summarise.js';
import { limitsOf, verdictOf } from '../summary/verdict/verdict.js';
import { causeParagraphs } from './causes.js';
import { hanging, hyperlink, LIST_LINES, type Style, TIED } from './style.js';

/** How to write to the terminal. */
export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  /** The report to read on in, as it is to be shown. */
  readonly report?: string;
  /** The address of it, where the terminal knows links. */
  readonly link?: string;
}

/** Before the figures of coverage. */
const LABEL = 'Coverage  ';
/** Reasons that are listed. */
const REASONS = 8;

/**
 * The whole summary, ending in a newline: causes and verdict come last, where they are still on the screen. No text of the
 * endpoint reaches the terminal uninspected.
 */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const style: Style = { colours: createColors(options.colour), width: Math.max(40, options.width) };
  const paragraphs = [
    ...(limitsOf(report).length > 0 ? [headline(report, style)] : []),
    unimplementedLines(report, style),
    reasonLines(report, 'inconclusive', style),
    reasonLines(report, 'skipped', style),
    baselineLines(report, style),
    coverage(report, style),
    ...causeParagraphs(partsOf(report), style),
    verdict(report, style),
    figures(report, style),
    closing(report, options),
  ];
  const text = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `\n${text.join('\n\n')}\n`;
}

function headline(report: Report, { colours, width }: Style): string[] {
  const { kind, sentence } = verdictOf(report);
  const sign = { conforms: '✓', fails: '✗', undecided: '!' }[kind];
  const paint = { conforms: colours.green, fails: colours.red, undecided: colours.yellow }[kind];
  return wrap(sentence, width - 2).map((line, index) =>
    colours.bold(paint(`${index === 0 ? sign : ' '} ${line}`)),
  );
}

function verdict(report: Report, style: Style): string[] {
  const { notes } = verdictOf(report);
  return [...headline(report, style), ...notes.flatMap((note) => hanging('  ', note, style.width))];
}

/** Where to read on. */
function closing(report: Report, { report: file, link }: TerminalOptions): string[] {
  const [first] = causesIn(report);
  const more = first === undefined ? [] : [`More about a cause: npx ivs-conformance explain ${first.number}`];
  if (file === undefined) return more;
  const shown = neutralise(file);
  return [...more, `Report: ${link === undefined ? shown : hyperlink(shown, link)}`];
}

function figure(label: string, number: string, meaning: string, { colours, width }: Style): string[] {
  return hanging(label, `${number} ${meaning}`, width).map((line) =>
    line.replace(number, colours.bold(number)),
  );
}

function figures(report: Report, style: Style): string[] {
  const { colours, width } = style;
  const { summary, run } = report;
  const standings = countStandings(report.checks);
  const counts = [
    `${count(standings.conforms)} conform`,
    `${count(standings.deviates)} deviate`,
    `${count(standings.unimplemented)} unimplemented`,
    ...(standings.accepted === 0 ? [] : [`${count(standings.accepted)} accepted`]),
    `${count(standings.inconclusive)} inconclusive`,
    `${count(standings.skipped)} skipped`,
  ].join(', ');
  const revisions = Object.entries(report.contract).map(([service, revision]) => `${service} ${revision}`);
  const facts = [
    ...revisions,
    `${run.effort} effort`,
    `seed ${run.seed}`,
    `${counted(run.requests, 'request')} in ${duration(run.durationMs)}`,
  ];
  return [
    ...hanging('  checks       ', `${count(summary.checks)}: ${counts}`, width),
    ...figure('  divergence   ', percent(summary.divergence), meaningOfDivergence(report), style),
    ...figure('  implemented  ', percent(summary.implemented), meaningOfImplemented(report), style),
    ...hanging('  contract     ', facts.join(' · '), width).map(colours.dim),
  ];
}

/** Each figure as share and fraction; lines break between figures only. */
function coverage(report: Report, { colours, width }: Style): string[] {
  const figures = coverageLines(report).map(({ name, share, exercised, total, limit }) =>
    `${name} ${percent(share)} (${count(exercised)}/${count(total)}${limit && `, ${limit}`})`.replaceAll(
      ' ',
      TIED,
    ),
  );
  const missing = countNotExercised(report.coverage.notExercised);
  const rest =
    missing === 0 ? '' : `; ${`not exercised: ${count(missing)}, see report.html`.replaceAll(' ', TIED)}`;
  const lines = hanging(LABEL, `${figures.join(', ')}${rest}`, width);
  return lines.map((line) => line.replace(LABEL, colours.bold(LABEL)));
}

function unimplementedLines(report: Report, { colours, width }: Style): string[] {
  const services = [...unimplementedOperations(report)];
  if (services.length === 0) return [];
  return [
    colours.bold('Unimplemented'),
    ...services.flatMap(([service, operations]) =>
      hanging(
        `  ${service} `,
        lacksAll(report, service)
          ? `all ${count(operations.length)} operations`
          : `${count(operations.length)}: ${operations.map((name) => oneLine(name, 80)).join(', ')}`,
        width,
      ),
    ),
  ];
}

function reasonLines(
  report: Report,
  outcome: 'inconclusive' | 'skipped',
  { colours, width }: Style,
): string[] {
  const reasons = groupByReason(report.checks.filter((check) => check.outcome === outcome));
  if (reasons.length === 0) return [];
  const digits = Math.max(...reasons.map(([, number]) => count(number).length));
  const lines = reasons
    .slice(0, REASONS)
    .flatMap(([reason, number]) =>
      hanging(`  ${count(number).padStart(digits)}  `, oneLine(reason, 300), width, LIST_LINES),
    );
  const rest = reasons.slice(REASONS);
  if (rest.length > 0) {
    const checks = rest.reduce((sum, [, number]) => sum + number, 0);
    lines.push(`  ${counted(checks, 'check')} more, for ${counted(rest.length, 'other reason')}`);
  }
  return [colours.bold(outcome === 'skipped' ? 'Skipped' : 'Inconclusive'), ...lines];
}

function baselineLines(report: Report, { colours, width }: Style): string[] {
  const { baseline } = report;
  if (baseline === undefined) return [];
  const accepted = report.checks.filter((check) => standingOf(check) === 'accepted').length;
  const lines = [
    `  ${counted(accepted, 'result')} accepted by ${abbreviate(neutralise(baseline.file), 200)}`,
  ];
  for (const entry of baseline.stale) {
    const text = `${oneLine(entry.check)}: ${oneLine(entry.problem)} (accepted because: ${oneLine(entry.reason)})`;
    const stale = hanging('  ✗ ', `stale: ${text}`, width);
    lines.push(...stale.map((line) => line.replace('✗', colours.red('✗'))));
  }
  return [colours.bold('Baseline'), ...lines];
}
