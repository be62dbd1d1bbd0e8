import { describe, expect, it } from 'vitest';
import { createJudge } from '../judge.js';
import { knownAgain, spreadFaults } from './measure.js';

const judges = [1, 2].map((seed) => createJudge(seed, 'smoke', true));

describe('faults that are asked with several seeds', () => {
  it('are of different families, each once', () => {
    const ids = judges[0] === undefined ? [] : spreadFaults(judges[0], 60).map(({ id }) => id);
    expect(ids).toHaveLength(60);
    expect(new Set(ids.map((id) => id.split('/')[0])).size).toBe(60);
  });

  it('have the same fingerprint with each seed', async () => {
    const [judge] = judges;
    const fault = judge && spreadFaults(judge, 1000).find(({ id }) => id.startsWith('metadata-unchecked/'));
    expect(fault).toBeDefined();
    if (fault !== undefined)
      expect(await knownAgain(judges, fault)).toEqual({ mutant: fault.id, seen: 2, same: 2, alike: 2 });
  });
});
