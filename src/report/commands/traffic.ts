/** Verdicts on recorded traffic, for a terminal. */
import { createColors } from 'picocolors';
import { count, counted, oneLine, wrap } from '../summary/plain-text.js';

/** What of a tally is told; see `src/clients/traffic/tally.ts`, which this part does not know. */
export interface TrafficTold {
  readonly files: readonly string[];
  /** Strengths whose deviations fail. */
  readonly failOn: readonly string[];
  readonly summary: {
    readonly entries: number;
    readonly exchanges: number;
    readonly other: number;
    readonly conforms: number;
    readonly deviates: number;
    readonly unimplemented: number;
    readonly inconclusive: number;
    readonly unreadable: number;
  };
  readonly operations: Iterable<{
    readonly service: string;
    readonly operation: string;
    readonly reasons: ReadonlyMap<string, number>;
  }>;
  readonly problems: readonly Told[];
  /** Whether the problems were told as they were found: then they are only counted. */
  readonly isTold?: boolean;
  readonly notes: readonly (Seen & { readonly note: string; readonly operations: ReadonlySet<string> })[];
  readonly unreadable: readonly (Place & { readonly reason: string })[];
}

interface Place {
  readonly file: string;
  readonly index: number;
}

interface Seen {
  readonly count: number;
  /** The first ones. */
  readonly places: readonly Place[];
}

interface Told extends Seen {
  readonly service: string;
  readonly operation: string;
  readonly problem: {
    readonly where: string;
    readonly path: string;
    readonly rule: string;
    readonly strength: string;
    readonly expected: string;
    readonly observed: string;
    /** Index of the earlier entry that it contradicts, in the file of the first place. */
    readonly against?: number;
  };
}

/** How to write. */
export interface TrafficStyle {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
}

const NOTES = 10;

/** The whole summary, ending in a newline. */
export function renderTraffic(told: TrafficTold, style: TrafficStyle): string {
  const colours = createColors(style.colour);
  const several = told.files.length > 1;
  const shown = told.isTold ? [] : told.problems;
  const failing = shown.filter(({ problem }) => told.failOn.includes(problem.strength));
  const tolerated = shown.filter((problem) => !failing.includes(problem));
  const paragraphs = [
    headline(told, style),
    ...byOperation(failing).map((group) => operationLines(group, several, style)),
    tolerated.length === 0 ? [] : [colours.bold('Deviations that do not fail (--fail-on)')],
    ...byOperation(tolerated).map((group) => operationLines(group, several, style)),
    undecidedLines(told, style),
    unreadableLines(told, several, style),
    noteLines(told, several, style),
  ];
  const text = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `\n${text.join('\n\n')}\n`;
}

function operationLines(
  [name, problems]: readonly [name: string, problems: readonly Told[]],
  several: boolean,
  style: TrafficStyle,
): string[] {
  const heading = createColors(style.colour).bold(name);
  return [heading, ...problems.flatMap((problem) => problemLines(problem, several, style))];
}

function headline(
  { summary, files, problems, failOn }: TrafficTold,
  { colour, width }: TrafficStyle,
): string[] {
  const colours = createColors(colour);
  const { exchanges, deviates, unimplemented, conforms, inconclusive, other, unreadable } = summary;
  const where = files.length === 1 ? oneLine(files[0] ?? '', 200) : counted(files.length, 'file');
  const fails = unimplemented > 0 || problems.some(({ problem }) => failOn.includes(problem.strength));
  const judged = conforms + deviates;
  const sentence =
    exchanges === 0
      ? `No exchange with Amazon IVS is recorded in ${where}`
      : fails
        ? `${count(deviates)} of ${counted(exchanges, 'exchange')} in ${where} ${deviates === 1 ? 'deviates' : 'deviate'} from the contract`
        : deviates > 0
          ? `No deviation that fails in ${counted(judged, 'exchange')} of ${where}`
          : `No deviation in ${counted(conforms, 'exchange')} of ${where}`;
  const [sign, paint] = fails
    ? ['✗', colours.red]
    : judged === 0
      ? ['!', colours.yellow]
      : ['✓', colours.green];
  const counts = [
    `${count(conforms)} conform`,
    `${count(deviates)} deviate`,
    ...(unimplemented === 0 ? [] : [`${count(unimplemented)} of operations that this revision lacks`]),
    `${count(inconclusive)} inconclusive`,
    `${counted(other, 'other entry', 'other entries')} left alone`,
    ...(unreadable === 0 ? [] : [`${count(unreadable)} unreadable`]),
  ];
  return [
    ...wrap(sentence, width - 2).map((line, at) => colours.bold(paint(`${at === 0 ? sign : ' '} ${line}`))),
    ...wrap(counts.join(', '), width - 2).map((line) => `  ${line}`),
  ];
}

function byOperation(problems: readonly Told[]): [name: string, problems: Told[]][] {
  const groups = new Map<string, Told[]>();
  for (const problem of problems) {
    const name = `${problem.service} ${oneLine(problem.operation, 80)}`;
    groups.set(name, [...(groups.get(name) ?? []), problem]);
  }
  return [...groups];
}

/** A finding, told as soon as it is made; it ends in a newline. */
export function renderFinding(told: Told, style: TrafficStyle): string {
  const name = createColors(style.colour).bold(`${told.service} ${told.operation}`);
  return `${[name, ...problemLines(told, false, style)].join('\n')}\n`;
}

function problemLines(
  { problem, ...rest }: Told,
  several: boolean,
  { colour, width }: TrafficStyle,
): string[] {
  const colours = createColors(colour);
  const { where, path, rule, strength, expected, observed, against } = problem;
  const contradicted = against === undefined ? '' : `, contradicts entry ${against}`;
  const detail = (label: string, text: string) =>
    wrap(oneLine(text, 300), width - 15).map(
      (line, at) => `      ${at === 0 ? label : ' '.repeat(9)}${line}`,
    );
  return [
    `  ${colours.red('✗')} ${where}${path === '' ? '' : ` ${oneLine(path, 100)}`}`,
    ...detail('expected ', expected),
    ...detail('observed ', observed),
    colours.dim(`      ${rule} · ${strength} · ${placesOf(rest, several)}${contradicted}`),
  ];
}

/** `entry 3`; `entries 3, 17 and 4 more`. */
function placesOf({ count: number, places }: Seen, several: boolean): string {
  const shown = places.map(({ file, index }) =>
    several ? `${index} of ${oneLine(file, 80)}` : String(index),
  );
  const more = number - places.length;
  const list = more > 0 ? `${shown.join(', ')} and ${count(more)} more` : shown.join(', ');
  return `${number === 1 ? 'entry' : 'entries'} ${list}`;
}

function undecidedLines({ operations }: TrafficTold, { width }: TrafficStyle): string[] {
  const lines = [...operations].flatMap(({ service, operation, reasons }) =>
    [...reasons].map(
      ([reason, number]) =>
        `${service} ${oneLine(operation, 80)} (${count(number)}): ${oneLine(reason, 200)}`,
    ),
  );
  return titled('Not decided', lines, width);
}

function unreadableLines(
  { unreadable, summary }: TrafficTold,
  several: boolean,
  { width }: TrafficStyle,
): string[] {
  const lines = unreadable.map(
    ({ reason, ...place }) => `${placesOf({ count: 1, places: [place] }, several)}: ${oneLine(reason, 200)}`,
  );
  const more = summary.unreadable - unreadable.length;
  return titled('Not readable', more > 0 ? [...lines, `and ${count(more)} more`] : lines, width);
}

function noteLines({ notes }: TrafficTold, several: boolean, { width }: TrafficStyle): string[] {
  const lines = notes.slice(0, NOTES).map(({ note, operations, ...rest }) => {
    const [first = ''] = operations;
    const where =
      operations.size === 1 ? first : `${first} and ${counted(operations.size - 1, 'other operation')}`;
    return `${oneLine(note, 300)}: ${where}, ${placesOf(rest, several)}`;
  });
  const more = notes.length - lines.length;
  return titled('Notes', more > 0 ? [...lines, `and ${count(more)} more kinds, see --json`] : lines, width);
}

function titled(title: string, lines: readonly string[], width: number): string[] {
  if (lines.length === 0) return [];
  return [
    title,
    ...lines.flatMap((line) => wrap(line, width - 4).map((part, at) => `${at === 0 ? '  ' : '    '}${part}`)),
  ];
}
