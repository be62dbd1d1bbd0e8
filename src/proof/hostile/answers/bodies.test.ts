import { expect, it } from 'vitest';
import { deepJson, longArray, manyMembers, patched } from './bodies.js';

const answer = (body: string) => ({ status: 200, headers: {}, body });

it('nests lists in lists', () => {
  expect(deepJson(3)).toBe('[[[]]]');
});

it('puts further members before those that are there', () => {
  expect(manyMembers('{"a":1}', 2)).toBe('{"k0":"v","k1":"v","a":1}');
  expect(JSON.parse(manyMembers('{}', 2))).toEqual({ k0: 'v', k1: 'v' });
});

it('lengthens lists, and leaves what is none', () => {
  expect(longArray(2, '1')(answer('{"channels":[{"name":"a"}]}'))).toBe('{"channels":[1,1]}');
  expect(longArray(2, '1')(answer('{"channel":{}}'))).toBeUndefined();
});

it.each([
  ['{"arn":"a","name":"n"}', '{"arn":0,"name":"n"}'],
  ['{"list":[{"arn":"a\\"b"},{"arn":"c"}]}', '{"list":[{"arn":0},{"arn":"c"}]}'],
  ['{"name":"n"}', '{"name":"n"}'],
])('puts a value in place of the first of a name: %s', (body, expected) => {
  expect(patched('arn', '0')(answer(body))).toBe(expected);
});
