/**
 * `report.md`: the report as a comment on a pull request or as the body of an issue. It stays below the length
 * that GitHub accepts, and nothing in it from an endpoint is read as Markdown, HTML, mention or reference.
 */
import type { CheckResult, Report } from '../results/types.js';
import {
  blockedInWords,
  causesIn,
  consequencesInWords,
  observedInWords,
  observedWhere,
  placesInWords,
  type Told,
} from './causes.js';
import { countNotExercised, coverageLines, notExercisedByReason } from './coverage.js';
import { failingIn, toleratedHeading, toleratedIn } from './failing.js';
import { count, counted, duration, oneLine, percent } from './plain-text.js';
import {
  blamedMembers,
  countStandings,
  groupByOperation,
  groupByReason,
  type KindGroup,
  lacksAll,
  meaningOfDivergence,
  meaningOfImplemented,
  type OperationGroup,
  STANDINGS,
  standingOf,
  unimplementedOperations,
  verdictOf,
} from './summarise.js';

/** GitHub accepts 65,536 characters; the rest is room for a preface of whoever posts it. */
const LONGEST = 60_000;
/** UTF-16 units of one value. */
const LONGEST_VALUE = 200;
/** Deviations of one kind of one operation that are shown singly. */
const SHOWN_SINGLY = 3;

/** The report as GitHub-flavoured Markdown. */
export function renderMarkdown(report: Report): string {
  const tail = [
    unimplemented(report),
    reasons(report, 'inconclusive'),
    reasons(report, 'skipped'),
    coverage(report),
    facts(report),
  ];
  const [firm, tolerated] = [causesIn(report, failingIn(report)), causesIn(report, toleratedIn(report))];
  const { title, meaning } = toleratedHeading(report);
  const causes = new Map([...firm, ...tolerated].map((told) => [told.cause, told]));
  const single = (some: readonly Told[]) => {
    const heads = new Set(some.filter((told) => !told.isWide && !isRefused(told)).map(({ cause }) => cause));
    return groupByOperation(report, (check) => heads.has(check)).map((group) => operation(group, causes));
  };
  const isRefused = ({ blocks }: Told) => blocks !== undefined;
  const isBehind = (told: Told) => told.behind !== undefined && !isRefused(told);
  const wide = (some: readonly Told[]) =>
    some
      .filter((told) => told.isWide && told.behind === undefined && !isRefused(told))
      .map(severalOperations);
  const head = [headline(report), figures(report), stale(report)];
  const parts: [string, Block[]][] = [
    ['### Valid requests that are not carried out', [...firm, ...tolerated].filter(isRefused).map(refusal)],
    ['### Behind the contract', [...firm, ...tolerated].filter(isBehind).map(severalOperations)],
    ['### In several operations', wide(firm)],
    ['### Deviations', single(firm)],
    [`### ${title}\n\n${meaning}`, [...wide(tolerated), ...single(tolerated)]],
  ];
  const room = LONGEST - [...head, ...tail].join('\n\n').length;
  const blocks = [...head, ...deviations(parts, room), ...tail];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** Untrusted text as code: a fence of backticks longer than any in it, on one line, bars escaped for tables. */
function code(text: string): string {
  const shown = oneLine(text, LONGEST_VALUE).replaceAll('|', '\\|');
  if (shown === '') return '*nothing*';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return fence + padding + shown + padding + fence;
}

/** Untrusted text as prose: every character that Markdown or GitHub could read is escaped. */
function prose(text: string): string {
  return oneLine(text, 2 * LONGEST_VALUE)
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '')
    .replace(/[\\`*_{}[\]()~|!]/g, '\\$&')
    .replace(/[@#]/g, '$&\u200b');
}

function headline(report: Report): string {
  const { kind, sentence, notes } = verdictOf(report);
  const sign = { conforms: '✅', fails: '❌', undecided: '⚠️' }[kind];
  return [`## ${sign} ${prose(sentence)}`, ...notes.map(prose)].join('\n\n');
}

function figures(report: Report): string {
  const counts = countStandings(report.checks);
  const { summary } = report;
  return [
    `**Divergence ${percent(summary.divergence)}** ${meaningOfDivergence(report)}  `,
    `**Implemented ${percent(summary.implemented)}** ${meaningOfImplemented(report)}`,
    '',
    `| checks | ${STANDINGS.join(' | ')} |`,
    `|---:|${STANDINGS.map(() => '---:|').join('')}`,
    `| ${count(summary.checks)} | ${STANDINGS.map((standing) => count(counts[standing])).join(' | ')} |`,
  ].join('\n');
}

function stale({ baseline }: Report): string {
  if (baseline === undefined || baseline.stale.length === 0) return '';
  const entries = baseline.stale.map(
    (entry) => `- ${code(entry.check)}: ${prose(entry.problem)} (accepted because: ${prose(entry.reason)})`,
  );
  return [`### Stale entries of ${code(baseline.file)}`, '', ...entries].join('\n');
}

/** A block of the report, and how many deviations it tells. */
interface Block {
  readonly text: string;
  readonly size: number;
}

/** As many blocks as there is room for; the number of deviations left out is said. */
function deviations(parts: readonly (readonly [string, readonly Block[]])[], room: number): string[] {
  const shown: string[] = [];
  let used = 0;
  let left = 0;
  for (const [title, blocks] of parts) {
    if (blocks.length > 0) shown.push(title);
    for (const { text, size } of blocks) {
      if (used + text.length > room) {
        left += size;
      } else {
        used += text.length + 2;
        shown.push(text);
      }
    }
  }
  if (left > 0) shown.push(`${counted(left, 'more deviation')}: see the whole report.`);
  return shown;
}

/** A valid request that is refused, with what could not be asked because of it. */
function refusal(told: Told): Block {
  const { cause, consequences } = told;
  const blocked = blockedInWords(told);
  const lines = [
    `- **${prose(placesInWords(told))}** observed ${code(observedWhere(cause))} (${cause.strength}, ${source(cause)})`,
    ...(blocked === '' ? [] : [`  - ${blocked}`]),
    ...more(consequences),
    `  - ${code(cause.id)}`,
    command(cause),
  ];
  return { text: lines.join('\n'), size: 1 + consequences.length };
}

/** What several operations do wrong alike. */
function severalOperations(group: Told): Block {
  const { kinds, places, cause, consequences, isWhole, behind } = group;
  const size = 1 + consequences.length;
  const what = behind ?? `${kinds.join(', ')} in ${counted(places.size, 'operation')}`;
  const summary = `<b>${prose(what)}</b> ${counted(size, 'deviation')}`;
  const claim = isWhole ? 'Constraints, all that were asked, are not enforced in ' : '';
  const lines = [`- ${claim}${prose(placesInWords(group))}`];
  if (cause.deviation !== undefined && !isWhole && behind === undefined) {
    lines.push(`- expected ${code(cause.deviation.expected)}`, `- observed ${code(observedInWords(group))}`);
  }
  lines.push(`- e.g. ${code(cause.id)}`, command(cause));
  return { text: `<details><summary>${summary}</summary>\n\n${lines.join('\n')}\n\n</details>`, size };
}

/** By the check that shows it best. */
type Causes = ReadonlyMap<CheckResult, Told>;

function operation({ service, operation: name, kinds }: OperationGroup, causes: Causes): Block {
  const heads = kinds.flatMap(({ checks }) => checks);
  const size = heads.length + consequencesOf(heads, causes).length;
  const summary = `<b>${service} ${prose(name)}</b> ${counted(size, 'deviation')}`;
  return {
    text: `<details><summary>${summary}</summary>\n\n${kinds.map((kind) => kindBlock(kind, causes)).join('\n')}\n\n</details>`,
    size,
  };
}

function consequencesOf(heads: readonly CheckResult[], causes: Causes): CheckResult[] {
  return heads.flatMap((head) => causes.get(head)?.consequences ?? []);
}

function kindBlock({ kind, checks: heads, decided, deviating }: KindGroup, causes: Causes): string {
  const following = consequencesOf(heads, causes);
  const isLike = (check: CheckResult) =>
    check.kind === kind && check.operations[0] === heads[0]?.operations[0];
  const checks = [...heads, ...following.filter(isLike)];
  const many = heads.length > SHOWN_SINGLY || (kind === 'constraint' && heads.length > 1);
  if (!many) return heads.map((head) => single(head, causes)).join('\n');
  const what = kind === 'constraint' ? 'constraints are not enforced' : 'checks deviate';
  const blamed = blamedMembers(checks).slice(0, 40).map(code).join(', ');
  const [first] = checks;
  return [
    `- **${prose(kind)}** ${count(deviating)} of ${count(decided)} ${what}: ${blamed}`,
    ...(first?.deviation === undefined ? [] : [`  - e.g. ${code(first.id)}`, command(first)]),
    ...more(following.filter((check) => !isLike(check))),
  ].join('\n');
}

/** What else shows the same fault, in short. */
function more(consequences: readonly CheckResult[]): string[] {
  const words = consequencesInWords(consequences);
  return words === undefined ? [] : [`  - ${prose(words)}`];
}

function single(check: CheckResult, causes: Causes): string {
  const { deviation } = check;
  const member = deviation?.member === undefined ? '' : ` ${code(deviation.member)}`;
  const lines = [
    `- **${prose(check.kind)}** ${prose(check.title)}${member} (${check.strength}, ${source(check)})`,
  ];
  if (deviation !== undefined) {
    lines.push(
      `  - expected ${code(deviation.expected)}`,
      `  - observed ${code(observedWhere(check))}`,
      command(check),
      ...more(consequencesOf([check], causes)),
    );
  }
  return lines.join('\n');
}

function source({ source: { document, url } }: CheckResult): string {
  if (url === undefined || !/^https?:\/\/[^\s()<>]+$/.test(url)) return prose(document);
  return `[${prose(document)}](${url})`;
}

/** A block of code, because a command must be copied whole. */
function command(check: CheckResult): string {
  const line = check.deviation?.reproduce.command ?? '';
  const longest = Math.max(2, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `    ${fence}sh\n    ${oneLine(line)}\n    ${fence}`;
}

function unimplemented(report: Report): string {
  const services = [...unimplementedOperations(report)].map(([service, operations]) =>
    lacksAll(report, service)
      ? `- ${service}: all ${count(operations.length)} operations`
      : `- ${service} (${count(operations.length)}): ${operations.map(code).join(', ')}`,
  );
  return services.length === 0 ? '' : ['### Unimplemented', '', ...services].join('\n');
}

function reasons(report: Report, outcome: 'inconclusive' | 'skipped'): string {
  const grouped = groupByReason(report.checks.filter((check) => standingOf(check) === outcome));
  if (grouped.length === 0) return '';
  const items = grouped.slice(0, 10).map(([reason, number]) => `- ${count(number)} × ${prose(reason)}`);
  const rest = grouped.slice(10).reduce((sum, [, number]) => sum + number, 0);
  if (rest > 0) items.push(`- ${counted(rest, 'check')} for other reasons`);
  const title = outcome === 'skipped' ? 'Skipped' : 'Inconclusive';
  return `<details><summary>${title}</summary>\n\n${items.join('\n')}\n\n</details>`;
}

function coverage(report: Report): string {
  const rows = coverageLines(report).map(
    ({ name, share, exercised, total, limit }) =>
      `| ${name} | ${percent(share)} | ${count(exercised)} of ${count(total)}${limit && `, ${limit}`} |`,
  );
  const missing = notExercisedByReason(report);
  const items = missing.slice(0, 10).map(({ reason, size }) => `- ${count(size)} × ${prose(reason)}`);
  const rest = countNotExercised(missing.slice(10).flatMap(({ entries }) => entries));
  if (rest > 0) items.push(`- ${count(rest)} for other reasons`);
  const list = items.length === 0 ? '' : `\n\nNot exercised:\n\n${items.join('\n')}`;
  return `<details><summary>Contract coverage</summary>\n\n| of | share | exercised |\n|---|---:|---:|\n${rows.join('\n')}${list}\n\n</details>`;
}

function facts({ suite, contract, run }: Report): string {
  const revisions = Object.entries(contract).map(([service, revision]) => `${service} ${revision}`);
  const parts = [
    `${suite.name} ${suite.version}`,
    ...revisions,
    `${run.effort} effort`,
    `seed ${run.seed}`,
    run.startedAt,
    `${counted(run.requests, 'request')} in ${duration(run.durationMs)}`,
  ];
  return `<sub>${parts.map(prose).join(' · ')}</sub>`;
}
