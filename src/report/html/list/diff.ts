/** Expected and observed side by side, with what differs marked. */
import { type ChangeObject, diffJson, diffWordsWithSpace } from 'diff';
import { abbreviate, count } from '../../summary/plain-text.js';
import { content, html, type Markup } from '../parts/markup.js';

/** UTF-16 units of either side that are compared and shown; the whole text is in `report.json`. */
const LONGEST = 4000;
/** Edits after which a comparison is given up, so that no endpoint can stall a report. */
const MOST_EDITS = 600;
/** Share of common text below which marking single words would only confuse. */
const ALIKE = 0.4;

/** Expected against observed: by line where both are JSON structures, else by word. */
export function renderDiff(expected: string, observed: string): Markup {
  const structures = [parseStructure(expected), parseStructure(observed)];
  if (structures[0] !== undefined && structures[1] !== undefined) {
    const lines = diffJson(structures[0], structures[1], { maxEditLength: MOST_EDITS });
    if (lines !== undefined) return lineDiff(lines);
  }
  return wordDiff(cut(expected), cut(observed));
}

/** The value of a text that is a JSON object or array, undefined for anything else. */
export function parseStructure(text: string): object | undefined {
  if (text.length > LONGEST || !/^\s*[{[]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${abbreviate(text, LONGEST)} [${count(text.length - LONGEST)} more characters in report.json]`;
}

function lineDiff(changes: readonly ChangeObject<string>[]): Markup {
  const lines = changes.flatMap((change) => {
    const [sign, name] = change.removed ? ['−', 'gone'] : change.added ? ['+', 'extra'] : [' ', 'same'];
    return change.value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => html`<span class="${name}">${sign} ${content(line)}\n</span>`);
  });
  return html`<figure class="diff lines"><figcaption><span class="gone">− expected</span> <span class="extra">+ observed</span></figcaption>
<pre data-s>${lines}</pre></figure>`;
}

function wordDiff(expected: string, observed: string): Markup {
  const changes = diffWordsWithSpace(expected, observed, { maxEditLength: MOST_EDITS });
  const common = (changes ?? [])
    .filter((change) => !change.added && !change.removed)
    .reduce((length, change) => length + change.value.length, 0);
  const alike = common / Math.max(1, expected.length, observed.length) >= ALIKE;
  const marked = changes === undefined || !alike ? undefined : changes;
  return html`<dl class="diff sides"><div class="expected"><dt>Expected</dt><dd data-s>${
    marked === undefined ? plain(expected) : side(marked, 'added', 'gone')
  }</dd></div><div class="observed"><dt>Observed</dt><dd data-s>${
    marked === undefined ? plain(observed) : side(marked, 'removed', 'extra')
  }</dd></div></dl>`;
}

function plain(text: string): Markup {
  return text === '' ? html`<em>nothing</em>` : content(text);
}

/** One side of a comparison: without what only the other side has. */
function side(changes: readonly ChangeObject<string>[], other: 'added' | 'removed', mark: string): Markup {
  const pieces = changes
    .filter((change) => !change[other])
    .map((change) =>
      change.added || change.removed
        ? html`<mark class="${mark}">${content(change.value)}</mark>`
        : content(change.value),
    );
  return html`${pieces}`;
}
