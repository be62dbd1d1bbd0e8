import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { loadContract, readPackageJson } from '../load.js';
import { loadRules } from '../rules/rules.js';
import { SERVICES, type Service } from '../types.js';
import { loadRevisions, sinceInput, sinceOperation } from './revisions.js';

describe.each(SERVICES)('the revisions of %s', (service) => {
  const file = loadRevisions(service);
  const contract = loadContract(service);

  test('have the form of their meta-schema', () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
    ajv.validate(readPackageJson<object>('specs', 'schemas', 'revisions.schema.json'), file);
    expect(ajv.errors ?? []).toEqual([]);
  });

  test('are in order, and end with that of the contract', () => {
    expect(file.revisions).toEqual([...file.revisions].sort());
    expect(file.revisions.at(-1)).toBe(contract.revision);
  });

  test('date every operation of the contract', () => {
    expect(Object.keys(file.operations)).toEqual([...contract.operations.keys()]);
    expect(file.revisions).toEqual(expect.arrayContaining(Object.values(file.operations)));
  });

  test.each(loadRules(service).map((rule) => [rule.id, rule] as const))(
    'know since when %s is documented, not before all of its operations',
    (_, rule) => {
      expect(file.revisions).toContain(rule.since);
      const oldest = rule.operations.map((name) => sinceOperation(file, name)).sort();
      expect(rule.since >= (oldest[0] ?? '')).toBe(true);
    },
  );

  // What an action makes is of its output, and may have been there before a caller could give it.
  const ofInput = loadRules(service).flatMap((rule) =>
    'member' in rule && !(rule.kind === 'action' && rule.aspect === 'made') ? [[rule.id, rule] as const] : [],
  );
  test.each(ofInput)(
    'know that %s is not documented before its member',
    (_, { member, operations, since }) => {
      const [oldest = ''] = operations.map((name) => sinceInput(file, name, member)).sort();
      expect(since >= oldest).toBe(true);
    },
  );
});

test.each<[Service, number]>([
  ['ivs', 31],
  ['ivs-realtime', 23],
])('%s has %i revisions', (service, count) => {
  expect(loadRevisions(service).revisions).toHaveLength(count);
});

test('an input member may be younger than its operation', () => {
  const ivs = loadRevisions('ivs');
  expect(sinceOperation(ivs, 'CreateChannel')).toBe('2021-10-20');
  expect(sinceInput(ivs, 'CreateChannel', 'name')).toBe('2021-10-20');
  expect(sinceInput(ivs, 'CreateChannel', 'containerFormat')).toBe('2024-11-14');
  expect(() => sinceOperation(ivs, 'PaintChannel')).toThrow('PaintChannel');
});
