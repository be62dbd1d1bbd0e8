import { describe, expect, it } from 'vitest';
import { reportOn, sampleReport } from '../testing/sample-report.js';
import { renderMarkdown } from './markdown.js';

const text = renderMarkdown(sampleReport());

describe('report.md', () => {
  it('opens with the verdict, the figures and the counts', () => {
    expect(text).toMatch(
      /^## ❌ 23 deviations \\\(8 inferred\\\) from 20 causes, 3 unimplemented operations/,
    );
    expect(text).toContain('**Divergence 28.6%** of 84 decided checks deviate');
    expect(text).toContain('**Implemented 76.3%** of the operations asked');
    expect(text).toContain('| 91 | 23 | 3 | 1 | 2 | 60 | 2 |');
  });

  it('lists the causes by harm, numbered on from heading to heading, each with what shows it again', () => {
    const headings = [...text.matchAll(/^### (.*) \((\d+)\)$/gm)].map(([, title, number]) => [
      title,
      Number(number),
    ]);
    expect(headings.map(([title]) => title)).toEqual([
      'Missing and wrong members',
      'Other documented behaviour',
      'Validation',
      'Inferred deviations',
    ]);
    const numbers = [...text.matchAll(/^(\d+)\. \*\*/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(headings.reduce((sum, [, number]) => sum + Number(number), 0)).toBe(20);
    expect(text.match(/^ +```+sh$/gm)).toHaveLength(20);
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
    const leftOut = Number(/([\d,]+) more causes: see the whole report/.exec(long)?.[1]?.replace(',', ''));
    const all = Number(/from ([\d,]+) causes/.exec(long)?.[1]?.replace(',', ''));
    expect(leftOut).toBeGreaterThan(0);
    expect([...long.matchAll(/^\d+\. \*\*/gm)].length + leftOut).toBe(all);
  });

  it('warns when nothing could be asked', () => {
    expect(renderMarkdown(reportOn([]))).toMatch(/^## ⚠️ NO CHECK WAS SELECTED/);
  });
});
