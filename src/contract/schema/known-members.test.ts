import { describe, expect, test } from 'vitest';
import { loadContract } from '../load.js';
import type { Json } from '../types.js';
import { knownMembers } from './known-members.js';

const contract = loadContract('ivs');

function read(operation: string, output: Json): Json {
  return knownMembers(contract, contract.operations.get(operation)?.output ?? {}, output);
}

describe('of an answer a client reads', () => {
  test.each<[string, string, Json, Json]>([
    ['known members', 'GetChannel', { channel: { arn: 'a', srt: { endpoint: 'b' } } }, 'the same'],
    ['no others', 'GetChannel', { channel: { arn: 'a', updatedAt: 1 }, at: 2 }, { channel: { arn: 'a' } }],
    ['none of a structure within', 'GetChannel', { channel: { srt: { x: 1 } } }, { channel: { srt: {} } }],
    ['entries', 'ListChannels', { channels: [{ arn: 'a', x: 1 }, 'b'] }, { channels: [{ arn: 'a' }, 'b'] }],
    ['every key of a map', 'GetChannel', { channel: { tags: { constructor: 'a', x: '' } } }, 'the same'],
    ['what is of a wrong type', 'GetChannel', { channel: ['a', { x: 1 }] }, 'the same'],
    ['no member of every object', 'GetChannel', { channel: { toString: 'a' } }, { channel: {} }],
    ['null', 'GetChannel', { channel: null }, 'the same'],
  ])('%s', (_, operation, output, seen) => {
    if (seen === 'the same') expect(read(operation, output)).toBe(output);
    else expect(read(operation, output)).toEqual(seen);
  });
});
