/** The matrix of operations × kinds of check. */
import { SERVICES } from '../../contract/types.js';
import type { CheckResult, Report } from '../../results/types.js';
import { count } from '../summary/plain-text.js';
import {
  countStandings,
  primaryOperation,
  STANDINGS,
  type Standing,
  standingOf,
} from '../summary/summarise.js';
import { type PageContext, placeOf, SIGNS } from './list/checks.js';
import { html, type Markup } from './parts/markup.js';

/** Kinds of check that occur in a report, in the order in which it asks them: that of the matrix's columns. */
export function kindsOf(report: Report): string[] {
  return [...new Set(report.checks.map((check) => check.kind))];
}

/** One row per operation, one column per kind; every check is in exactly one cell. */
export function renderMatrix(report: Report, context: PageContext): Markup {
  const kinds = kindsOf(report);
  const cells = new Map<string, CheckResult[]>();
  for (const check of report.checks) {
    const key = `${placeOf(check)}\n${check.kind}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [check]);
    else cell.push(check);
  }
  const bodies = SERVICES.map((service) => {
    const ofService = report.checks.filter((check) => check.service === service);
    const operations = [...new Set(ofService.map(primaryOperation))].sort();
    if (operations.length === 0) return html``;
    const rows = operations.map((operation) => {
      const row = kinds.map((kind) => renderCell(cells.get(`${service} ${operation}\n${kind}`), context));
      return html`<tr><th scope="row">${breakable(operation)}</th>${row}</tr>`;
    });
    return html`<tbody><tr class="service"><th scope="rowgroup">${service}</th><td colspan="${kinds.length}"></td></tr>${rows}</tbody>`;
  });
  const head = kinds.map((kind) => html`<th scope="col"><span>${kind}</span></th>`);
  return html`<section id="matrix" aria-labelledby="matrix-title"><h2 id="matrix-title">Operations × kinds of check</h2>
<p class="quiet">Every check is in one cell: under the operation that it questions first. ${STANDINGS.map(
    (standing) => html`<span class="key ${standing}">${SIGNS[standing].sign} ${SIGNS[standing].word}</span> `,
  )}</p>
<div class="scroll" role="region" aria-labelledby="matrix-title" tabindex="0"><table class="matrix"><thead><tr><th scope="col" class="corner">Operation</th>${head}</tr></thead>${bodies}</table></div></section>`;
}

function inWords(standing: Standing, number: number): string {
  const { word, words } = SIGNS[standing];
  return `${count(number)} ${number === 1 ? word : words}`;
}

/** An operation's name that can break between its words. */
function breakable(operation: string): Markup {
  const words = operation.split(/(?<=[a-z0-9])(?=[A-Z])/);
  return html`${words.map((word, index) => (index === 0 ? word : html`<wbr>${word}`))}`;
}

function renderCell(checks: readonly CheckResult[] | undefined, context: PageContext): Markup {
  if (checks === undefined) return html`<td></td>`;
  const counts = countStandings(checks);
  const present = STANDINGS.filter((standing) => counts[standing] > 0);
  const worst = present[0] ?? 'conforms';
  const example = checks.find((check) => standingOf(check) === worst);
  if (example === undefined) return html`<td></td>`;
  const words = present.map((standing) => inWords(standing, counts[standing])).join(', ');
  const label = `${primaryOperation(example)}, ${example.kind}: ${words}`;
  const text = present.map(
    (standing) => html`<span class="${standing}">${SIGNS[standing].sign}${counts[standing]}</span>`,
  );
  return html`<td class="${worst}"><a href="#${context.anchors.get(example)}" title="${label}" aria-label="${label}" data-place="${placeOf(
    example,
  )}" data-kind="${example.kind}">${text}</a></td>`;
}
