/** Verdicts on releases of the AWS SDK, for a terminal. */
import { createColors } from 'picocolors';
import { count, counted, oneLine, wrap } from '../summary/plain-text.js';

interface Lacks {
  readonly operations: readonly string[];
  readonly members: readonly string[];
  readonly enumValues: readonly string[];
}

interface Difference {
  readonly path: string;
  readonly expected: string;
  readonly observed: string;
}

interface Finding extends Difference {
  readonly operation: string;
  readonly aspect: string;
  readonly example: unknown;
  readonly count: number;
}

/** What is told of releases; see `src/clients/sdk`, which this part does not know. */
export interface ReleasesTold {
  readonly releases: readonly {
    readonly service: string;
    readonly version: string;
    readonly revision: string;
    readonly operations: readonly {
      readonly operation: string;
      readonly outcome: string;
      readonly findings: readonly Finding[];
    }[];
    readonly lacks: Lacks;
    readonly unknown: Lacks;
  }[];
  readonly upgrades: readonly {
    readonly service: string;
    readonly from: string;
    readonly to: string;
    readonly gained: Lacks;
    readonly lost: Lacks;
    readonly settings: readonly Difference[];
    readonly behaviour: readonly Finding[];
  }[];
}

/** How to write. */
export interface ReleasesStyle {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
}

/** Names that a list tells. */
const LISTED = 12;

/** The whole summary, ending in a newline. */
export function renderReleases({ releases, upgrades }: ReleasesTold, style: ReleasesStyle): string {
  const paragraphs = [
    ...releases.map((release) => releaseLines(release, upgrades.length === 0, style)),
    ...upgrades.map((upgrade) => upgradeLines(upgrade, style)),
  ];
  return `\n${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function releaseLines(
  { service, version, revision, operations, lacks, unknown }: ReleasesTold['releases'][number],
  isAlone: boolean,
  style: ReleasesStyle,
): string[] {
  const colours = createColors(style.colour);
  const deviating = operations.filter(({ outcome }) => outcome === 'deviates');
  const there = operations.filter(({ outcome }) => outcome !== 'unimplemented').length;
  const name = `client-${service} ${version}`;
  const sentence =
    deviating.length === 0
      ? `✓ ${name} does what the contract of ${revision} says, in ${counted(there, 'operation')}`
      : `✗ ${name} departs from the contract of ${revision} in ${count(deviating.length)} of ${counted(there, 'operation')}`;
  return [
    colours.bold(deviating.length === 0 ? colours.green(sentence) : colours.red(sentence)),
    ...deviating.flatMap(({ findings }) => findings.flatMap((finding) => findingLines(finding, style))),
    // Of releases that are compared, it is the difference between them that counts.
    ...(isAlone ? lacksLines('does not have yet', lacks, style) : []),
    ...(isAlone ? lacksLines('has, and the contract does not', unknown, style) : []),
  ];
}

function findingLines(
  { operation, aspect, path, expected, observed, count: number, example }: Finding,
  { width }: ReleasesStyle,
): string[] {
  const detail = (label: string, text: string) =>
    wrap(oneLine(text, 300), width - 15).map(
      (line, at) => `      ${at === 0 ? label : ' '.repeat(9)}${line}`,
    );
  return [
    `  ${operation} ${aspect} ${oneLine(path, 100)} (${counted(number, 'case')})`,
    ...detail('expected ', expected),
    ...detail('observed ', observed),
    ...detail('e.g.     ', JSON.stringify(example)),
  ];
}

function lacksLines(
  title: string,
  { operations, members, enumValues }: Lacks,
  { width }: ReleasesStyle,
): string[] {
  const list = (what: string, names: readonly string[]) => {
    if (names.length === 0) return [];
    const more = names.length > LISTED ? [`and ${count(names.length - LISTED)} more`] : [];
    const text = `${title}: ${counted(names.length, what)}: ${[...names.slice(0, LISTED), ...more].join(', ')}`;
    return wrap(text, width - 4).map((line, at) => `${at === 0 ? '  ' : '    '}${line}`);
  };
  return [...list('operation', operations), ...list('member', members), ...list('enum value', enumValues)];
}

function upgradeLines(
  { service, from, to, gained, lost, settings, behaviour }: ReleasesTold['upgrades'][number],
  style: ReleasesStyle,
): string[] {
  const colours = createColors(style.colour);
  const lines = [
    ...lacksLines('gains', gained, style),
    ...lacksLines('loses', lost, style),
    ...settings.map(({ path, expected, observed }) => `  ${path}: ${expected} becomes ${observed}`),
    ...alike(behaviour).flatMap(([finding, operations]) => changeLines(finding, operations, style)),
  ];
  const title = colours.bold(`client-${service} ${from} → ${to}`);
  return lines.length === 0 ? [`${title}: nothing changes`] : [title, ...lines];
}

/** Changes that several operations have alike are one. */
function alike(behaviour: readonly Finding[]): [Finding, string[]][] {
  const groups = new Map<string, [Finding, string[]]>();
  for (const finding of behaviour) {
    const key = `${finding.aspect} ${finding.path} ${finding.path.startsWith('headers') || finding.path === 'signedHeaders' ? '' : finding.operation}`;
    const group = groups.get(key) ?? [finding, []];
    group[1].push(finding.operation);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function changeLines(
  { aspect, path, expected, observed }: Finding,
  operations: readonly string[],
  { width }: ReleasesStyle,
): string[] {
  const [first = ''] = operations;
  const where =
    operations.length === 1 ? first : `${first} and ${counted(operations.length - 1, 'other operation')}`;
  const text = `${aspect} ${oneLine(path, 100)} of ${where}: ${oneLine(expected, 150)} becomes ${oneLine(observed, 150)}`;
  return wrap(text, width - 4).map((line, at) => `${at === 0 ? '  ' : '    '}${line}`);
}
