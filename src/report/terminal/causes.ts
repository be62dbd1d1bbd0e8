/** The causes of deviations for a terminal: what several operations have in common, then what is wrong with each. */
import type { CheckResult, Report } from '../../results/types.js';
import {
  blockedInWords,
  consequencesInWords,
  observedInWords,
  observedWhere,
  placesInWords,
  type Told,
} from '../causes.js';
import { toleratedHeading } from '../failing.js';
import { count, counted, neutralise, oneLine, wrap } from '../plain-text.js';
import { blamedMembers, groupByOperation, type KindGroup, type OperationGroup } from '../summarise.js';
import { hanging, LIST_LINES, type Style } from './style.js';

/** Deviations of one kind of one operation that are shown singly; the others are counted and listed. */
const SHOWN_SINGLY = 3;
/** Characters of an expected or observed value at most. */
const DETAIL_LENGTH = 300;
/** Short, so that a command mostly fits on a line. */
const DETAIL_INDENT = '      ';

/** What the endpoint does not know yet, what several operations have in common, then what is wrong with each. */
export function causeParagraphs(report: Report, causes: readonly Told[], style: Style): string[][] {
  const refused = causes.filter(({ blocks }) => blocks !== undefined);
  const others = causes.filter(({ blocks }) => blocks === undefined);
  const single = new Map(others.filter(({ isWide }) => !isWide).map((told) => [told.cause, told]));
  const groups = groupByOperation(report, (check) => single.has(check));
  return [
    refusedLines(refused, style),
    behindLines(others, style),
    wideLines(
      others.filter(({ isWide, behind }) => isWide && behind === undefined),
      style,
    ),
    ...groups.map((group) => operationLines(group, single, style)),
  ];
}

/** What keeps others from being asked comes first: what is valid has to be accepted before anything else is known. */
function refusedLines(causes: readonly Told[], style: Style): string[] {
  if (causes.length === 0) return [];
  const lines = causes.flatMap((told) => {
    const { cause, consequences } = told;
    const observed = `${oneLine(placesInWords(told), DETAIL_LENGTH)}  observed ${oneLine(observedWhere(cause), DETAIL_LENGTH)}`;
    const blocked = blockedInWords(told);
    return [
      ...hanging('  ✗ ', observed, style.width, LIST_LINES),
      ...(blocked === '' ? [] : [DETAIL_INDENT + blocked]),
      ...detailLines(cause, style, ''),
      ...consequenceLines(consequences, style),
    ];
  });
  return [
    style.colours.bold('Valid requests that are not carried out'),
    ...lines.map((line) => line.replace('✗', style.colours.red('✗'))),
  ];
}

/** What only later revisions brought is one cause, however many checks ask about it. */
function behindLines(causes: readonly Told[], style: Style): string[] {
  const lines = causes.flatMap((told) => {
    if (told.behind === undefined) return [];
    const number = counted(1 + told.consequences.length, 'deviation');
    const where = `${counted(told.places.size, 'operation')}: ${placesInWords(told)}`;
    return [
      ...hanging('  ✗ ', told.behind, style.width).map((line) => line.replace('✗', style.colours.red('✗'))),
      ...hanging(DETAIL_INDENT, `${number} in ${where}`, style.width, LIST_LINES),
      ...detailLines(told.cause, style, 'e.g. '),
    ];
  });
  return lines.length === 0 ? [] : [style.colours.bold('Behind the contract'), ...lines];
}

/** What several operations do wrong alike: once, with the operations that do it. */
function wideLines(causes: readonly Told[], style: Style): string[] {
  if (causes.length === 0) return [];
  const lines = causes.flatMap((group) => {
    const { cause, consequences } = group;
    const kinds = group.isWhole ? group.kinds.slice(0, 1) : group.kinds;
    const label = `  ✗ ${oneLine(kinds.slice(0, 3).join(', '), 60)}${kinds.length > 3 ? ', …' : ''}  `;
    const indent = ' '.repeat(Math.min(label.length, 12));
    const number = group.places.size;
    const where = `${counted(number, 'operation')}: ${placesInWords(group)}`;
    if (group.isWhole) {
      const constraints = [cause, ...consequences].filter(({ kind }) => kind === 'constraint').length;
      const what = `${count(constraints)} constraints, all that were asked, are not enforced`;
      const more = 1 + consequences.length - constraints;
      const also = more === 0 ? '' : ` (${counted(more, 'more check sees', 'more checks see')} the same)`;
      return [
        ...hanging(label, `${what} in ${where}${also}`, style.width, LIST_LINES + 1),
        ...detailLines(cause, style, 'e.g. '),
      ];
    }
    const expected = oneLine(cause.deviation?.expected ?? '', DETAIL_LENGTH);
    const observed = oneLine(observedInWords(group), DETAIL_LENGTH);
    return [
      ...hanging(label, where, style.width, LIST_LINES),
      ...hanging(`${indent}expected `, expected, style.width, LIST_LINES),
      ...hanging(`${indent}observed `, observed, style.width, LIST_LINES),
      ...detailLines(cause, style, 'e.g. '),
    ];
  });
  return [
    style.colours.bold('In several operations'),
    ...lines.map((line) => line.replace('✗', style.colours.red('✗'))),
  ];
}

/** By the check that shows it best. */
type Causes = ReadonlyMap<CheckResult, Told>;

function operationLines(group: OperationGroup, causes: Causes, style: Style): string[] {
  const { colours } = style;
  const heading = `${colours.dim(group.service)} ${colours.bold(oneLine(group.operation, 80))}`;
  const labelWidth = Math.max(...group.kinds.map(({ kind }) => kind.length));
  return [heading, ...group.kinds.flatMap((kind) => kindLines(kind, labelWidth, causes, style))];
}

function kindLines(group: KindGroup, labelWidth: number, causes: Causes, style: Style): string[] {
  const label = `  ✗ ${oneLine(group.kind, 40).padEnd(labelWidth)}  `;
  const lines =
    group.checks.length > SHOWN_SINGLY || (group.kind === 'constraint' && group.checks.length > 1)
      ? aggregateLines(group, label, causes, style)
      : group.checks.flatMap((check) => singleLines(check, label, causes, style));
  return lines.map((line) => line.replace('✗', style.colours.red('✗')));
}

/** Many deviations of one kind: how many of how many, the members at fault, one command to start with. */
function aggregateLines(
  { kind, checks: heads, decided, deviating }: KindGroup,
  label: string,
  causes: Causes,
  style: Style,
): string[] {
  const following = heads.flatMap((head) => causes.get(head)?.consequences ?? []);
  const isLike = (check: CheckResult) =>
    check.kind === kind && check.operations[0] === heads[0]?.operations[0];
  const checks = [...heads, ...following.filter(isLike)];
  const what =
    kind === 'constraint'
      ? `${count(deviating)} of ${counted(decided, 'constraint')} are not enforced as documented`
      : `${count(deviating)} of ${counted(decided, 'check')} deviate`;
  const here = checks.length === deviating ? '' : ', those not told elsewhere';
  const blamed = blamedMembers(checks).map((member) => oneLine(member, 80));
  const [first] = checks;
  return [
    ...hanging(label, `${what}${here}: ${blamed.join(', ')}`, style.width, LIST_LINES),
    ...(first === undefined ? [] : detailLines(first, style, 'e.g. ')),
    ...consequenceLines(
      following.filter((check) => !isLike(check)),
      style,
    ),
  ];
}

function singleLines(check: CheckResult, label: string, causes: Causes, style: Style): string[] {
  const { deviation } = check;
  if (deviation === undefined) return hanging(label, oneLine(check.title, 160), style.width);
  const subject = oneLine(deviation.member ?? check.title, 120);
  const expected = oneLine(deviation.expected, DETAIL_LENGTH);
  const observed = oneLine(observedWhere(check), DETAIL_LENGTH);
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
  return [
    ...lines,
    ...detailLines(check, style, ''),
    ...consequenceLines(causes.get(check)?.consequences ?? [], style),
  ];
}

/** What else shows the same fault, in short. */
function consequenceLines(consequences: readonly CheckResult[], { colours, width }: Style): string[] {
  const words = consequencesInWords(consequences);
  if (words === undefined) return [];
  return hanging(DETAIL_INDENT, oneLine(words, DETAIL_LENGTH), width, LIST_LINES).map(colours.dim);
}

/** The rule with its source, and the command that shows the deviation again (never cut: it is copied). */
function detailLines(check: CheckResult, { colours }: Style, prefix: string): string[] {
  const source = oneLine(check.source.url ?? check.source.document, 160);
  const lines = [`${prefix}${oneLine(check.id, 120)} · ${check.strength} · ${source}`];
  if (check.deviation !== undefined) lines.push(neutralise(check.deviation.reproduce.command));
  return lines.map((line) => DETAIL_INDENT + colours.dim(line));
}

/** Deviations that do not fail the run, under a heading of their own. */
export function toleratedParagraphs(report: Report, causes: readonly Told[], style: Style): string[][] {
  if (causes.length === 0) return [];
  const number = causes.reduce((sum, { consequences }) => sum + 1 + consequences.length, 0);
  const { title, meaning } = toleratedHeading(report);
  const heading = `${title} (${count(number)}). ${meaning}`;
  return [
    wrap(heading, style.width).map((line) => style.colours.bold(line)),
    ...causeParagraphs(report, causes, style),
  ];
}
