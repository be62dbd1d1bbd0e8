import { describe, expect, test } from 'vitest';
import { loadRules } from '../../contract/rules/rules.js';
import { loadUnprovokable } from '../../contract/rules/unprovokable.js';
import {
  allChecks,
  ask,
  checksWith,
  contracts,
  json,
  ownCheck,
  referenceEndpoint,
  refusal,
} from '../testing/asking.js';
import { figuresOf } from './coverage.js';
import { notExercised } from './not-exercised.js';

const contract = contracts.get('ivs') ?? expect.fail('there is no contract of ivs');
const ARN = 'arn:aws:ivs:us-east-1:123456789012:channel/abc';

describe('a run', () => {
  const rules = loadRules('ivs');
  const whole = async (endpoint: Parameters<typeof ask>[0], checks = allChecks) => {
    const { environment, results } = await ask(endpoint, { checks });
    const parts = environment.coverage.parts([contract], rules);
    const unprovokable = new Map([['ivs' as const, loadUnprovokable('ivs')]]);
    return {
      parts,
      figures: figuresOf(parts, unprovokable),
      missing: notExercised(parts, { all: allChecks, results, rules, unprovokable }),
    };
  };

  test('exercises what its checks ask, and what they need for that', async () => {
    const checks = checksWith('constraint/ivs/GetChannel/', 'exclusive/ivs/');
    const { figures, parts } = await whole(referenceEndpoint(), checks);
    // GetChannel and ListChannels are asked; CreateChannel makes what they need, DeleteChannel removes it.
    expect(figures.operations).toEqual({ exercised: 4, total: contract.operations.size });
    const asked = parts.filter(
      ({ operation, what, isExercised }) =>
        operation === 'GetChannel' && what === 'constraints' && isExercised,
    );
    expect(asked.map(({ name }) => name)).toEqual(
      ['required', 'pattern', 'maxLength'].flatMap((keyword) => [
        `arn ${keyword} broken`,
        `arn ${keyword} kept`,
      ]),
    );
    expect(figures.rules).toEqual({ exercised: 1, total: rules.length });
  });

  test('lists everything else, with as many names as the figures lack', async () => {
    const { figures, missing } = await whole(referenceEndpoint(), checksWith('not-found/ivs/'));
    for (const [what, { exercised, total }] of Object.entries(figures)) {
      const names = missing.filter((one) => one.what === what).flatMap((one) => one.names);
      expect([what, names.length]).toEqual([what, total - exercised]);
    }
  });

  const reasonsFor = (
    missing: readonly { what: string; operation: string; names: readonly string[]; reason: string }[],
    what: string,
    operation: string,
  ) => [
    ...new Set(
      missing.filter((one) => one.what === what && one.operation === operation).map(({ reason }) => reason),
    ),
  ];

  test('says why: not selected, not provokable, not asked by any check', async () => {
    const { missing } = await whole(
      referenceEndpoint(),
      checksWith('operation/ivs/', 'shape/ivs/GetChannel'),
    );
    expect(reasonsFor(missing, 'members', 'UpdateChannel')).toEqual(['not selected for this run']);
    expect(reasonsFor(missing, 'constraints', 'UpdateChannel')).toEqual(['not selected for this run']);
    expect(
      missing.find(
        ({ operation, names }) => operation === 'UpdateChannel' && names.includes('PendingVerification'),
      )?.reason,
    ).toContain('has not verified');
    const contested = rules.find(({ kind }) => kind === 'contested');
    expect(missing.find(({ names }) => names.includes(contested?.id ?? ''))?.reason).toContain('contradict');
  });

  test('says why: the endpoint lacks the operation, or what the check needs', async () => {
    const reference = referenceEndpoint();
    const { missing } = await whole(
      (request) => (request.path === '/CreateChannel' ? json(404, undefined) : reference(request)),
      allChecks.filter(({ kind, operations: [name] }) => kind === 'operation' || name === 'GetChannel'),
    );
    for (const what of ['operations', 'members', 'outputMembers', 'constraints', 'enumValues'])
      expect(reasonsFor(missing, what, 'CreateChannel')).toEqual([
        'the endpoint does not implement the operation',
      ]);
    const needs = 'needs CreateChannel, which the endpoint does not implement';
    expect(reasonsFor(missing, 'outputMembers', 'GetChannel')).toEqual([needs]);
    expect(reasonsFor(missing, 'constraints', 'GetChannel')).toEqual([needs]);
  });

  test('tells how many of the missing errors no client can provoke', async () => {
    const { figures, missing } = await whole(referenceEndpoint(), checksWith('operation/ivs/'));
    const { exercised, total, unprovokable } = figures.errors;
    const denied = missing.filter(({ names }) => names.includes('AccessDeniedException'));
    expect(unprovokable).toBeGreaterThanOrEqual(denied.length);
    expect(exercised + unprovokable).toBeLessThan(total);
  });

  test('counts a check that could not be decided for no rule', async () => {
    const { figures } = await whole(
      () => refusal(403, 'AccessDeniedException'),
      checksWith('exclusive/ivs/'),
    );
    expect(figures).toMatchObject({
      rules: { exercised: 0 },
      operations: { exercised: 0 },
      members: { exercised: 0 },
    });
  });

  test('counts what a check sends in whatever way', async () => {
    const check = ownCheck(
      async (context) => {
        await context.call('GetChannel', { arn: ARN });
      },
      ['GetChannel'],
    );
    const { parts } = await whole(referenceEndpoint(), [check]);
    expect(
      parts.flatMap(({ operation, what, name, isExercised }) =>
        operation === 'GetChannel' && isExercised ? [`${what}: ${name}`] : [],
      ),
    ).toEqual([
      'operations: GetChannel',
      'members: arn',
      'constraints: arn required broken',
      'constraints: arn required kept',
      'constraints: arn pattern kept',
      'errors: ResourceNotFoundException',
      'errors: ValidationException',
    ]);
  });
});
