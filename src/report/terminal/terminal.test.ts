import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { reportOn, sampleReport } from '../testing/sample-report.js';
import { renderTerminal } from './terminal.js';

const plain = { colour: false, width: 110 };
const options = { ...plain, report: 'reports/latest/report.html' };
const text = renderTerminal(sampleReport(), options);

describe('the summary in the terminal', () => {
  it('ends with the verdict, the counts, the two figures, and where to read on', () => {
    expect(text.trimEnd().split('\n').slice(-12)).toEqual(
      [
        '✗ 23 deviations (8 inferred) from 20 causes, 3 unimplemented operations, 1 stale baseline entry at',
        '  http://127.0.0.1:5000',
        '  2 results are accepted by the baseline.',
        '  Deviations that do not fail the run (--fail-on): 8 inferred.',
        '  1 check could not be decided.',
        '',
        '  checks       91: 60 conform, 23 deviate, 3 unimplemented, 2 accepted, 1 inconclusive, 2 skipped',
        '  divergence   28.6% of 84 decided checks deviate, accepted ones included; 1 more could not be decided',
        '  implemented  76.3% of the operations asked',
        '  contract     ivs 2026-03-05 · ivs-realtime 2026-06-18 · standard effort · seed 42 · 3,120 requests in 12.3 s',
        '',
        'More about a cause: npx ivs-conformance explain 1',
        'Report: reports/latest/report.html',
      ].slice(1),
    );
  });

  it('says first what kept much from being asked, and once more in the verdict', () => {
    const report = sampleReport();
    const dead = { ...report, run: { ...report.run, died: 'POST /CreateStage' } };
    const lines = renderTerminal(dead, options).split('\n');
    const said = /^✗ The endpoint died after POST \/CreateStage; 23 deviations/;
    expect(lines[1]).toMatch(said);
    expect(lines.filter((line) => said.test(line))).toHaveLength(2);
  });

  it('numbers each cause, with a title and at most two more lines', () => {
    const at = text.split('\n').findIndex((line) => line.includes('preset'));
    expect(text.split('\n').slice(at, at + 2)).toEqual([
      '  1  CreateChannel sets another default of preset',
      '     expected "HIGHER_BANDWIDTH_DELIVERY" for ADVANCED_HD · observed ""',
    ]);
    const told = text.slice(text.indexOf('Missing and wrong members'), text.indexOf('✗ 23'));
    const entries = told.split(/^(?= {1,2}\d+ {2}\S)/m).slice(1);
    expect(entries.map((entry) => Number.parseInt(entry, 10))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    for (const entry of entries) {
      const [lines = ''] = entry.split('\n\n');
      expect(lines.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
    }
  });

  it('puts inferred deviations after the others, under their own heading', () => {
    const heading = text.indexOf('Inferred deviations (8)');
    expect(heading).toBeGreaterThan(text.indexOf('Validation ('));
    expect(text.indexOf('CreateStage does')).toBeGreaterThan(heading);
  });

  it('lists unimplemented operations, reasons and the baseline before the causes', () => {
    const before = text.slice(0, text.indexOf('Missing and wrong members'));
    expect(before).toContain('ivs-realtime 3: CreateIngestConfiguration, ListCompositions, StartComposition');
    expect(before).toContain('Skipped\n  2  needs StartComposition, which the endpoint lacks');
    expect(before).toContain('Inconclusive\n  1  no answer within 10 s');
    expect(before).toContain('2 results accepted by reports/baselines/gateway.json');
    expect(before).toContain(
      '✗ stale: tags/ivs/TagResource/limit: the check conforms now: remove this entry',
    );
  });

  it('links to the report where the terminal knows links', () => {
    const linked = renderTerminal(sampleReport(), { ...options, link: 'file:///a/report.html' });
    expect(linked).toContain(
      '\u001b]8;;file:///a/report.html\u001b\\reports/latest/report.html\u001b]8;;\u001b\\',
    );
  });

  it('lets no control character of the endpoint through', () => {
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text).toContain('\\u001b[31m');
  });

  it('differs in colour only by colours', () => {
    const coloured = renderTerminal(sampleReport(), { ...options, colour: true });
    expect(coloured).toContain('\u001b[31m');
    expect(stripVTControlCharacters(coloured)).toBe(text);
  });

  it('keeps within the width; only words may be longer', () => {
    const narrow = renderTerminal(sampleReport(), { colour: false, width: 72 });
    for (const line of narrow.split('\n').filter(({ length }) => length > 72))
      expect(line).toMatch(/^ +\S+$/);
  });

  it('stays short for a report with hundreds of deviations that say the same', () => {
    const [deviation] = sampleReport().checks.filter((check) => check.kind === 'exclusive-members');
    if (deviation === undefined) throw new Error('the sample has no such deviation');
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...deviation,
      id: `${deviation.id}-${index}`,
    }));
    const summary = renderTerminal(reportOn(many), plain);
    expect(summary.split('\n').length).toBeLessThan(24);
    expect(summary).toContain('300 deviations from 1 cause at');
  });

  it('says loudly when nothing could be asked', () => {
    expect(renderTerminal(reportOn([]), plain)).toContain('! NO CHECK WAS SELECTED: this run says nothing');
  });
});
