import { describe, expect, it } from 'vitest';
import { STRENGTHS, type Strength } from '../../../contract/types.js';
import { reportOn, sampleReport } from '../../testing/sample-report.js';
import { causesIn } from '../causes.js';
import { verdictOf } from './verdict.js';

const report = sampleReport({ deviating: 40 });
const conforming = report.checks.filter((check) => check.outcome === 'conforms');

describe('the verdict', () => {
  it('names everything that fails the run', () => {
    expect(verdictOf(sampleReport())).toEqual({
      kind: 'fails',
      sentence:
        '23 deviations (8 inferred) from 20 causes, 3 unimplemented operations, 1 stale baseline entry at http://127.0.0.1:5000',
      notes: [
        '2 results are accepted by the baseline.',
        'Deviations that do not fail the run (--fail-on): 8 inferred.',
        '1 check could not be decided.',
      ],
    });
  });

  it('is conformity when every decided check conforms or is accepted', () => {
    const accepted = report.checks.filter((check) => check.expected !== undefined);
    expect(verdictOf(reportOn(conforming)).sentence).toBe(
      'No deviation in 60 decided checks at http://127.0.0.1:5000',
    );
    expect(verdictOf(reportOn([...conforming, ...accepted]))).toMatchObject({
      kind: 'conforms',
      sentence: 'No deviation outside the baseline in 61 decided checks at http://127.0.0.1:5000',
    });
  });

  it('is conformity where all that deviates is of strengths that do not fail the run', () => {
    const inferred = report.checks.filter(
      ({ outcome, strength }) => outcome === 'deviates' && strength === 'inferred',
    );
    expect(verdictOf(reportOn([...conforming, ...inferred]))).toEqual({
      kind: 'conforms',
      sentence: 'No deviation but 8 inferred in 68 decided checks at http://127.0.0.1:5000',
      notes: ['Deviations that do not fail the run (--fail-on): 8 inferred.'],
    });
  });

  it('is no pass when nothing was selected or nothing could be asked', () => {
    const undecided = report.checks.filter((check) => ['skipped', 'inconclusive'].includes(check.outcome));
    expect(verdictOf(reportOn([])).sentence).toMatch(/^NO CHECK WAS SELECTED/);
    expect(verdictOf(reportOn(undecided))).toMatchObject({
      kind: 'undecided',
      sentence: 'NOTHING COULD BE ASKED: this run says nothing about http://127.0.0.1:5000',
    });
  });

  it('fails on a stale baseline entry alone', () => {
    const stale = [{ check: 'a', reason: 'b', problem: 'matches no check' }];
    const verdict = verdictOf({ ...reportOn(conforming), baseline: { file: 'f', stale } });
    expect(verdict).toMatchObject({
      kind: 'fails',
      sentence: '1 stale baseline entry at http://127.0.0.1:5000',
    });
  });

  it('says that an interrupted run is not complete', () => {
    const whole = reportOn(conforming);
    const cut = { ...whole, run: { ...whole.run, interrupted: true } };
    expect(verdictOf(cut).notes).toEqual(['The run was interrupted: this report is not complete.']);
  });

  it.each<[readonly Strength[], string]>([
    [['documented', 'observed', 'modelled'], ' (8 inferred)'],
    [['documented'], ' (20 modelled and inferred)'],
    [STRENGTHS, ''],
  ])('counts all deviations, and as many causes as are told, whatever fails the run: %s', (failOn, of) => {
    const chosen = { ...report, run: { ...report.run, failOn } };
    const { length } = causesIn(chosen);
    expect(verdictOf(chosen).sentence).toContain(`63 deviations${of} from ${length} causes, `);
  });
});
