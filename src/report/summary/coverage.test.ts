import { describe, expect, it } from 'vitest';
import type { NotExercised, Report } from '../../results/types.js';
import { renderHtml } from '../html/page.js';
import { renderMarkdown } from '../markdown/markdown.js';
import { renderTerminal } from '../terminal/terminal.js';
import { HOSTILE } from '../testing/hostile-text.js';
import { reportOn } from '../testing/sample-report.js';
import { coverageLines, notExercisedByReason } from './coverage.js';

const gap = (
  what: NotExercised['what'],
  operation: string,
  names: string[],
  reason: string,
): NotExercised => ({
  ...{ what, service: 'ivs', operation, names, reason },
});

function reportWith(notExercised: readonly NotExercised[]): Report {
  const report = reportOn([]);
  return { ...report, coverage: { ...report.coverage, notExercised } };
}

const report = reportWith([
  gap('outputMembers', 'GetStream', ['stream.health', 'stream.viewerCount'], 'needs a live stream'),
  gap('members', 'PutMetadata', ['metadata'], HOSTILE.script),
  gap('errors', 'GetChannel', ['PendingVerification'], 'nobody can provoke it'),
  gap('members', 'GetStream', ['channelArn'], 'needs a live stream'),
]);

describe('contract coverage', () => {
  it('is seven figures, each with its share', () => {
    const lines = coverageLines(report);
    expect(lines.map(({ what }) => what)).toEqual([
      'operations',
      'members',
      'outputMembers',
      'enumValues',
      'constraints',
      'errors',
      'rules',
    ]);
    expect(lines[0]).toMatchObject({ exercised: 61, total: 80, share: 61 / 80 });
  });

  it('groups what is missing by reason, then by operation', () => {
    const [first, ...others] = notExercisedByReason(report);
    expect(first).toMatchObject({ reason: 'needs a live stream', size: 3 });
    expect(first?.entries.map(({ what }) => what)).toEqual(['members', 'outputMembers']);
    expect(others).toHaveLength(2);
  });

  it('takes at most four lines in the terminal, and no figure is torn apart', () => {
    const text = renderTerminal(report, { colour: false, width: 100 });
    const lines = (text.slice(text.indexOf('Coverage')).split('\n\n')[0] ?? '').split('\n');
    expect(lines.length).toBeLessThanOrEqual(4);
    expect(text).toContain('errors 21.6% (41/190, 120 unprovokable)');
    expect(lines[0]).toMatch(/^Coverage {2}operations 76\.3% \(61\/80\), input members 62\.9% \(412\/655\)/);
    expect(lines.at(-1)).toContain('not exercised: 5, see report.html');
  });

  it('says nothing of gaps where there is none', () => {
    expect(renderTerminal(reportWith([]), { colour: false, width: 100 })).not.toContain('not exercised');
    expect(renderHtml(reportWith([]))).not.toContain('id="gaps"');
    expect(renderMarkdown(reportWith([]))).not.toContain('Not exercised');
  });

  it('is a table in Markdown, with the reasons', () => {
    const text = renderMarkdown(report);
    expect(text).toContain('| operations | 76.3% | 61 of 80 |');
    expect(text).toContain('- 3 × needs a live stream');
  });

  it('is bars in HTML, with a row for each operation and what it lacks', () => {
    const page = renderHtml(report);
    expect(page).toContain('<b>76.3%</b> <span class="quiet">61 of 80</span>');
    expect(page.match(/<tr class="gap"/g)).toHaveLength(4);
    expect(page).toContain('<code>stream.health</code>, <code>stream.viewerCount</code>');
    expect(page).not.toContain(HOSTILE.script);
  });
});
