import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { loadContract, readPackageJson } from '../load.js';
import { SERVICES } from '../types.js';
import { loadUnprovokable, whyUnprovokable } from './unprovokable.js';

describe.each(SERVICES)('the errors of %s that no client can provoke', (service) => {
  const { operations, shapes } = loadContract(service);
  const unprovokable = loadUnprovokable(service);

  test('have the form of their meta-schema', () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
    ajv.validate(readPackageJson<object>('specs', 'schemas', 'unprovokable.schema.json'), unprovokable);
    expect(ajv.errors ?? []).toEqual([]);
  });

  test('are errors of the service, declared by the operation that they are named for', () => {
    expect(Object.keys(shapes.errors)).toEqual(expect.arrayContaining(Object.keys(unprovokable.errors)));
    for (const [operation, reasons] of Object.entries(unprovokable.operations))
      expect(operations.get(operation)?.errors).toEqual(expect.arrayContaining(Object.keys(reasons)));
  });

  test('leave every operation something that a client can provoke', () => {
    for (const { operation, errors } of operations.values())
      expect(errors.some((code) => whyUnprovokable(unprovokable, operation, code) === undefined)).toBe(true);
  });
});

test('an operation has its own reasons beside those of the service', () => {
  const ivs = loadUnprovokable('ivs');
  expect(whyUnprovokable(ivs, 'CreateChannel', 'PendingVerification')).toContain('account');
  expect(whyUnprovokable(ivs, 'CreateChannel', 'ServiceQuotaExceededException')).toContain('quota');
  expect(whyUnprovokable(ivs, 'CreateStreamKey', 'ServiceQuotaExceededException')).toBeUndefined();
});
