import { describe, expect, it } from 'vitest';
import type { Reproduced, ReproductionReport, Standing } from '../../results/reproduction/reproduced.js';
import { renderReproduction, sentenceOn } from './reproduction.js';

function deviation(standing: Standing, index = 1, more: Partial<Reproduced> = {}): Reproduced {
  return {
    check: `lifecycle/ivs/${standing}/${index}`,
    title: 'a title',
    was: 'deviates',
    standing,
    requests: 2,
    ...more,
  };
}

function reportOn(
  deviations: readonly Reproduced[],
  more: Partial<ReproductionReport> = {},
): ReproductionReport {
  const count = (standing: Standing) => deviations.filter((each) => each.standing === standing).length;
  return {
    report: 'report.json',
    target: { endpoint: 'http://127.0.0.1:5000', region: 'us-east-1' },
    summary: {
      stands: count('stands'),
      otherwise: count('otherwise'),
      gone: count('gone'),
      undecided: count('undecided'),
      requests: 2 * deviations.length,
    },
    durationMs: 820,
    deviations,
    ...more,
  };
}

const plain = (report: ReproductionReport) => renderReproduction(report, { colour: false });

describe('deviations asked again', () => {
  it('are told with what has changed first', () => {
    const before = { expected: '400', observed: '200' };
    const report = reportOn([
      deviation('stands'),
      deviation('gone'),
      deviation('undecided', 1, { reason: 'CreateChannel: no answer' }),
      deviation('otherwise', 1, { before, now: { expected: '400', observed: '500' } }),
    ]);
    expect(plain(report).split('\n')).toEqual([
      '',
      '✗ 2 of 4 deviations still stand at http://127.0.0.1:5000 (1 otherwise than before, 1 gone, 1 not decided)',
      '  report.json · us-east-1 · 8 requests in 820 ms',
      '',
      'Otherwise than before (1)',
      '  ✗ lifecycle/ivs/otherwise/1',
      '      before expected 400',
      '             observed 200',
      '      now    expected 400',
      '             observed 500',
      '',
      'Not decided (1)',
      '  ! lifecycle/ivs/undecided/1',
      '      CreateChannel: no answer',
      '',
      'Gone, the endpoint conforms (1)',
      '  ✓ lifecycle/ivs/gone/1',
      '',
      'As before (1)',
      '  ✗ lifecycle/ivs/stands/1',
      '',
    ]);
  });

  it.each<[Standing, string]>([
    ['gone', '✓ 0 of 1 deviation still stands'],
    ['undecided', '! 0 of 1 deviation still stands'],
    ['stands', '✗ 1 of 1 deviation still stands'],
  ])('that are %s begin with their sign', (standing, beginning) => {
    expect(plain(reportOn([deviation(standing)]))).toContain(beginning);
  });

  it('are not listed where they are many', () => {
    const many = Array.from({ length: 200 }, (_, index) => deviation('stands', index));
    const lines = plain(reportOn(many)).split('\n');
    expect(lines.length).toBeLessThan(24);
    expect(lines.at(-2)).toBe('  … and 188 more; --json lists them all');
  });

  it('say that they are not all, where this was interrupted', () => {
    expect(sentenceOn(reportOn([deviation('stands')], { interrupted: true }))).toMatch(/, interrupted$/);
  });

  it('show nothing that a terminal would obey', () => {
    const hostile = '\u001b[2Jgone';
    const text = plain(
      reportOn(
        [
          deviation('undecided', 1, { check: hostile, reason: hostile }),
          deviation('otherwise', 1, { now: { expected: hostile, observed: hostile } }),
        ],
        { report: hostile, target: { endpoint: hostile, region: hostile } },
      ),
    );
    expect(text).not.toContain('\u001b');
    expect(text).toContain('\\u001b[2Jgone');
  });
});
