import { describe, expect, it } from 'vitest';
import { findMutant, type Mutant, mutants } from '../../../reference/mutants/index.js';
import { askReference, createJudge } from '../judge.js';
import { Jury } from './outcome.js';

const judge = createJudge(1, 'standard');
const jury = new Jury(judge);
const find = (id: string): Mutant => findMutant(judge.contracts, id);

/** Mutants that spoil what checks of a run of little effort share, and one that they barely notice. */
const WIDELY_CAUGHT = [
  'member-type/ivs/GetChannel/channel.containerFormat',
  'status-wrong/ivs-realtime/CreateStage',
  'delete-ineffective/ivs/DeleteChannel',
  'constraint-looser/ivs/CreateChannel/name/maxLength',
];

describe('a jury', () => {
  it('names the checks that a mutant fails, and how many requests it took', async () => {
    const outcome = await jury.judge(find('status-wrong/ivs/GetChannel'));
    expect(outcome.caughtBy).toContain('http/ivs/GetChannel/status');
    expect(outcome.requests).toBeGreaterThan(0);
  });

  it('judges a mutant of a path that both services share by the checks of either', async () => {
    const { caughtBy } = await jury.judge(find('constraint-ignored/ivs/UntagResource/resourceArn/pattern'));
    expect(caughtBy).toContain('constraint/ivs/UntagResource/resourceArn/pattern');
    expect(caughtBy).toContain('constraint/ivs-realtime/UntagResource/resourceArn/pattern');
  });

  it('passes on why a mutant is equivalent', async () => {
    const { equivalent } = await jury.judge(find('page-size-ignored/ivs/ListPlaybackRestrictionPolicies'));
    expect(equivalent).toContain('default page size is 1');
  });

  it('asks, as a run does, what a whole run of little effort asks, and comes to the same', async () => {
    const asRun = createJudge(1, 'smoke', true);
    expect(asRun.checks.length).toBeLessThan(0.6 * judge.checks.length);
    const asked = asRun.checks.filter(({ authenticates }) => !authenticates);
    const sparing = new Jury(asRun);
    let caught = 0;
    for (const id of WIDELY_CAUGHT) {
      const run = await askReference(asRun, asked, find(id));
      const deviating = run.filter(({ outcome }) => outcome === 'deviates').map((result) => result.id);
      const { caughtBy } = await sparing.judge(find(id));
      expect([id, ...caughtBy.toSorted()]).toEqual([id, ...deviating.toSorted()]);
      caught += deviating.length;
    }
    expect(caught).toBeGreaterThan(WIDELY_CAUGHT.length);
  });

  it('leaves out no check that a changed contract would make fail', async () => {
    const changed = mutants(judge.contracts).filter(({ contract }) => contract !== undefined);
    const sample = changed.filter((_, at) => at % 60 === 7);
    for (const mutant of sample) {
      const all = await askReference(
        judge,
        judge.checks.filter(({ operations }) => operations.includes(mutant.operation ?? '')),
        mutant,
      );
      const deviating = all.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id);
      const { caughtBy } = await jury.judge(mutant);
      expect([mutant.id, ...caughtBy.toSorted()]).toEqual([mutant.id, ...deviating.toSorted()]);
    }
    expect(sample.length).toBeGreaterThan(10);
  });
});
