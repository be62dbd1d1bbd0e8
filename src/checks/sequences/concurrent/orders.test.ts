import { expect, test } from 'vitest';
import type { Step } from '../../../../generators/index.js';
import { loadContract } from '../../../contract/load.js';
import { loadResources, resourceNamed } from '../../../contract/resources.js';
import type { JsonObject } from '../../../contract/types.js';
import { readAnswer } from '../../../transport/http/answer.js';
import { operationOf } from '../../plan/scope.js';
import { endsOf, type Made, mismatch, type State } from './orders.js';

const contract = loadContract('ivs');
const resources = loadResources('ivs');
const channel = resourceNamed(resources, 'Channel');
const START: State = { isThere: true, sent: {}, tags: {} };

/** A call that was answered with this status. */
function made(does: Step['does'], operation: string, input: JsonObject, status = 200): Made {
  const request = {
    service: 'ivs',
    operation,
    method: 'POST',
    path: '/',
    url: '',
    headers: {},
    body: '',
  } as const;
  const response = { status, headers: {}, body: '{}' };
  const answer = readAnswer(operationOf({ contract, resources, rules: [] }, operation), {
    request,
    response,
    closed: false,
    durationMs: 0,
  });
  return { step: { does, operation, resource: 'Channel', on: 0, input, names: {}, filter: '' }, answer };
}

const update = (input: JsonObject, status?: number) => made('update', 'UpdateChannel', input, status);
const remove = (status?: number) => made('delete', 'DeleteChannel', {}, status);

test('either of two changes of one member may be the last, of two members both are kept', () => {
  const names = endsOf(START, [update({ name: 'a' })], [update({ name: 'b' })]).map(({ sent }) => sent.name);
  expect(names.sort()).toEqual(['a', 'b']);
  for (const { sent } of endsOf(START, [update({ name: 'a' })], [update({ authorized: true })]))
    expect(sent).toEqual({ name: 'a', authorized: true });
});

test('the calls of one client keep their order', () => {
  const ends = endsOf(START, [update({ name: 'a' }), update({ name: 'b' })], []);
  expect(ends.map(({ sent }) => sent.name)).toEqual(['b']);
});

test('a conflict is a call that did not happen', () => {
  const ends = endsOf(START, [update({ name: 'a' }, 409)], [update({ authorized: true })]);
  expect(ends.map(({ sent }) => sent)).toEqual([{ authorized: true }, { authorized: true }]);
});

test('what is deleted cannot be changed afterwards, and is not found only then', () => {
  const ends = endsOf(START, [remove()], [update({ name: 'a' })]);
  expect(ends).toEqual([{ isThere: false, sent: { name: 'a' }, tags: {} }]);
  expect(endsOf(START, [remove()], [update({ name: 'a' }, 404)])).toHaveLength(1);
  expect(endsOf(START, [remove(409)], [update({ name: 'a' }, 404)]), 'in no order').toEqual([]);
});

test('both of two who delete may be told that it is gone, or one that it was not found', () => {
  expect(endsOf(START, [remove()], [remove()])).toHaveLength(2);
  expect(endsOf(START, [remove()], [remove(404)])).toHaveLength(1);
  expect(endsOf(START, [remove(404)], [remove(404)]), 'in no order').toEqual([]);
});

test('a resource is as a state has it, or differs in a member', () => {
  const before = { arn: 'arn', name: '', authorized: false, tags: {} };
  const state = { ...START, sent: { name: 'a' } };
  expect(mismatch(channel, before, state, { ...before, name: 'a' })).toBeUndefined();
  expect(mismatch(channel, before, state, before)).toBe('name');
  expect(mismatch(channel, before, state, { ...before, name: 'a', authorized: true })).toBe('authorized');
  expect(mismatch(channel, before, { ...state, tags: { a: 'b' } }, { ...before, name: 'a' })).toBe('tags');
  expect(mismatch(channel, before, state, undefined)).toBe('');
  expect(mismatch(channel, before, { ...state, isThere: false }, undefined)).toBeUndefined();
});
