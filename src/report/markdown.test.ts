import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown.js';
import { reportOn, sampleReport } from './testing/sample-report.js';

const text = renderMarkdown(sampleReport());

describe('report.md', () => {
  it('opens with the verdict, the figures and the counts', () => {
    expect(text).toMatch(/^## ❌ 15 deviations, 3 unimplemented operations/);
    expect(text).toContain('**Divergence 28.6%** of 84 decided checks deviate');
    expect(text).toContain('**Implemented 76.3%** of the operations asked');
    expect(text).toContain('| 91 | 23 | 3 | 1 | 2 | 60 | 2 |');
  });

  it('groups deviations by operation and aggregates constraints', () => {
    expect(text).toContain('<details><summary><b>ivs CreateChannel</b> 13 deviations</summary>');
    expect(text).toContain(
      '12 of 14 constraints are not enforced: `name (maxLength, pattern)`, `type (enum)`',
    );
    expect(text.indexOf('### Inferred deviations')).toBeGreaterThan(text.indexOf('CreateChannel'));
  });

  it('lists stale entries, unimplemented operations and reasons', () => {
    expect(text).toContain('### Stale entries of `reports/baselines/gateway.json`');
    expect(text).toContain(
      '- ivs-realtime (3): `CreateIngestConfiguration`, `ListCompositions`, `StartComposition`',
    );
    expect(text).toContain('2 × needs StartComposition, which the endpoint lacks');
  });

  it('lets hostile text neither be HTML, nor end its code span, nor mention anyone', () => {
    const outsideOfCode = text.replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, '');
    expect(outsideOfCode).not.toMatch(/<(?!\/?(details|summary|b|sub)>)/);
    expect(outsideOfCode).not.toContain('@everyone');
    expect(text).toMatch(/``+ ?[^\n]*a `b` \*\*c\*\* @everyone/);
    expect(text).not.toContain('](javascript:');
  });

  it('stays below the length of a comment and says what it leaves out', () => {
    const long = renderMarkdown(sampleReport({ deviating: 900 }));
    expect(long.length).toBeLessThan(65_536);
    const leftOut = Number(
      /([\d,]+) more deviations: see the whole report/.exec(long)?.[1]?.replace(',', ''),
    );
    const shown = [...long.matchAll(/<\/b> (\d+) deviations?</g)].reduce(
      (sum, found) => sum + Number(found[1]),
      0,
    );
    expect(leftOut).toBeGreaterThan(0);
    expect(shown + leftOut).toBe(923);
  });

  it('warns when nothing could be asked', () => {
    expect(renderMarkdown(reportOn([]))).toMatch(/^## ⚠️ NO CHECK WAS SELECTED/);
  });
});
