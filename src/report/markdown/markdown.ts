/**
 * `report.md`: the report as a comment on a pull request or as the body of an issue. It stays below the length
 * that GitHub accepts, and nothing in it from an endpoint is read as Markdown, HTML, mention or reference.
 */
import type { CheckResult, Report } from '../../results/types.js';
import {
  blockedInWords,
  consequencesInWords,
  isSaidByTitle,
  observedInWords,
  observedWhere,
  type Part,
  partsOf,
  placesInWords,
  type Told,
} from '../summary/causes.js';
import { countNotExercised, coverageLines, notExercisedByReason } from '../summary/coverage.js';
import { count, counted, duration, oneLine, percent } from '../summary/plain-text.js';
import {
  countStandings,
  groupByReason,
  lacksAll,
  meaningOfDivergence,
  meaningOfImplemented,
  STANDINGS,
  standingOf,
  unimplementedOperations,
} from '../summary/summarise.js';
import { verdictOf } from '../summary/verdict/verdict.js';

/** GitHub accepts 65,536 characters; the rest is room for a preface of whoever posts it. */
const LONGEST = 60_000;
/** UTF-16 units of one value. */
const LONGEST_VALUE = 200;

/** The report as GitHub-flavoured Markdown. */
export function renderMarkdown(report: Report): string {
  const tail = [
    unimplemented(report),
    reasons(report, 'inconclusive'),
    reasons(report, 'skipped'),
    coverage(report),
    facts(report),
  ];
  const head = [headline(report), figures(report), stale(report)];
  const room = LONGEST - [...head, ...tail].join('\n\n').length;
  const blocks = [...head, ...causes(partsOf(report), room), ...tail];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** Untrusted text as code: a fence of backticks longer than any in it, on one line, bars escaped for tables. */
export function code(text: string): string {
  const shown = oneLine(text, LONGEST_VALUE).replaceAll('|', '\\|');
  if (shown === '') return '*nothing*';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return fence + padding + shown + padding + fence;
}

/** Untrusted text as prose: every character that Markdown or GitHub could read is escaped. */
export function prose(text: string): string {
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

/** As many causes as there is room for; the number of those left out is said. */
function causes(parts: readonly Part[], room: number): string[] {
  const shown: string[] = [];
  let used = 0;
  let left = 0;
  for (const { title, meaning, causes: some } of parts) {
    const blocks: string[] = [];
    for (const told of some) {
      const block = cause(told);
      if (left > 0 || used + block.length > room) left += 1;
      else {
        used += block.length + 1;
        blocks.push(block);
      }
    }
    const heading = `### ${title} (${count(some.length)})`;
    if (blocks.length > 0)
      shown.push(meaning === undefined ? heading : `${heading}\n\n${prose(meaning)}`, blocks.join('\n'));
  }
  if (left > 0) shown.push(`${counted(left, 'more cause')}: see the whole report.`);
  return shown;
}

/** One cause: an entry of a numbered list, which goes on from heading to heading. */
function cause(told: Told): string {
  const { number, title, cause: check, isServerFailure, operations, behind } = told;
  const blocked = blockedInWords(told);
  const isSaid = isSaidByTitle(told);
  const { deviation } = check;
  const words = consequencesInWords(told.consequences);
  const lines = [
    `${number}. **${prose(title)}**${isServerFailure ? ' `server failure`' : ''} (${check.strength}, ${source(check)})`,
    ...(blocked === '' ? [] : [`   - ${blocked}`]),
    ...(behind === undefined ? [] : [`   - ${prose(behind)}`]),
    ...(operations.length < 2 ? [] : [`   - in ${prose(placesInWords(told))}`]),
    ...(deviation === undefined || isSaid
      ? []
      : [
          `   - expected ${code(deviation.expected)}`,
          `   - observed ${code(operations.length < 2 ? observedWhere(check) : observedInWords(told))}`,
        ]),
    `   - ${isSaid ? 'e.g. ' : ''}${code(check.id)}`,
    command(check),
    ...(words === undefined ? [] : [`   - ${prose(words)}`]),
  ];
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
  return `     ${fence}sh\n     ${oneLine(line)}\n     ${fence}`;
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
