import { describe, expect, it, test } from 'vitest';
import type { Outcome } from '../outcomes/outcome.js';
import { witnessesOf } from '../outcomes/witnesses.js';
import { describeFamilies, describeScore, scoreOf } from './score.js';

const outcome = (mutant: string, caughtBy: readonly string[], more: Partial<Outcome> = {}): Outcome => ({
  mutant,
  statement: `${mutant} is broken.`,
  caughtBy,
  causes: caughtBy.length,
  requests: caughtBy.length * 10,
  ...more,
});

const outcomes = [
  outcome('m/broad', ['a/1', 'a/2', 'a/3']),
  outcome('m/narrow', ['a/1']),
  outcome('m/silent', []),
  outcome('m/free', [], { equivalent: 'nothing is said of it' }),
];
const checks = ['operation/x', 'a/1', 'a/2', 'a/3', 'a/idle'];

describe('the score', () => {
  const score = scoreOf(outcomes, checks);

  it('is the share of caught mutants among those that can be told', () => {
    expect(score).toMatchObject({ mutants: 3, caught: 2 });
    expect(score.percent).toBeCloseTo(66.67, 1);
  });

  it('names survivors, equivalents, and checks that never failed', () => {
    expect(score.survivors.map(({ mutant }) => mutant)).toEqual(['m/silent']);
    expect(score.equivalents.map(({ mutant }) => mutant)).toEqual(['m/free']);
    expect(score.idle).toEqual(['a/idle']);
  });

  it('counts deviations and requests over what was caught', () => {
    expect(score.deviationsPerMutant).toEqual({ median: 1, p95: 3 });
    expect(score.requestsToFirst).toBe(10);
  });

  it('takes a check that fails an equivalent mutant for a false alarm', () => {
    const alarmed = scoreOf([outcome('m/free', ['a/1'], { equivalent: 'nothing is said' })], checks);
    expect(alarmed.falselyCaught).toHaveLength(1);
    expect(alarmed.idle).toContain('a/1');
    expect(describeScore(alarmed, 4, false)).toMatch(/false alarm {3}m\/free\n +a\/1/);
  });

  it('is told with the reasons of survivors and equivalents', () => {
    const text = describeScore(score, 4, true);
    expect(text).toContain('survived      m/silent\n              m/silent is broken.');
    expect(text).toContain('equivalent    1: nothing is said of it');
    expect(text).toContain('never failed  a/idle');
    expect(text).toContain('2 of 3 mutants caught (66.7 %), and 1 equivalent\n3 of 4 checks caught one;');
  });
});

it('a witness of a check is the mutant that the fewest other checks catch', () => {
  expect([...witnessesOf(outcomes, checks)]).toEqual([
    ['a/1', 'm/narrow'],
    ['a/2', 'm/broad'],
    ['a/3', 'm/broad'],
  ]);
});

test('families are told of which something is not caught, and what of them nothing ever showed', () => {
  const some = [...outcomes, outcome('whole/a', ['a/1']), outcome('unseen/a', [], { effects: 0 })];
  expect(describeFamilies(some)).toBe(
    'm: 1 of 3 not caught\nunseen: 1 of 1 not caught, 1 of them never in effect\n',
  );
});
