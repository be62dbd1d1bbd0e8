/** The top of the page: verdict, facts, the two figures and counts. */
import type { Report } from '../../results/types.js';
import { count, counted, duration, percent } from '../summary/plain-text.js';
import {
  countStandings,
  meaningOfDivergence,
  meaningOfImplemented,
  STANDINGS,
} from '../summary/summarise.js';
import { type Verdict, verdictOf } from '../summary/verdict/verdict.js';
import { SIGNS } from './list/checks.js';
import { html, type Markup } from './parts/markup.js';

/** Verdict, facts and figures of the run. */
export function renderHeader(report: Report): Markup {
  const verdict = verdictOf(report);
  const { suite } = report;
  return html`<header><p class="suite">${suite.name} ${suite.version}</p>
<h1 class="verdict ${verdict.kind}"><span aria-hidden="true">${verdictSign(verdict)}</span> ${verdict.sentence}</h1>
${verdict.notes.map((note) => html`<p class="note">${note}</p>`)}
${renderFacts(report)}</header>
<section class="figures" aria-label="Figures">${renderFigures(report)}</section>`;
}

function verdictSign({ kind }: Verdict): string {
  return { conforms: '✓', fails: '✗', undecided: '!' }[kind];
}

function renderFacts({ target, contract, run }: Report): Markup {
  const revisions = Object.entries(contract)
    .map(([service, revision]) => `${service} ${revision}`)
    .join(', ');
  const facts: [string, string][] = [
    ['Endpoint', target.endpoint],
    ['Region', target.region],
    ['Contract', revisions],
    ['Effort', run.effort],
    ['Seed', String(run.seed)],
    ['Started', run.startedAt.replace(/\.\d+Z$/, 'Z').replace('T', ' ')],
    ['Took', `${duration(run.durationMs)}, ${counted(run.requests, 'request')}`],
  ];
  return html`<dl class="run">${facts.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

function renderFigures(report: Report): Markup {
  return html`<div class="figure"><h2>Divergence</h2><p class="number">${percent(report.summary.divergence)}</p>
<p class="quiet">${meaningOfDivergence(report)}</p></div>
<div class="figure"><h2>Implemented</h2><p class="number">${percent(report.summary.implemented)}</p>
<p class="quiet">${meaningOfImplemented(report)}</p></div>
<div class="figure counts"><h2>${counted(report.summary.checks, 'check')}</h2>${renderCounts(report)}</div>`;
}

function renderCounts(report: Report): Markup {
  const counts = countStandings(report.checks);
  const present = STANDINGS.filter((standing) => counts[standing] > 0);
  let before = 0;
  const bars = present.map((standing) => {
    const start = before;
    before += counts[standing];
    return html`<rect class="${standing}" x="${start}" y="0" width="${counts[standing]}" height="1"/>`;
  });
  const strip =
    before === 0
      ? undefined
      : html`<svg class="strip" viewBox="0 0 ${before} 1" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>`;
  const legend = STANDINGS.map((standing) => {
    const { sign, words } = SIGNS[standing];
    return html`<li><a class="${standing}" href="#section-${standing}" data-filter-outcome="${standing}"><span class="sign" aria-hidden="true">${sign}</span> <b>${count(
      counts[standing],
    )}</b> ${words}</a></li>`;
  });
  return html`${strip}<ul class="legend">${legend}</ul>`;
}
