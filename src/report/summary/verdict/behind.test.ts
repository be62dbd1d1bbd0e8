import { describe, expect, it } from 'vitest';
import { attributed } from '../../../results/causes/causes.js';
import type { AnswersAsOf, CheckResult, Report } from '../../../results/types.js';
import { renderHtml } from '../../html/page.js';
import { renderMarkdown } from '../../markdown/markdown.js';
import { renderTerminal } from '../../terminal/terminal.js';
import { reportOn } from '../../testing/sample-report.js';
import { causesIn } from '../causes.js';
import { verdictOf } from './verdict.js';

function deviating(id: string, noneAsOf?: string): CheckResult {
  const [kind = '', service, operation = ''] = id.split('/');
  return {
    ...{ id, kind, title: id, operations: [operation], outcome: 'deviates', strength: 'documented' },
    service: service === 'ivs' ? 'ivs' : 'ivs-realtime',
    ...{ source: { document: 'a document' }, cases: 1, requests: 1, durationMs: 1 },
    deviation: {
      expected: `something of ${id}`,
      observed: 'something else',
      counterexample: {},
      exchanges: [],
      reproduce: { seed: 1, path: '', command: `npx ivs-conformance run --check ${id}`, curl: 'curl' },
      ...(noneAsOf === undefined ? {} : { noneAsOf }),
    },
  };
}

const LATEST = '2026-07-09';

const asOf: AnswersAsOf = {
  earliest: LATEST,
  latest: LATEST,
  lacks: {
    revisions: ['2026-10-26', '2026-10-28'],
    operations: ['GetFailoverSlateConfiguration'],
    members: [
      { operation: 'GetChannel', side: 'response', member: 'channel.failoverSlateConfigurationArn' },
      { operation: 'InsertAdBreak', side: 'request', member: 'adBreakId' },
    ],
  },
};

function behind(answersAsOf: Report['answersAsOf'], checks: readonly CheckResult[] = []): Report {
  return { ...reportOn(attributed(checks)), ...(answersAsOf && { answersAsOf }) };
}

const report = behind({ ivs: asOf }, [
  deviating('http/ivs/GetStage'),
  deviating('lifecycle/ivs/GetChannel', LATEST),
  deviating('constraint/ivs/InsertAdBreak', LATEST),
  deviating('default/ivs/CreateChannel', LATEST),
]);
const SENTENCE =
  'ivs answers as of 2026-07-09: lacks what 2026-10-26 and 2026-10-28 added (1 operation, 2 members)';

describe('an endpoint that is behind', () => {
  const note = (change: Partial<AnswersAsOf>) =>
    verdictOf(behind({ 'ivs-realtime': { ...asOf, ...change } })).notes;
  const lacking = (revisions: readonly string[], operations: readonly string[] = []) =>
    note({ lacks: { revisions, operations, members: [] } });

  it('is told in one sentence, for each service', () => {
    expect(verdictOf(report).notes).toEqual([SENTENCE]);
    expect(verdictOf(behind({ ivs: asOf, 'ivs-realtime': asOf })).notes).toHaveLength(2);
    expect(verdictOf(behind(undefined)).notes).toEqual([]);
  });

  it('is told by a range where the revision cannot be told', () => {
    expect(note({ earliest: '2026-05-18' })[0]).toMatch(
      /^ivs-realtime answers as of 2026-05-18 to 2026-07-09: /,
    );
  });

  it('is told with the revisions, or with their number where there are many', () => {
    expect(lacking(['2026-10-26'], ['A', 'B'])[0]).toMatch(/: lacks what 2026-10-26 added \(2 operations\)$/);
    expect(lacking(['2024-01-01', '2025-01-01', '2026-01-01'])[0]).toMatch(
      /: lacks what 2024-01-01, 2025-01-01 and 2026-01-01 added$/,
    );
    expect(lacking(['2023-01-01', '2024-01-01', '2025-01-01', '2026-01-01'])[0]).toMatch(
      /: lacks what 4 revisions from 2023-01-01 to 2026-01-01 added$/,
    );
  });

  it('has one cause for all that later revisions brought', () => {
    const [first, ...others] = causesIn(report);
    expect(first).toMatchObject({ behind: SENTENCE, consequences: [{}, {}] });
    expect(others.map(({ cause, behind: told }) => [cause.id, told])).toEqual([
      ['http/ivs/GetStage', undefined],
    ]);
  });

  it('is told below the verdict in the terminal, and once as a cause', () => {
    const lines = renderTerminal(report, { colour: false, width: 120 }).split('\n');
    const verdict = lines.indexOf('✗ 4 deviations from 2 causes at http://127.0.0.1:5000');
    expect(lines[verdict + 1]).toBe(`  ${SENTENCE}`);
    const cause = lines.indexOf(' 1  ivs answers as of 2026-07-09, and lacks what came later');
    expect(lines[cause + 1]).toBe(`    ${SENTENCE}`);
    expect(lines.join()).not.toContain('something of lifecycle');
  });

  it('is told in Markdown and on the page', () => {
    const markdown = renderMarkdown(report);
    const escaped = SENTENCE.replace(/[()]/g, '\\$&');
    expect(markdown.split('\n\n')[1]).toBe(escaped);
    expect(markdown).toContain('1. **ivs answers as of 2026-07-09, and lacks what came later**');
    expect(markdown).toContain(`   - ${escaped}\n   - in ivs GetChannel, InsertAdBreak, CreateChannel\n`);
    const page = renderHtml(report);
    expect(page).toContain(`<p class="note">${SENTENCE}</p>`);
    expect(page).toContain(`<p class="brief">${SENTENCE}</p>`);
  });
});
