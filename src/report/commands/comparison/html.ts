import type { Comparison } from '../../../results/comparison/types.js';
import { html, type Markup, verbatim } from '../../html/parts/markup.js';
import { count } from '../../summary/plain-text.js';
import { comparisonInWords, figureInWords, notComparedInWords, sectionsOf } from './outline.js';

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
li{margin:.3rem 0;overflow-wrap:anywhere}.quiet{opacity:.75}h1{font-size:1.4rem}h2{font-size:1.1rem}`;

/** A comparison as one page that needs neither network nor script. */
export function renderComparisonHtml(comparison: Comparison): string {
  const { old, now, figures, notCompared } = comparison;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${comparisonInWords(comparison)}</title>
<style>${verbatim(STYLE)}</style></head>
<body><main><h1>${comparisonInWords(comparison)}</h1><p>${now} beside ${old}</p>
${sectionsOf(comparison).map(({ title, items, sign }) => {
  const list = html`<ul>${items.map(
    ({ text, details, fingerprint }) =>
      html`<li${fingerprint === undefined ? html`` : html` id="${`${sign === '✗' ? 'new' : 'cause'}-${fingerprint}`}"`}>${text}${details.map((detail) => html`<br><span class="quiet">${detail}</span>`)}</li>`,
  )}</ul>`;
  return html`<section><h2>${title} (${count(items.length)})</h2>${list}</section>
`;
})}
${listed('Figures', figures.map(figureInWords))}${listed('Not compared', notCompared.map(notComparedInWords))}
</main></body></html>
`;
  return page.toString();
}

function listed(title: string, lines: readonly string[]): Markup | undefined {
  if (lines.length === 0) return undefined;
  return html`<section><h2>${title}</h2><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>
`;
}
