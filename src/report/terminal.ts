/** The report for a terminal: what a person must see in ten seconds. */
import { createColors } from 'picocolors';
import type { CheckResult, Report } from '../results/types.js';
import { countNotExercised, coverageLines } from './coverage.js';
import { abbreviate, count, counted, duration, neutralise, oneLine, percent, wrap } from './plain-text.js';
import { observedInWords, placesInWords, type Recurring, recurringDeviations } from './recurring.js';
import {
  blamedMembers,
  countStandings,
  groupByOperation,
  groupByReason,
  isFirmDeviation,
  isInferredDeviation,
  type KindGroup,
  lacksAll,
  meaningOfDivergence,
  meaningOfImplemented,
  type OperationGroup,
  standingOf,
  unimplementedOperations,
  verdictOf,
} from './summarise.js';

/** How to write to the terminal. */
export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  /** Where the other reports were written. */
  readonly reportDir?: string;
}

type Colours = ReturnType<typeof createColors>;

interface Style {
  readonly colours: Colours;
  readonly width: number;
}

/** Deviations of one kind of one operation that are shown singly; the others are counted and listed. */
const SHOWN_SINGLY = 3;
/** Characters of an expected or observed value at most. */
const DETAIL_LENGTH = 300;
/** Lines that a list of members or titles, or a value, may take. */
const LIST_LINES = 3;
/** Short, so that a command mostly fits on a line. */
const DETAIL_INDENT = '      ';
/** Before the figures of coverage. */
const LABEL = 'Coverage  ';
/** Stands for a space at which no line is broken. */
const TIED = '\u00a0';
/** Reasons that are listed. */
const REASONS = 8;

/** The whole summary, ending in a newline. No text of the endpoint reaches the terminal uninspected. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const style: Style = { colours: createColors(options.colour), width: Math.max(40, options.width) };
  const recurring = recurringDeviations(report, isFirmDeviation);
  const told = new Set(recurring.flatMap(({ checks }) => checks));
  const firm = groupByOperation(report, (check) => isFirmDeviation(check) && !told.has(check));
  const inferred = groupByOperation(report, isInferredDeviation);
  const paragraphs = [
    headline(report, style),
    figures(report, style),
    recurringLines(recurring, style),
    ...firm.map((group) => operationLines(group, style)),
    ...inferredParagraphs(inferred, style),
    unimplementedLines(report, style),
    reasonLines(report, 'inconclusive', style),
    reasonLines(report, 'skipped', style),
    baselineLines(report, style),
    coverage(report, style),
    options.reportDir === undefined ? [] : [`Reports are in ${neutralise(options.reportDir)}`],
  ];
  const text = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `\n${text.join('\n\n')}\n`;
}

function headline(report: Report, { colours, width }: Style): string[] {
  const { kind, sentence, notes } = verdictOf(report);
  const lines = wrap(sentence, width - 2);
  const sign = { conforms: '✓', fails: '✗', undecided: '!' }[kind];
  const paint = { conforms: colours.green, fails: colours.red, undecided: colours.yellow }[kind];
  return [
    ...lines.map((line, index) => colours.bold(paint(`${index === 0 ? sign : ' '} ${line}`))),
    ...notes.flatMap((note) => wrap(note, width - 2)).map((line) => `  ${line}`),
  ];
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

/** Wraps `text` behind `label`, further lines indented by the label's width; at most `limit` lines. */
function hanging(label: string, text: string, width: number, limit = Number.POSITIVE_INFINITY): string[] {
  const lines = wrap(text, Math.max(20, width - label.length)).map((line) => line.replaceAll(TIED, ' '));
  const shown = lines.slice(0, limit);
  if (shown.length < lines.length) shown.push(`${shown.pop()} …`);
  return shown.map((line, index) => (index === 0 ? label : ' '.repeat(label.length)) + line);
}

/** What several operations do wrong alike: once, with the operations that do it. */
function recurringLines(groups: readonly Recurring[], style: Style): string[] {
  if (groups.length === 0) return [];
  const lines = groups.flatMap((group) => {
    const [first] = group.checks;
    if (first === undefined) return [];
    const label = `  ✗ ${oneLine(group.kinds.join(', '), 60)}  `;
    const indent = ' '.repeat(Math.min(label.length, 12));
    const number = group.places.size;
    const where = `${counted(number, 'operation')}: ${placesInWords(group)}`;
    if (group.isWhole) {
      const what = `${count(group.checks.length)} constraints, all that were asked, are not enforced`;
      return [
        ...hanging(label, `${what} in ${where}`, style.width, LIST_LINES),
        ...detailLines(first, style, 'e.g. '),
      ];
    }
    const expected = oneLine(first.deviation?.expected ?? '', DETAIL_LENGTH);
    const observed = oneLine(observedInWords(group), DETAIL_LENGTH);
    return [
      ...hanging(label, where, style.width, LIST_LINES),
      ...hanging(`${indent}expected `, expected, style.width, LIST_LINES),
      ...hanging(`${indent}observed `, observed, style.width, LIST_LINES),
      ...detailLines(first, style, 'e.g. '),
    ];
  });
  return [
    style.colours.bold('In several operations'),
    ...lines.map((line) => line.replace('✗', style.colours.red('✗'))),
  ];
}

function operationLines(group: OperationGroup, style: Style): string[] {
  const { colours } = style;
  const heading = `${colours.dim(group.service)} ${colours.bold(oneLine(group.operation, 80))}`;
  const labelWidth = Math.max(...group.kinds.map(({ kind }) => kind.length));
  return [heading, ...group.kinds.flatMap((kind) => kindLines(kind, labelWidth, style))];
}

function kindLines(group: KindGroup, labelWidth: number, style: Style): string[] {
  const label = `  ✗ ${oneLine(group.kind, 40).padEnd(labelWidth)}  `;
  const lines =
    group.checks.length > SHOWN_SINGLY || (group.kind === 'constraint' && group.checks.length > 1)
      ? aggregateLines(group, label, style)
      : group.checks.flatMap((check) => singleLines(check, label, style));
  return lines.map((line) => line.replace('✗', style.colours.red('✗')));
}

/** Many deviations of one kind: how many of how many, the members at fault, one command to start with. */
function aggregateLines({ kind, checks, decided }: KindGroup, label: string, style: Style): string[] {
  const what =
    kind === 'constraint'
      ? `${count(checks.length)} of ${counted(decided, 'constraint')} are not enforced as documented`
      : `${count(checks.length)} of ${counted(decided, 'check')} deviate`;
  const blamed = blamedMembers(checks).map((member) => oneLine(member, 80));
  const [first] = checks;
  return [
    ...hanging(label, `${what}: ${blamed.join(', ')}`, style.width, LIST_LINES),
    ...(first === undefined ? [] : detailLines(first, style, 'e.g. ')),
  ];
}

function singleLines(check: CheckResult, label: string, style: Style): string[] {
  const { deviation } = check;
  if (deviation === undefined) return hanging(label, oneLine(check.title, 160), style.width);
  const subject = oneLine(deviation.member ?? check.title, 120);
  const expected = oneLine(deviation.expected, DETAIL_LENGTH);
  const observed = oneLine(deviation.observed, DETAIL_LENGTH);
  const together = `${label}${subject}  expected ${expected} · observed ${observed}`;
  const indent = ' '.repeat(label.length);
  const lines =
    together.length <= style.width
      ? [together]
      : [
          ...hanging(label, subject, style.width, LIST_LINES),
          ...hanging(`${indent}expected `, expected, style.width, LIST_LINES),
          ...hanging(`${indent}observed `, observed, style.width, LIST_LINES),
        ];
  return [...lines, ...detailLines(check, style, '')];
}

/** The rule with its source, and the command that shows the deviation again (never cut: it is copied). */
function detailLines(check: CheckResult, { colours }: Style, prefix: string): string[] {
  const source = oneLine(check.source.url ?? check.source.document, 160);
  const lines = [`${prefix}${oneLine(check.id, 120)} · ${check.strength} · ${source}`];
  if (check.deviation !== undefined) lines.push(neutralise(check.deviation.reproduce.command));
  return lines.map((line) => DETAIL_INDENT + colours.dim(line));
}

function inferredParagraphs(groups: readonly OperationGroup[], style: Style): string[][] {
  if (groups.length === 0) return [];
  const number = groups.reduce((sum, group) => sum + group.size, 0);
  const heading = `Inferred: ${counted(number, 'deviation')} from what plainly follows, but no source says`;
  return [
    wrap(heading, style.width).map((line) => style.colours.bold(line)),
    ...groups.map((group) => operationLines(group, style)),
  ];
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
