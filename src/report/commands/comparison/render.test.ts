import { describe, expect, it } from 'vitest';
import type { ComparedCause, Comparison } from '../../../results/comparison/types.js';
import { HOSTILE } from '../../testing/hostile-text.js';
import { renderComparisonHtml } from './html.js';
import { renderComparisonMarkdown } from './markdown.js';
import { renderComparison } from './text.js';

const cause = (title: string): ComparedCause => ({
  fingerprint: '0123456789abcdef',
  title,
  operations: ['GetChannel'],
  strength: 'documented',
  checks: ['shape/ivs/GetChannel'],
  fails: true,
});
const comparison = (fresh: readonly ComparedCause[]): Comparison => ({
  old: 'old',
  now: 'now',
  new: fresh,
  fixed: [cause('was wrong')],
  changed: [{ ...cause('is wrong otherwise'), before: 'a was 1', now: 'a is 2' }],
  same: [],
  unimplemented: [],
  implemented: ['ivs GetStream'],
  figures: [{ figure: 'divergence', before: 0.5, now: 0.25 }],
  notCompared: [{ what: 'seed', before: '1', now: '2' }],
});
const forms: readonly (readonly [string, (of: Comparison) => string])[] = [
  ['text', (of) => renderComparison(of, { colour: false })],
  ['Markdown', renderComparisonMarkdown],
  ['HTML', renderComparisonHtml],
];

describe.each(forms)('a comparison as %s', (form, render) => {
  it('says what is new, fixed, changed and not compared', () => {
    const text = render(comparison([cause('is wrong')]));
    for (const said of ['1 new, 1 fixed, 1 changed, 0 the same', 'is wrong', 'was wrong', 'GetStream'])
      expect(text).toContain(said);
    expect(text).toMatch(/divergence: 50% → 25%/);
    expect(text).toMatch(/seed: 1, now 2/);
  });

  it('lets no text of an endpoint through uninspected', () => {
    const text = render(comparison([cause(Object.values(HOSTILE).join(' '))]));
    expect(text).not.toContain('\u001b');
    if (form !== 'text') expect(text).not.toMatch(/<\/?(?:script|img|b)[ >]/i);
  });
});

describe('a comparison as Markdown', () => {
  it('stays below the length of a comment, and says how much it leaves out', () => {
    const text = renderComparisonMarkdown(
      comparison(Array.from({ length: 2500 }, () => cause('a'.repeat(100)))),
    );
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).toMatch(/and \d,\d\d\d more/);
  });
});
