/** Recorded exchanges, folded away. */
import type { RecordedExchange } from '../../../results/types.js';
import { abbreviate, count, counted, duration } from '../../summary/plain-text.js';
import { content, html, type Markup } from '../parts/markup.js';

/** How much of the exchanges of one deviation is printed. */
export interface ExchangeLimits {
  /** Exchanges: the first one and the last ones, which decided. At least 2. */
  readonly most: number;
  /** UTF-16 units of a body, as escaped. */
  readonly longestBody: number;
}

/** The exchanges of one deviation. */
export function renderExchanges(exchanges: readonly RecordedExchange[], limits: ExchangeLimits): Markup {
  if (exchanges.length === 0) return html`<p class="quiet">No exchange was recorded.</p>`;
  const left = exchanges.length - limits.most;
  const items = exchanges.map((exchange, index) => ({ exchange, number: index + 1 }));
  const shown = left <= 0 ? items : [...items.slice(0, 1), ...items.slice(1 + left)];
  const which = left === 1 ? 'Exchange 2 is' : `Exchanges 2 to ${left + 1} are`;
  const note = left <= 0 ? undefined : html`<p class="quiet">${which} in report.json.</p>`;
  return html`<div class="exchanges"><h5>${counted(exchanges.length, 'exchange')}</h5>${note}${shown.map(
    ({ exchange, number }) => renderExchange(exchange, number, limits.longestBody),
  )}</div>`;
}

function renderExchange(exchange: RecordedExchange, number: number, longestBody: number): Markup {
  const { request, response } = exchange;
  const result = response === undefined ? 'no response' : String(response.status);
  return html`<details class="exchange"><summary>${number}. ${request.method} ${abbreviate(
    pathOf(request.url),
    120,
  )} <span class="status">→ ${result}</span> <span class="quiet">${exchange.operation} · ${duration(
    exchange.durationMs,
  )}</span></summary>
<div class="sides"><section aria-label="Request"><h6>Request</h6>${headers(
    `${request.method} ${request.url}`,
    request.headers,
  )}${body(request.body, longestBody)}</section>
<section aria-label="Response"><h6>Response</h6>${
    response === undefined
      ? html`<p>${exchange.error ?? 'none'}</p>`
      : html`${headers(`HTTP ${response.status}`, response.headers)}${body(response.body, longestBody)}`
  }</section></div></details>`;
}

function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/';
}

function headers(first: string, values: { readonly [name: string]: string }): Markup {
  const lines = Object.entries(values).map(([name, value]) => `${name}: ${abbreviate(value, 500)}`);
  return html`<pre class="headers">${content([abbreviate(first, 2000), ...lines].join('\n'))}</pre>`;
}

function body(text: string, longest: number): Markup {
  if (text === '') return html`<p class="quiet">no body</p>`;
  const pretty = prettyJson(text);
  const shown = cutToEscapedLength(pretty, longest);
  const left = pretty.length - shown.length;
  const rest =
    left > 0 ? html`<p class="quiet">${count(left)} more characters in report.json</p>` : undefined;
  return html`<pre>${content(shown)}</pre>${rest}`;
}

/** Cuts text that would be longer than `longest` once escaped, by its own rate of expansion. */
function cutToEscapedLength(text: string, longest: number): string {
  const cut = abbreviate(text, longest);
  const escaped = content(cut).toString().length;
  return escaped <= longest ? cut : abbreviate(text, Math.floor((cut.length * longest) / escaped));
}

/** Indented, if it is JSON; otherwise as it came. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
