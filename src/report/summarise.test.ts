import { describe, expect, it } from 'vitest';
import { STRENGTHS, type Strength } from '../contract/types.js';
import type { CheckResult } from '../results/types.js';
import { failingIn, toleratedIn } from './failing.js';
import {
  blamedMembers,
  countStandings,
  groupByOperation,
  groupByReason,
  STANDINGS,
  standingOf,
  unimplementedOperations,
} from './summarise.js';
import { reportOn, sampleReport } from './testing/sample-report.js';
import { verdictOf } from './verdict.js';

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

  it.each<[readonly Strength[], number]>([
    [['documented', 'observed', 'modelled'], 8],
    [['documented'], 20],
    [STRENGTHS, 0],
  ])(
    'splits deviations into those that fail the run and others, and its sizes add up: %s',
    (failOn, others) => {
      const chosen = { ...report, run: { ...report.run, failOn } };
      const size = (which: (check: CheckResult) => boolean) =>
        groupByOperation(chosen, which).reduce((sum, group) => sum + group.size, 0);
      expect(size(failingIn(chosen)) + size(toleratedIn(chosen))).toBe(
        countStandings(report.checks).deviates,
      );
      expect(size(toleratedIn(chosen))).toBe(others);
    },
  );

  it('tells what fails the run at its cause, also where that would not by itself', () => {
    const checks: CheckResult[] = report.checks
      .filter(({ outcome, expected }) => outcome === 'deviates' && expected === undefined)
      .slice(0, 2)
      .map((check, at) => ({ ...check, strength: at === 0 ? 'modelled' : 'documented' }));
    const [cause, following] = checks;
    if (following?.deviation === undefined || cause === undefined) throw new Error('no deviation');
    const follows = { ...following, deviation: { ...following.deviation, causedBy: cause.id } };
    const two = reportOn([cause, follows]);
    const documented = { ...two, run: { ...two.run, failOn: ['documented' as const] } };
    expect(two.checks.filter(failingIn(documented))).toEqual([cause, follows]);
    expect(verdictOf(documented)).toMatchObject({
      sentence: '1 deviation at http://127.0.0.1:5000',
      notes: ['Deviations that do not fail the run (--fail-on): 1 modelled.'],
    });
  });

  it('puts what a source says before what the model says, and counts what was decided', () => {
    const [first] = groupByOperation(sampleReport(), failingIn(sampleReport()));
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
      sentence: '15 deviations, 3 unimplemented operations, 1 stale baseline entry at http://127.0.0.1:5000',
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
});
