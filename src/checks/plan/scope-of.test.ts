import { describe, expect, test } from 'vitest';
import { listRevisions, loadContract } from '../../contract/load.js';
import { loadResources } from '../../contract/resources.js';
import { loadRules } from '../../contract/rules/rules.js';
import { SERVICES, type Service } from '../../contract/types.js';
import { checksOf } from '../registry/registry.js';
import { scopeOf } from './scope-of.js';

const idsAt = (service: Service, date: string) =>
  new Set(checksOf(scopeOf(loadContract(service, date))).map(({ id }) => id));

test.each(SERVICES)('the latest contract of %s is asked about as it is', (service) => {
  const contract = loadContract(service);
  const [resources, rules] = [loadResources(service), loadRules(service)];
  expect(scopeOf(contract)).toEqual({ contract, resources, rules });
});

describe.each(
  SERVICES.flatMap((service) => listRevisions(service).map((revision) => [service, revision] as const)),
)('checks of %s at %s', (service, revision) => {
  const contract = loadContract(service, revision);
  const checks = checksOf(scopeOf(contract));

  test('call operations that there were, and ask whether each of them is there', () => {
    for (const { operations } of checks) {
      for (const name of operations) expect([...contract.operations.keys()]).toContain(name);
    }
    const probed = checks.filter(({ kind }) => kind === 'operation').map(({ operations }) => operations[0]);
    expect(probed.sort()).toEqual([...contract.operations.keys()]);
  });

  test('are of rules that were documented', () => {
    const known = new Map(loadRules(service).map(({ id, since }) => [id, since]));
    for (const { rule, id } of checks) {
      if (rule !== undefined) expect((known.get(rule) ?? '') <= revision, id).toBe(true);
    }
  });
});

test('what a revision brought is asked from then on', () => {
  const brought = (before: string, revision: string) => {
    const earlier = idsAt('ivs', before);
    return [...idsAt('ivs', revision)].filter((id) => !earlier.has(id));
  };
  expect(brought('2024-01-31', '2024-02-01')).toEqual(
    expect.arrayContaining([
      'operation/ivs/CreatePlaybackRestrictionPolicy',
      'constraint/ivs/CreateChannel/playbackRestrictionPolicyArn/maxLength',
      'in-use/ivs/playback-restriction-policy-in-use/refused',
    ]),
  );
  expect(brought('2024-02-01', '2024-02-20')).toEqual([]);
});
