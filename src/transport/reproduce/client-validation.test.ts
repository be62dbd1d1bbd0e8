import { describe, expect, it } from 'vitest';
import type { Json, Schema, ShapesDocument } from '../../contract/types.js';
import { passesClientValidation } from './client-validation.js';

const SHAPES: ShapesDocument = {
  $comment: '',
  $schema: '',
  $id: 'urn:test',
  service: 'ivs',
  revision: '2026-01-01',
  metadata: { serviceId: '', signingName: '', endpointPrefix: '', apiVersion: '', documentation: '' },
  errors: {},
  $defs: { Name: { type: 'string', minLength: 1, maxLength: 3, pattern: '^[a-z]*$', enum: ['a', 'b'] } },
};

const SCHEMA: Schema = {
  type: 'object',
  properties: {
    name: { $ref: 'urn:test#/$defs/Name' },
    count: { type: 'integer', minimum: 1, maximum: 3 },
    share: { type: 'number', minimum: 0 },
    flag: { type: 'boolean' },
    list: { type: 'array', items: { $ref: 'urn:test#/$defs/Name' }, minItems: 1, maxItems: 2 },
    tags: { type: 'object', additionalProperties: { type: 'string' } },
  },
  required: ['name'],
  additionalProperties: false,
};

function passes(input: { [member: string]: Json }): boolean {
  return passesClientValidation({ name: 'a', ...input }, SCHEMA, SHAPES);
}

describe('the AWS CLI', () => {
  it.each<[string, { [member: string]: Json }]>([
    ['valid input', { count: 1, share: 0, flag: true, list: ['a'], tags: { k: 'v' } }],
    ['a broken pattern, length or enum', { name: 'LONG NAME' }],
    ['more than the maximum', { count: 4, list: ['a', 'b', 'a'] }],
  ])('sends %s', (_, input) => {
    expect(passes(input)).toBe(true);
  });

  it.each<[string, { [member: string]: Json }]>([
    ['a member that it does not know', { other: 1 }],
    ['a null', { count: null }],
    ['text for a number', { count: '1' }],
    ['a fraction for an integer', { count: 1.5 }],
    ['a number for text', { name: 1 }],
    ['text for a boolean', { flag: 'true' }],
    ['a list for a map', { tags: [] }],
    ['a map for a list', { list: {} }],
    ['a wrong type within a map', { tags: { k: 1 } }],
    ['less than the minimum', { count: 0 }],
    ['a negative share', { share: -0.1 }],
    ['too short a text', { name: '' }],
    ['too short a text within a list', { list: [''] }],
    ['too short a list', { list: [] }],
  ])('refuses %s', (_, input) => {
    expect(passes(input)).toBe(false);
  });

  it('refuses input without a required member', () => {
    expect(passesClientValidation({}, SCHEMA, SHAPES)).toBe(false);
    expect(passesClientValidation(JSON.parse('{"constructor":1}'), SCHEMA, SHAPES)).toBe(false);
  });
});
