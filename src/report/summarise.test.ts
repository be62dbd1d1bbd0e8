import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../results/types.js';
import {
  blamedMembers,
  countStandings,
  groupByOperation,
  groupByReason,
  isFirmDeviation,
  isInferredDeviation,
  STANDINGS,
  standingOf,
  unimplementedOperations,
  verdictOf,
} from './summarise.js';
import { reportOn, sampleReport } from './testing/sample-report.js';

const report = sampleReport({ deviating: 40 });
const conforming = report.checks.filter((check) => check.outcome === 'conforms');

describe('standings', () => {
  it('tells accepted results from others, and loses none', () => {
    const counts = countStandings(report.checks);
    expect(counts).toEqual({
      deviates: 63,
      unimplemented: 3,
      inconclusive: 1,
      accepted: 2,
      conforms: 60,
      skipped: 2,
    });
    expect(Object.values(counts).reduce((sum, number) => sum + number)).toBe(report.checks.length);
  });

  it('does not take a conforming check for accepted, whatever the baseline says', () => {
    const [check] = conforming;
    expect(check === undefined ? undefined : standingOf({ ...check, expected: 'stale' })).toBe('conforms');
  });
});

describe('grouping', () => {
  it('puts every check into exactly one group of one standing', () => {
    const ids = STANDINGS.flatMap((standing) =>
      groupByOperation(report, (check) => standingOf(check) === standing).flatMap(({ kinds }) =>
        kinds.flatMap(({ checks }) => checks.map((check) => check.id)),
      ),
    );
    expect(ids.sort()).toEqual(report.checks.map((check) => check.id).sort());
  });

  it('splits deviations into firm and inferred ones, and its sizes add up', () => {
    const size = (chosen: (check: CheckResult) => boolean) =>
      groupByOperation(report, chosen).reduce((sum, group) => sum + group.size, 0);
    expect(size(isFirmDeviation) + size(isInferredDeviation)).toBe(countStandings(report.checks).deviates);
    expect(size(isInferredDeviation)).toBe(8);
  });

  it('puts what a source says before what the model says, and counts what was decided', () => {
    const [first] = groupByOperation(sampleReport(), isFirmDeviation);
    expect(first?.operation).toBe('CreateChannel');
    expect(first?.kinds.map(({ kind, checks, decided }) => [kind, checks.length, decided])).toEqual([
      ['conditional-default', 1, 1],
      ['constraint', 12, 14],
    ]);
  });

  it('names the members at fault with their constraints', () => {
    const constraints = sampleReport().checks.filter(
      (check) => check.kind === 'constraint' && check.deviation,
    );
    expect(blamedMembers(constraints).slice(0, 3)).toEqual([
      'name (maxLength, pattern)',
      'type (enum)',
      'latencyMode (enum)',
    ]);
  });

  it('counts reasons, the most frequent first', () => {
    const undecided = report.checks.filter((check) => check.outcome === 'skipped');
    expect(groupByReason(undecided)).toEqual([['needs StartComposition, which the endpoint lacks', 2]]);
  });

  it('lists unimplemented operations without accepted ones', () => {
    expect([...unimplementedOperations(report)]).toEqual([
      ['ivs-realtime', ['CreateIngestConfiguration', 'ListCompositions', 'StartComposition']],
    ]);
  });
});

describe('the verdict', () => {
  it('names everything that fails the run', () => {
    expect(verdictOf(sampleReport())).toEqual({
      kind: 'fails',
      sentence:
        '23 deviations (8 inferred), 3 unimplemented operations, 1 stale baseline entry at http://127.0.0.1:5000',
      notes: ['2 results are accepted by the baseline.', '1 check could not be decided.'],
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
});
