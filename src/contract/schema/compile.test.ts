import { describe, expect, test } from 'vitest';
import type { Contract, Schema } from '../types.js';
import { compile } from './compile.js';

const contract: Contract = {
  service: 'ivs',
  revision: '2024-02-01',
  operations: new Map(),
  shapes: {
    $comment: '',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:ivs-conformance:ivs:shapes',
    service: 'ivs',
    revision: '2024-02-01',
    metadata: {
      serviceId: 'ivs',
      signingName: 'ivs',
      endpointPrefix: 'ivs',
      apiVersion: '',
      documentation: '',
    },
    errors: {},
    $defs: {
      Name: { type: 'string', minLength: 1, maxLength: 3, pattern: '^(?:[a-z\\p{Lu}]*)$' },
      Mode: { type: 'string', enum: ['LOW', 'NORMAL'] },
    },
  },
};

const name = { $ref: 'urn:ivs-conformance:ivs:shapes#/$defs/Name' };
const schema: Schema = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name,
    mode: { $ref: 'urn:ivs-conformance:ivs:shapes#/$defs/Mode' },
    seats: { type: 'integer', minimum: 1, maximum: 9 },
    arns: { type: 'array', items: name, minItems: 1, maxItems: 2 },
    tags: { type: 'object', propertyNames: name, additionalProperties: { type: 'string' }, maxProperties: 1 },
  },
};

const problems = (value: unknown) => compile(contract, schema)(value);

test('a value that satisfies the schema has no problems', () => {
  expect(problems({ name: 'aÉ', mode: 'LOW', seats: 1, arns: ['a'], tags: { a: '' } })).toEqual([]);
});

describe('each problem names the member, what should be there and what is', () => {
  test.each<[string, unknown, string, string, string, string]>([
    ['a missing member', {}, 'name', 'required', 'present', 'absent'],
    [
      'an unknown member',
      { name: 'a', nam: 1 },
      'nam',
      'additionalProperties',
      'no member of this name',
      'present',
    ],
    ['a wrong type', { name: 1 }, 'name', 'type', 'a string', '1'],
    ['null', { name: null }, 'name', 'type', 'a string', 'null'],
    ['no object', [], '', 'type', 'an object', '[]'],
    ['a long string', { name: 'abcd' }, 'name', 'maxLength', 'a string of at most 3 characters', '"abcd"'],
    ['a short string', { name: '' }, 'name', 'minLength', 'a string of at least 1 character', '""'],
    ['a bad character', { name: 'a1' }, 'name', 'pattern', 'a string matching ^(?:[a-z\\p{Lu}]*)$', '"a1"'],
    ['no enum value', { name: 'a', mode: 'low' }, 'mode', 'enum', 'one of "LOW", "NORMAL"', '"low"'],
    ['no string for an enum', { name: 'a', mode: 1 }, 'mode', 'type', 'a string', '1'],
    ['a fraction', { name: 'a', seats: 1.5 }, 'seats', 'type', 'an integer', '1.5'],
    ['a small number', { name: 'a', seats: 0 }, 'seats', 'minimum', 'a number of at least 1', '0'],
    ['a large number', { name: 'a', seats: 10 }, 'seats', 'maximum', 'a number of at most 9', '10'],
    ['an empty list', { name: 'a', arns: [] }, 'arns', 'minItems', 'a list of at least 1 item', '[]'],
    ['a bad item', { name: 'a', arns: ['a', 2] }, 'arns[1]', 'type', 'a string', '2'],
    [
      'a bad key',
      { name: 'a', tags: { A1: '' } },
      'tags',
      'pattern',
      'as a key, a string matching ^(?:[a-z\\p{Lu}]*)$',
      '"A1"',
    ],
    ['a bad value', { name: 'a', tags: { É: 1 } }, 'tags["É"]', 'type', 'a string', '1'],
    [
      'a large map',
      { name: 'a', tags: { a: '', b: '' } },
      'tags',
      'maxProperties',
      'a map of at most 1 entry',
      '{"a":"","b":""}',
    ],
  ])('%s', (_, value, path, keyword, expected, observed) => {
    expect(problems(value)).toEqual([{ path, keyword, expected, observed }]);
  });
});

test('all problems of a value are reported', () => {
  const found = problems({ name: 'ABCD1', seats: 0 });
  expect(found.map(({ path, keyword }) => `${path} ${keyword}`).sort()).toEqual([
    'name maxLength',
    'name pattern',
    'seats minimum',
  ]);
});

test('lengths count characters, not code units', () => {
  expect(problems({ name: 'a', tags: { 𝐀𝐀𝐀: '' } })).toEqual([]);
});

test('what was observed is abbreviated', () => {
  const [problem] = problems({ name: 'a', mode: 'x'.repeat(500) });
  expect(problem?.observed).toMatch(/^"x+… \(500 characters\)$/);
  expect(problem?.observed.length).toBeLessThan(110);
});

test('a schema is compiled once', () => {
  expect(compile(contract, schema)).toBe(compile(contract, schema));
});
