/** How much of the contract the run exercised, and what it did not. */
import type { NotExercised, Report } from '../../results/types.js';
import {
  COVERAGE_NAMES,
  countNotExercised,
  coverageLines,
  notExercisedByReason,
  type ReasonGroup,
} from '../summary/coverage.js';
import { count, percent } from '../summary/plain-text.js';
import { html, type Markup } from './parts/markup.js';

/** The figures as bars, and what is missing from them. */
export function renderCoverage(report: Report): Markup {
  const items = coverageLines(report).map(({ name, share, exercised, total, limit }) => {
    const width = share === null ? 0 : Math.round(share * 100);
    return html`<li><span class="what">${capital(name)}</span>
<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="1"/><rect class="filled" width="${width}" height="1"/></svg>
<b>${percent(share)}</b> <span class="quiet">${count(exercised)} of ${count(total)}</span>${
      limit === '' ? undefined : html`<span class="quiet limit">${limit}</span>`
    }</li>`;
  });
  return html`<section class="coverage" id="coverage" aria-labelledby="coverage-title"><h2 id="coverage-title">Contract coverage</h2>
<p class="quiet">What this run exercised of the contract, whatever the endpoint made of it.</p><ul class="bars">${items}</ul>${renderGaps(report)}</section>`;
}

function renderGaps(report: Report): Markup | undefined {
  const groups = notExercisedByReason(report);
  const size = countNotExercised(report.coverage.notExercised);
  if (size === 0) return undefined;
  const kinds = coverageLines(report).filter(({ exercised, total }) => exercised < total);
  return html`<details id="gaps"><summary><h3>Not exercised <span class="size">${count(size)}</span></h3></summary>
<form id="gap-filters" class="scripted" role="search" aria-label="Filter what was not exercised">
<label class="text">Search <input type="search" name="gap" placeholder="operation, member, error, reason…" autocomplete="off" spellcheck="false"></label>
<label>What <select name="what"><option value="">any</option>${kinds.map(({ what, name }) => html`<option value="${what}">${name}</option>`)}</select></label>
<output id="gaps-shown" aria-live="polite"></output></form>${groups.map(renderReason)}</details>`;
}

function renderReason({ reason, size, entries }: ReasonGroup): Markup {
  return html`<details class="gap-reason"><summary><span data-s>${reason}</span> <span class="size" data-size="${size}">${count(size)}</span></summary>
<table class="gaps"><thead class="away"><tr><th scope="col">Operation</th><th scope="col">What</th><th scope="col">Not exercised</th></tr></thead><tbody>${entries.map(renderEntry)}</tbody></table></details>`;
}

function renderEntry({ what, service, operation, names }: NotExercised): Markup {
  const listed = names.map((name, index) => html`${index === 0 ? '' : ', '}<code>${name}</code>`);
  return html`<tr class="gap" data-what="${what}" data-size="${names.length}"><th scope="row"><span class="quiet">${service}</span> ${operation}</th><td class="quiet">${COVERAGE_NAMES[what]}</td><td>${listed}</td></tr>`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
