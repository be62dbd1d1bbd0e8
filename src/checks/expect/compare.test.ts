import { describe, expect, test } from 'vitest';
import { loadContract, resolve } from '../../contract/load.js';
import type { Resource } from '../../contract/resources.js';
import { MAPS } from '../../contract/schema/values.js';
import { type JsonObject, type Schema, SERVICES } from '../../contract/types.js';
import { differs, isUnordered } from './compare.js';

const resource: Resource = {
  name: 'Policy',
  checked: true,
  taggable: true,
  always: ['arn'],
  volatile: ['state'],
  unordered: ['countries', 'thumbnails.storage'],
};

describe('two views of a resource', () => {
  test.each<[string, JsonObject, JsonObject, string | undefined]>([
    ['the same', { arn: 'a', tags: { x: '1', y: '2' } }, { tags: { y: '2', x: '1' }, arn: 'a' }, undefined],
    ['a changed member', { arn: 'a', name: 'b' }, { arn: 'a', name: 'c' }, 'name'],
    ['a lost member', { arn: 'a', name: 'b' }, { arn: 'a' }, 'name'],
    ['a further member', { arn: 'a' }, { arn: 'a', name: 'b' }, 'name'],
    ['a member within', { srt: { endpoint: 'a' } }, { srt: { endpoint: 'b' } }, 'srt'],
    ['absent, null and empty', { a: '', b: null }, { c: '' }, undefined],
    ['absent and an empty list or map', { tags: {}, countries: [] }, { origins: [] }, undefined],
    [
      'absent and empty within',
      { s3: { bucket: 'a', prefix: '' } },
      { s3: { bucket: 'a', names: [] } },
      undefined,
    ],
    ['a lost entry', { countries: ['DE'] }, { countries: [] }, 'countries'],
    ['a lost tag without value', { tags: { x: '' } }, { tags: { y: '' } }, 'tags'],
    ['no tag for one without value', { tags: { x: '' } }, {}, 'tags'],
    ['false is not absent', { authorized: false }, {}, 'authorized'],
    ['a volatile member', { state: 'CREATING' }, { state: 'ACTIVE' }, undefined],
    ['an unordered list', { countries: ['DE', 'FR'] }, { countries: ['FR', 'DE'] }, undefined],
    ['an unordered list with another entry', { countries: ['DE'] }, { countries: ['FR'] }, 'countries'],
    ['an ordered list', { origins: ['a', 'b'] }, { origins: ['b', 'a'] }, 'origins'],
  ])('%s', (_, before, after, member) => {
    expect(differs(resource, before, after)).toBe(member);
    expect(differs(resource, after, before)).toBe(member);
  });

  test('differ only in what is not excepted', () => {
    expect(differs(resource, { name: 'a', type: 'b' }, { name: 'c', type: 'b' }, ['name'])).toBeUndefined();
    expect(differs(resource, { name: 'a', type: 'b' }, { name: 'c', type: 'd' }, ['name'])).toBe('type');
  });
});

test('a member is unordered if it, or something within it, is', () => {
  expect(['countries', 'thumbnails', 'origins', 'thumb'].map((name) => isUnordered(resource, name))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test.each(SERVICES)('all maps in outputs of %s are known as such', (service) => {
  const { shapes, operations } = loadContract(service);
  const structures = [
    ...Object.values(shapes.$defs),
    ...[...operations.values()].map(({ output }) => output),
  ];
  const members = structures.flatMap(({ properties = {} }) => Object.entries(properties));
  const isMap = (schema: Schema): boolean => {
    const { type, properties, additionalProperties } = resolve(loadContract(service), schema);
    return type === 'object' && properties === undefined && typeof additionalProperties === 'object';
  };
  const maps = members.filter(([, schema]) => isMap(schema)).map(([name]) => name);
  expect(MAPS).toEqual(expect.arrayContaining([...new Set(maps)]));
});
