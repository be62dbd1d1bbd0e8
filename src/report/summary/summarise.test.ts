import { describe, expect, it } from 'vitest';
import { sampleReport } from '../testing/sample-report.js';
import {
  countStandings,
  groupByOperation,
  groupByReason,
  STANDINGS,
  standingOf,
  unimplementedOperations,
} from './summarise.js';

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

  it('puts what a source says before what the model says, and counts what was decided', () => {
    const sample = sampleReport();
    const [first] = groupByOperation(
      sample,
      ({ outcome, strength }) => outcome === 'deviates' && strength !== 'inferred',
    );
    expect(first?.operation).toBe('CreateChannel');
    expect(first?.kinds.map(({ kind, checks, decided }) => [kind, checks.length, decided])).toEqual([
      ['conditional-default', 1, 1],
      ['constraint', 12, 14],
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
