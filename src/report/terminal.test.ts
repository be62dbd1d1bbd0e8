import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { renderTerminal } from './terminal.js';
import { reportOn, sampleReport } from './testing/sample-report.js';

const plain = { colour: false, width: 110 };
const text = renderTerminal(sampleReport(), { ...plain, reportDir: 'reports/latest' });

describe('the summary in the terminal', () => {
  it('opens with the verdict, the counts and the two figures', () => {
    expect(text.split('\n').slice(1, 10)).toEqual([
      '✗ 15 deviations, 3 unimplemented operations, 1 stale baseline entry at http://127.0.0.1:5000',
      '  2 results are accepted by the baseline.',
      '  Deviations that do not fail the run (--fail-on): 8 inferred.',
      '  1 check could not be decided.',
      '',
      '  checks       91: 60 conform, 23 deviate, 3 unimplemented, 2 accepted, 1 inconclusive, 2 skipped',
      '  divergence   28.6% of 84 decided checks deviate, accepted ones included; 1 more could not be decided',
      '  implemented  76.3% of the operations asked',
      '  contract     ivs 2026-03-05 · ivs-realtime 2026-06-18 · standard effort · seed 42 · 3,120 requests in 12.3 s',
    ]);
  });

  it('shows a single deviation with member, rule, strength, source and command', () => {
    const at = text.indexOf('  ✗ conditional-default');
    expect(text.slice(at).split('\n').slice(0, 3)).toEqual([
      '  ✗ conditional-default  channel.preset  expected "HIGHER_BANDWIDTH_DELIVERY" for ADVANCED_HD · observed ""',
      '      conditional-default/ivs/CreateChannel/preset-by-channel-type · documented · https://docs.aws.amazon.com/ivs/latest/LowLatencyAPIReference/API_CreateChannel.html',
      "      npx ivs-conformance run --endpoint http://127.0.0.1:5000 --check 'conditional-default/ivs/CreateChannel/preset-by-channel-type' --seed 42",
    ]);
  });

  it('takes a few lines for many constraints of one operation', () => {
    const lines = text.split('\n').filter((line) => line.includes('constraint'));
    expect(lines[0]).toMatch(
      /✗ constraint +12 of 14 constraints are not enforced as documented: name \(maxLength, pattern\)/,
    );
    expect(lines.length).toBeLessThanOrEqual(5);
  });

  it('puts inferred deviations after the others, under their own heading', () => {
    const heading = text.indexOf('Inferred deviations (8)');
    expect(heading).toBeGreaterThan(text.lastIndexOf('· modelled ·'));
    expect(text.indexOf('ivs-realtime CreateStage')).toBeGreaterThan(heading);
  });

  it('lists unimplemented operations, reasons, the baseline and where the reports are', () => {
    expect(text).toContain('ivs-realtime 3: CreateIngestConfiguration, ListCompositions, StartComposition');
    expect(text).toContain('Skipped\n  2  needs StartComposition, which the endpoint lacks');
    expect(text).toContain('Inconclusive\n  1  no answer within 10 s');
    expect(text).toContain('2 results accepted by reports/baselines/gateway.json');
    expect(text).toContain('✗ stale: tags/ivs/TagResource/limit: the check conforms now: remove this entry');
    expect(text.endsWith('Reports are in reports/latest\n')).toBe(true);
  });

  it('lets no control character of the endpoint through', () => {
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text).toContain('\\u001b[31m');
  });

  it('differs in colour only by colours', () => {
    const coloured = renderTerminal(sampleReport(), { ...plain, colour: true, reportDir: 'reports/latest' });
    expect(coloured).toContain('\u001b[31m');
    expect(stripVTControlCharacters(coloured)).toBe(text);
  });

  it('keeps prose within the width; only commands, sources and words may be longer', () => {
    const narrow = renderTerminal(sampleReport(), { colour: false, width: 72 });
    const long = narrow.split('\n').filter((line) => line.length > 72);
    expect(long.length).toBeGreaterThan(0);
    for (const line of long)
      expect(line).toMatch(/^ {6}(npx|e\.g\. |[a-z-]+\/)|^ +(expected |observed )?\S+$/);
  });

  it('stays short for a report with hundreds of deviations of few operations', () => {
    const [deviation] = sampleReport().checks.filter((check) => check.kind === 'exclusive-members');
    if (deviation === undefined) throw new Error('the sample has no such deviation');
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...deviation,
      id: `${deviation.id}-${index}`,
    }));
    const summary = renderTerminal(reportOn(many), plain);
    expect(summary.split('\n').length).toBeLessThan(20);
    expect(summary).toContain('300 of 300 checks deviate');
  });

  it('says loudly when nothing could be asked', () => {
    expect(renderTerminal(reportOn([]), plain)).toContain('! NO CHECK WAS SELECTED: this run says nothing');
  });
});
