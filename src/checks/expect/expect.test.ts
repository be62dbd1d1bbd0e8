import { describe, expect, test } from 'vitest';
import { loadContract } from '../../contract/load.js';
import type { Json } from '../../contract/types.js';
import { type Answer, readAnswer } from '../../transport/http/answer.js';
import {
  at,
  describeAnswer,
  equal,
  expectError,
  expectMember,
  expectRefusal,
  listAt,
  matches,
  objectAt,
  requireSuccess,
  show,
  stringAt,
  withMember,
} from './expect.js';
import { DeviationFound, Skipped } from './verdicts.js';

const operation = loadContract('ivs').operations.get('GetChannel');

function answer(status: number, body: Json | undefined, headers: { [name: string]: string } = {}): Answer {
  if (operation === undefined) throw new Error('no such operation');
  const request = {
    service: 'ivs',
    operation: 'GetChannel',
    method: 'POST',
    path: '/',
    headers: {},
    url: '',
  } as const;
  const response = { status, headers, body: body === undefined ? '' : JSON.stringify(body) };
  return readAnswer(operation, { request, response, durationMs: 1 });
}

const refused = (status: number, code?: string) =>
  answer(status, { message: 'no' }, code === undefined ? {} : { 'x-amzn-errortype': code });

describe('an expected error', () => {
  const judge = (given: Answer) => () => expectError(given, 'ConflictException', 409, 'it is used');

  test('is the code; a status that disagrees is for the error-form checks', () => {
    expect(judge(refused(409, 'ConflictException'))).not.toThrow();
    expect(judge(refused(400, 'ConflictException'))).not.toThrow();
    expect(judge(refused(409, 'ValidationException'))).toThrow(DeviationFound);
  });

  test('is the status where no code comes', () => {
    expect(judge(refused(409))).not.toThrow();
    expect(judge(refused(400))).toThrow('expected 409 ConflictException, because it is used');
  });

  test('is not a success', () => {
    expect(judge(answer(200, {}))).toThrow('observed 200 (success)');
  });
});

test.each([
  [200, true],
  [302, true],
  [400, false],
  [404, false],
  [499, false],
  [500, true],
])('status %i deviates from a refusal: %s', (status, deviates) => {
  const judge = () => expectRefusal(refused(status), 'it is invalid');
  if (deviates) expect(judge).toThrow(DeviationFound);
  else expect(judge).not.toThrow();
});

test('a call that another check is responsible for has to succeed, or this one is skipped', () => {
  expect(requireSuccess(answer(200, { a: 1 }))).toEqual({ a: 1 });
  expect(() => requireSuccess(refused(400, 'ValidationException'))).toThrow(Skipped);
});

test('a member carries what is expected, or the deviation names both', () => {
  const judge = (observed: Json | undefined) => () =>
    expectMember(answer(200, {}), 'channel.name', observed, 'x', { because: 'as it was sent' });
  expect(judge('x')).not.toThrow();
  expect(judge('y')).toThrow('expected channel.name is "x" (as it was sent), observed channel.name is "y"');
  expect(judge(undefined)).toThrow('observed channel.name is absent');
  const empty = (path: string, expected: Json, shown?: true) => () =>
    expectMember(answer(200, {}), path, undefined, expected, { ...(shown && { shown }) });
  expect(empty('channel.name', '')).not.toThrow();
  expect(empty('channel.name', '', true)).toThrow('observed channel.name is absent');
  expect(() => expectMember(answer(200, {}), 'channel.tags', {}, { a: '' })).toThrow(DeviationFound);
});

describe('matching', () => {
  test.each<[Json | undefined, Json, boolean]>([
    [{ a: 1, b: 2 }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, true],
    [[1, 2], [1, 2], true],
    [[1, 2], [1], false],
    [[2, 1], [1, 2], false],
    [[{ a: 1, b: 1 }], [{ a: 1 }], true],
    [undefined, {}, true],
    [undefined, '', true],
    [undefined, false, false],
    [{ a: 1 }, { a: 1, b: [], c: { d: '' } }, false],
    [{ a: 1, c: {} }, { a: 1, b: [], c: { d: '' } }, true],
    [{ tags: {} }, { tags: { a: '' } }, false],
    [null, null, true],
    ['1', 1, false],
    [{}, [], false],
    [[], {}, false],
  ])('%j carries %j: %s', (observed, expected, same) => {
    expect(matches(observed, expected)).toBe(same);
  });

  test('lists without order are the same whatever their order, but not whatever their number', () => {
    expect(matches(['b', 'a'], ['a', 'b'], true)).toBe(true);
    expect(matches(['a', 'a'], ['a', 'b'], true)).toBe(false);
  });
});

test.each<[Json | undefined, Json | undefined, boolean]>([
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, true],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [undefined, undefined, true],
  [undefined, null, false],
  [{ a: undefined as never }, {}, true],
])('%j equals %j: %s', (left, right, same) => {
  expect(equal(left, right)).toBe(same);
  expect(equal(right, left)).toBe(same);
});

describe('dotted paths', () => {
  const value: Json = { a: { b: [1], c: 'x', d: null } };

  test('lead to a value, or nowhere', () => {
    expect(at(value, 'a.c')).toBe('x');
    expect(at(value, '')).toEqual(value);
    for (const path of ['a.d', 'a.b.0', 'x.y', 'a.c.length']) expect(at(value, path), path).toBeUndefined();
  });

  test('lead to a value of the type asked for, or to an empty one', () => {
    expect([objectAt(value, 'a.b'), listAt(value, 'a'), stringAt(value, 'a')]).toEqual([{}, [], undefined]);
    expect([objectAt(value, 'a').c, listAt(value, 'a.b'), stringAt(value, 'a.c')]).toEqual(['x', [1], 'x']);
  });

  test('set a value in a copy', () => {
    const before = { a: { b: 1 } };
    expect(withMember(before, 'a.c.d', 2)).toEqual({ a: { b: 1, c: { d: 2 } } });
    expect(withMember(before, 'a', 3)).toEqual({ a: 3 });
    expect(before).toEqual({ a: { b: 1 } });
  });
});

test('values are shown as JSON, long ones cut', () => {
  expect(show(undefined)).toBe('absent');
  expect(show('')).toBe('""');
  expect(show('x'.repeat(400))).toMatch(/^"x{299}… \(402 characters\)$/);
});

test.each<[Answer, string]>([
  [answer(204, undefined), '204 (success)'],
  [refused(404, 'ResourceNotFoundException'), '404 ResourceNotFoundException: no'],
  [refused(500), '500 without an error code: no'],
  [answer(403, undefined), '403 without an error code'],
])('an answer in one line: %#', (given, line) => {
  expect(describeAnswer(given)).toBe(line);
});
