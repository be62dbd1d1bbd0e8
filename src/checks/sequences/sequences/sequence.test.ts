import { describe, expect, test } from 'vitest';
import type { Mutant } from '../../../reference/mutants/build/mutant.js';
import { findMutant } from '../../../reference/mutants/index.js';
import type { CheckResult, Deviation } from '../../../results/types.js';
import {
  type Asking,
  allChecks,
  ask,
  census,
  contracts,
  only,
  referenceEndpoint,
} from '../../../runner/testing/asking.js';
import { bleeding, counting, forgetting, remembering, reserving } from './testing/broken.js';

const sequences = allChecks.filter(({ kind }) => kind === 'sequence');

/** Asks one sequence check of an endpoint, with as many seeds as it takes to see a fault. */
async function found(id: string, broken: () => Mutant, seeds: number): Promise<[number, Deviation]> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { deviation } = await verdictOf(id, broken(), { seed });
    if (deviation !== undefined) return [seed, deviation];
  }
  throw new Error(`${id} finds nothing with ${seeds} seeds`);
}

async function verdictOf(id: string, mutant: Mutant, asking: Asking): Promise<CheckResult> {
  const checks = sequences.filter((check) => check.id === id);
  return only(await ask(referenceEndpoint({ mutant }), { effort: 'standard', ...asking, checks }));
}

/** Names of the calls that a counterexample consists of. */
function callsOf({ counterexample }: Deviation): string[] {
  return [counterexample].flat().flatMap((call) => Object.keys(Object(call)));
}

/** Kinds that ask about inputs which are refused, and leave nothing. */
const REFUSALS = ['constraint', 'malformed', 'error-form', 'not-found'];

const POLICY = ['CreatePlaybackRestrictionPolicy', ...Array(2).fill('UpdatePlaybackRestrictionPolicy')];

describe.each<
  [what: string, () => Mutant, check: string, shortest: readonly (readonly string[])[], member?: string]
>([
  [
    'what is done to one resource shows in another',
    bleeding,
    'sequence/ivs/Channel',
    [
      ['CreateChannel', 'CreateChannel', 'UpdateChannel', 'GetChannel'],
      ['CreateChannel', 'CreateChannel', 'UpdateChannel', 'ListChannels'],
    ],
    'authorized',
  ],
  [
    'a fault that shows only the second time',
    forgetting,
    'sequence/ivs/PlaybackRestrictionPolicy',
    [
      [...POLICY, 'GetPlaybackRestrictionPolicy'],
      [...POLICY, 'ListPlaybackRestrictionPolicies'],
    ],
    'enableStrictOriginEnforcement',
  ],
  [
    'what was deleted still stands in the way',
    reserving,
    'sequence/ivs-realtime/Stage',
    [
      ['CreateStage', 'DeleteStage', 'CreateStage'],
      ['CreateStage', 'UpdateStage', 'DeleteStage', 'CreateStage'],
    ],
  ],
  [
    'a view that is not brought up to date',
    remembering,
    'sequence/ivs-realtime/all',
    [
      ['CreateEncoderConfiguration', 'TagResource', 'GetEncoderConfiguration'],
      ['CreateEncoderConfiguration', 'UntagResource', 'GetEncoderConfiguration'],
    ],
    'tags',
  ],
  [
    'a use that is never let go of',
    counting,
    'sequence/ivs/all',
    [
      ['CreateAdConfiguration', 'CreateChannel', 'UpdateChannel', 'DeleteChannel', 'DeleteAdConfiguration'],
      ['CreateChannel', 'CreateAdConfiguration', 'UpdateChannel', 'DeleteChannel', 'DeleteAdConfiguration'],
      ['CreateAdConfiguration', 'CreateChannel', 'UpdateChannel', 'UpdateChannel', 'DeleteAdConfiguration'],
      ['CreateAdConfiguration', 'CreateChannel', 'DeleteChannel', 'DeleteAdConfiguration'],
    ],
  ],
])('%s', (_, broken, check, shortest, member) => {
  test('a sequence shows it, is shrunk to the calls that it takes, and is replayed by its path', async () => {
    const [seed, deviation] = await found(check, broken, 20);
    expect(shortest).toContainEqual(callsOf(deviation));
    expect(deviation.member?.split('.').at(-1)).toBe(member);
    const deciding = callsOf(deviation).at(-1) ?? '';
    expect(deviation.observed).toMatch(new RegExp(`, at step \\d+: ${deciding}$`));
    const { path, curl } = deviation.reproduce;
    expect(curl.split('\n').filter((line) => line.includes('curl '))).toHaveLength(callsOf(deviation).length);
    const replayed = await verdictOf(check, broken(), { seed, path });
    expect(replayed).toMatchObject({ outcome: 'deviates', cases: 1 });
    expect(replayed.operations[0]).toBe(deciding);
    expect(replayed.deviation && callsOf(replayed.deviation)).toEqual(callsOf(deviation));
  });

  test('no other check shows it', async () => {
    const [, service] = check.split('/');
    const others = allChecks.filter(
      (other) => other.service === service && other.follows === undefined && !REFUSALS.includes(other.kind),
    );
    const { results } = await ask(referenceEndpoint({ mutant: broken() }), {
      checks: others,
      concurrency: 8,
    });
    expect(results.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id)).toEqual([]);
  });
});

describe('a conforming endpoint', () => {
  test.each([1, 2, 3])('conforms in all sequences, and nothing is left behind: seed %i', async (seed) => {
    const endpoint = referenceEndpoint();
    const asked = await ask(endpoint, { effort: 'standard', seed, concurrency: 4, checks: sequences });
    expect(asked.results.filter(({ outcome }) => outcome !== 'conforms')).toEqual([]);
    expect(await census(endpoint)).toEqual([]);
    expect([...asked.environment.shared.leftovers]).toEqual([]);
  });

  test('a sequence of which no step makes anything makes a resource all the same', async () => {
    for (const check of sequences) {
      const { requests } = only(await ask(referenceEndpoint(), { checks: [check] }));
      expect(requests, check.id).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('what another check reports', () => {
  const id = 'sequence/ivs/all';
  const mutant = findMutant(contracts, 'untag-removes-all/ivs/UntagResource');
  const asking = { effort: 'standard', seed: 1 } as const;
  const tagging = allChecks.filter((check) => check.id === 'tags/ivs/untag-resource-removes/Channel');

  test.each([1, 8])('is not reported again by a sequence, %i at a time', async (concurrency) => {
    const checks = [...sequences.filter((check) => check.id === id), ...tagging];
    const { results } = await ask(referenceEndpoint({ mutant }), { ...asking, concurrency, checks });
    const verdict = results.find((result) => result.id === id);
    expect(verdict?.outcome).toBe('skipped');
    expect(verdict?.reason).toBe(`UntagResource is already reported by ${tagging[0]?.id}`);
  });

  test('is reported where that check is not asked', async () => {
    expect(await verdictOf(id, mutant, asking)).toMatchObject({ outcome: 'deviates' });
  });
});
