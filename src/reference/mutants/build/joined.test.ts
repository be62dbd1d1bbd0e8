import { describe, expect, it } from 'vitest';
import { loadContracts } from '../../../contract/load.js';
import { createReference } from '../../reference.js';
import { findMutant } from '../index.js';
import { joined } from './joined.js';

const contracts = loadContracts();

function send(mutants: readonly string[], operation: string, input: object) {
  const mutant = joined(mutants.map((id) => findMutant(contracts, id)));
  const body = Buffer.from(JSON.stringify(input));
  const headers = { 'content-type': 'application/json' };
  return createReference({ contracts, mutant }).handle({
    method: 'POST',
    path: `/${operation}`,
    headers,
    body,
  });
}

describe('joined mutants', () => {
  it('have the faults of each: in the contract, in calls and on the wire', () => {
    const answer = send(
      [
        'constraint-ignored/ivs/CreateChannel/latencyMode/enum',
        'constraint-ignored/ivs/CreateChannel/type/enum',
        'create-echo-wrong/ivs/CreateChannel/name',
        'default-wrong/ivs/CreateChannel/authorized',
        'content-type-wrong/ivs/CreateChannel',
      ],
      'CreateChannel',
      { latencyMode: 'A', type: 'B', name: 'c' },
    );
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).not.toBe('application/json');
    const { channel } = JSON.parse(answer.body);
    expect(channel).toMatchObject({ latencyMode: 'A', type: 'B', authorized: true });
    expect(channel.name).not.toBe('c');
  });

  it('are one mutant where there is one, and none where there is none', () => {
    const one = findMutant(contracts, 'content-type-wrong/ivs/CreateChannel');
    expect(joined([one])).toBe(one);
    expect(() => joined([])).toThrow(/no mutant/);
  });
});
