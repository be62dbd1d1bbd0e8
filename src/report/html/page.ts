/**
 * `report.html`: the report as one page that needs neither network nor server. It is complete without its
 * script, which only filters, unfolds and copies.
 */
import { createHash } from 'node:crypto';
import type { Report } from '../../results/types.js';
import { verdictOf } from '../summary/verdict/verdict.js';
import { renderCoverage } from './coverage.js';
import { renderHeader } from './header.js';
import type { PageContext } from './list/checks.js';
import type { ExchangeLimits } from './list/exchange.js';
import { renderFilterBar, renderSections, renderStale } from './list/sections.js';
import { renderMatrix } from './matrix.js';
import { html, type Markup, verbatim } from './parts/markup.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/** Characters of exchanges' bodies in one page, roughly: it bounds the page's size, whatever was recorded. */
const BODY_BUDGET = 800_000;
const SHORTEST_BODY = 300;
const LONGEST_BODY = 4000;
/** Exchanges in one page, roughly. */
const EXCHANGE_BUDGET = 1200;
const FEWEST_EXCHANGES = 2;
const MOST_EXCHANGES = 12;

/** The page. */
export function renderHtml(report: Report): string {
  const context = pageContext(report);
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer"><meta name="generator" content="${report.suite.name} ${report.suite.version}">
<title>${verdictOf(report).sentence}</title><style>${verbatim(STYLE)}</style></head>
<body><a class="skip" href="#list">Skip to the checks</a>
<div class="page">${renderHeader(report)}
<main>${list(report, context)}${renderMatrix(report, context)}${renderCoverage(report)}</main>
<footer class="quiet">${report.suite.name} ${report.suite.version} · the whole data is in report.json</footer></div>
<script>${verbatim(SCRIPT)}</script></body></html>
`;
  return page.toString();
}

function list(report: Report, context: PageContext): Markup {
  return html`${renderStale(report)}<div id="list" tabindex="-1">${renderFilterBar(report)}${renderSections(report, context)}</div>`;
}

/** Allows this page's own style sheet and script, by their hashes, and nothing else. */
function contentSecurityPolicy(): string {
  const hash = (source: string) => `'sha256-${createHash('sha256').update(source, 'utf8').digest('base64')}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(STYLE)}`,
    `script-src ${hash(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function pageContext(report: Report): PageContext {
  return {
    anchors: new Map(report.checks.map((check, index) => [check, `check-${index + 1}`])),
    exchanges: exchangeLimits(report),
  };
}

/** Shares the budgets among the deviations. */
function exchangeLimits(report: Report): ExchangeLimits {
  const recorded = report.checks.flatMap(({ deviation }) => deviation?.exchanges.length ?? []);
  const share = (budget: number, among: number) => Math.floor(budget / Math.max(1, among));
  const most = clamp(share(EXCHANGE_BUDGET, recorded.length), FEWEST_EXCHANGES, MOST_EXCHANGES);
  const printed = recorded.reduce((sum, number) => sum + Math.min(number, most), 0);
  return { most, longestBody: clamp(share(BODY_BUDGET, 2 * printed), SHORTEST_BODY, LONGEST_BODY) };
}

function clamp(value: number, least: number, greatest: number): number {
  return Math.min(greatest, Math.max(least, value));
}
