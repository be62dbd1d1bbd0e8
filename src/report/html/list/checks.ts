/** One check of any outcome, as an element of the list that the filters work on. */
import { shortPath } from '../../../results/reproduction/path.js';
import type { CheckResult, Reproduction } from '../../../results/types.js';
import type { Told } from '../../summary/causes.js';
import { abbreviate, counted, duration } from '../../summary/plain-text.js';
import { primaryOperation, type Standing, standingOf } from '../../summary/summarise.js';
import { content, html, type Markup, webLink } from '../parts/markup.js';
import { renderDiff } from './diff.js';
import { type ExchangeLimits, renderExchanges } from './exchange.js';

/** UTF-16 units of a counterexample that are printed. */
const LONGEST_COUNTEREXAMPLE = 4000;

/** A counterexample of up to so many UTF-16 units stays on one line. */
const ONE_LINE = 80;

/** How a standing is written. */
export interface StandingSign {
  /** Tells the standing without colour. */
  readonly sign: string;
  /** Of one check. */
  readonly word: string;
  /** Of several. */
  readonly words: string;
}

/** How each standing is written. */
export const SIGNS: Readonly<Record<Standing, StandingSign>> = {
  deviates: { sign: '✗', word: 'deviates', words: 'deviate' },
  unimplemented: { sign: '∅', word: 'unimplemented', words: 'unimplemented' },
  inconclusive: { sign: '?', word: 'inconclusive', words: 'inconclusive' },
  accepted: { sign: '≈', word: 'accepted', words: 'accepted' },
  conforms: { sign: '✓', word: 'conforms', words: 'conform' },
  skipped: { sign: '–', word: 'skipped', words: 'skipped' },
};

/** What the parts of a page know of each other. */
export interface PageContext {
  /** Anchor of each check. */
  readonly anchors: ReadonlyMap<CheckResult, string>;
  readonly exchanges: ExchangeLimits;
}

/** `ivs CreateChannel`: the value of the filter by operation. */
export function placeOf(check: CheckResult): string {
  return `${check.service} ${primaryOperation(check)}`;
}

/** One check: a fold with everything known for a deviation, a line for any other outcome. */
export function renderCheck(check: CheckResult, context: PageContext, told?: Told): Markup {
  const standing = standingOf(check);
  const { sign, word } = SIGNS[standing];
  const anchor = context.anchors.get(check) ?? '';
  const inside = check.deviation === undefined ? lineOf(check) : foldOf(check, context);
  return html`<li class="check ${standing}" id="${anchor}" data-outcome="${standing}" data-kind="${
    check.kind
  }" data-service="${check.service}" data-strength="${check.strength}" data-place="${placeOf(
    check,
  )}"${harmOf(told)}><span class="sign" title="${word}" aria-hidden="true">${sign}</span><span class="away">${word}: </span>${inside}</li>`;
}

/** What the cause of a deviation does, for the filter. */
function harmOf(told: Told | undefined): Markup | undefined {
  if (told === undefined) return undefined;
  const harms = [told.harm, ...(told.isServerFailure ? [FAILURE] : [])];
  return html` data-harm="${harms.join(' ')}"`;
}

/** What server failures are called in the filter by harm. */
export const FAILURE = 'failure';

function lineOf(check: CheckResult): Markup {
  const reason = check.reason === undefined ? undefined : html`<p class="reason" data-s>${check.reason}</p>`;
  return html`<div class="line"><span class="title" data-s>${check.title}</span> <code class="id" data-s>${
    check.id
  }</code> <span class="quiet">${check.strength}</span>${reason}${acceptedBecause(check)}</div>`;
}

function acceptedBecause(check: CheckResult): Markup | undefined {
  if (check.expected === undefined) return undefined;
  return html`<p class="reason" data-s>Accepted: ${check.expected}</p>`;
}

function foldOf(check: CheckResult, context: PageContext): Markup {
  const { deviation } = check;
  if (deviation === undefined) return lineOf(check);
  const member =
    deviation.member === undefined
      ? undefined
      : html`<code class="member" data-s>${deviation.member}</code> `;
  const brief = html`expected <q>${abbreviate(deviation.expected, 90)}</q>, observed <q>${abbreviate(
    deviation.observed,
    90,
  )}</q>`;
  const short = JSON.stringify(deviation.counterexample);
  const json = short.length <= ONE_LINE ? short : JSON.stringify(deviation.counterexample, null, 2);
  return html`<details class="fold"><summary><span class="title" data-s>${check.title}</span> ${member}<span class="brief">${brief}</span></summary>
<div class="inside">${facts(check)}${acceptedBecause(check)}${renderDiff(deviation.expected, deviation.observed)}
<h5>Counterexample</h5><pre class="counterexample">${content(abbreviate(json, LONGEST_COUNTEREXAMPLE))}</pre>
<h5>Reproduce</h5>${reproduction(deviation.reproduce)}
${renderExchanges(deviation.exchanges, context.exchanges)}</div></details>`;
}

function facts(check: CheckResult): Markup {
  const effort = `${counted(check.cases, 'case')}, ${counted(check.requests, 'request')}, ${duration(check.durationMs)}`;
  const others = check.operations.slice(1);
  const also = others.length === 0 ? undefined : html` · with ${others.join(', ')}`;
  return html`${follows(check)}<p class="facts"><code class="id" data-s>${check.id}</code> <span class="tag ${check.strength}">${
    check.strength
  }</span> ${webLink(check.source.url, check.source.document)} <span class="quiet">${effort}${also}</span></p>`;
}

function follows({ deviation }: CheckResult): Markup | undefined {
  if (deviation?.causedBy === undefined) return undefined;
  return html`<p class="reason">Follows from <code class="id">${deviation.causedBy}</code></p>`;
}

function reproduction({ seed, path, command, curl, awsCli, sdk }: Reproduction): Markup {
  const commands: [string, string][] = [
    ['ivs-conformance', command],
    ['curl', curl],
  ];
  if (awsCli !== undefined) commands.push(['AWS CLI', awsCli]);
  if (sdk !== undefined) commands.push(['AWS SDK', sdk]);
  const rows = commands.map(
    ([name, line]) =>
      html`<div class="command"><span class="name">${name}</span><code>${content(
        line,
      )}</code><button type="button" class="copy" data-copy aria-label="Copy the ${name} command">Copy</button></div>`,
  );
  const drawn = path === '' ? `seed ${seed}` : `seed ${seed}, path ${shortPath(path)}`;
  return html`<div class="commands">${rows}<p class="quiet">${drawn}</p></div>`;
}
