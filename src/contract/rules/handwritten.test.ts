import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { loadContract, readPackageJson } from '../load.js';
import { SERVICES } from '../types.js';
import { loadRules } from './rules.js';
import { loadTopics } from './topics.js';
import { loadUnchecked } from './unchecked.js';

function errorsOf(schema: string, ...path: string[]): unknown {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  ajv.validate(
    readPackageJson<object>('specs', 'schemas', `${schema}.schema.json`),
    readPackageJson(...path),
  );
  return ajv.errors ?? [];
}

test('the general rules have the form of their meta-schema', () => {
  expect(errorsOf('general', 'specs', 'general.json')).toEqual([]);
});

describe.each(SERVICES)('of %s', (service) => {
  const operations = [...loadContract(service).operations.keys()];

  test.each(['topics', 'unchecked', 'decisions'])('%s.json has the form of its meta-schema', (name) => {
    expect(errorsOf(name, 'specs', service, `${name}.json`)).toEqual([]);
  });

  test('every operation belongs to exactly one topic', () => {
    expect(
      loadTopics(service)
        .flatMap((topic) => topic.operations)
        .sort(),
    ).toEqual(operations);
  });

  test('what was observed names who saw it, beside what the documentation says', () => {
    const observed = loadRules(service).filter(({ strength }) => strength === 'observed');
    expect(observed).not.toEqual([]);
    for (const { id, source, also = [] } of observed) {
      const seen = [source, ...also].filter(({ url }) => !url?.startsWith('https://docs.aws.amazon.com/'));
      expect(seen, id).not.toEqual([]);
    }
  });

  test('what is not asked is about operations that there are, and is told once', () => {
    const unchecked = loadUnchecked(service);
    expect(operations).toEqual(expect.arrayContaining(unchecked.flatMap((each) => each.operations)));
    expect(new Set(unchecked.map(({ id }) => id)).size).toBe(unchecked.length);
  });
});
