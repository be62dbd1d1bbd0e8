import { describe, expect, it } from 'vitest';
import { causesOf } from '../causes/causes.js';
import { deviates, exchange, type Seen } from '../testing/results.js';
import type { CheckResult } from '../types.js';
import { fingerprintOf } from './fingerprint.js';

const prints = (...checks: CheckResult[]) => causesOf(checks).map(fingerprintOf);

const lost = (operation: string, more: Partial<Seen> = {}) =>
  deviates(operation, {
    id: `lifecycle/ivs/Channel/${operation}/name`,
    member: 'channel.name',
    expected: 'channel.name is "a" (as it was sent)',
    observed: 'channel.name is absent',
    ...more,
  });
const taken = (member: string, more: Partial<Seen> = {}) =>
  deviates('CreateChannel', {
    id: `constraint/ivs/CreateChannel/${member}/pattern`,
    member,
    expected: `400 ValidationException, because ${member} has to match ^a$`,
    observed: '200 (success)',
    ...more,
  });
const refused = (type: string) =>
  deviates('CreateChannel', {
    id: 'http/ivs/CreateChannel/status',
    expected: 'success, as the request is valid',
    observed: `400 ${type}: no`,
    exchanges: [exchange('CreateChannel', 400, {}, { __type: `com.amazonaws.ivs#${type}` })],
  });

describe('a fingerprint', () => {
  it('is 16 hexadecimal digits, the same each time', () => {
    expect(prints(lost('GetChannel'))).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
    expect(prints(lost('GetChannel'))).toEqual(prints(lost('GetChannel')));
  });

  it.each<[string, CheckResult, CheckResult]>([
    [
      'another counterexample',
      taken('name', { counterexample: { a: 1 } }),
      taken('name', { counterexample: { b: 'x' } }),
    ],
    [
      'another constraint of the member',
      taken('name'),
      taken('name', { id: 'constraint/ivs/CreateChannel/name/maxLength' }),
    ],
    ['whichever operation shows what is lost', lost('GetChannel'), lost('CreateChannel')],
    [
      'another part of what is lost',
      lost('GetChannel', { member: 'channel.srt' }),
      lost('GetChannel', { member: 'channel.srt.endpoint' }),
    ],
  ])('is the same for %s', (_, one, other) => {
    expect(prints(one)).toEqual(prints(other));
  });

  it('is the same in any order', () => {
    const all = [taken('name'), lost('GetChannel'), refused('ValidationException')];
    expect(prints(...all.toReversed()).sort()).toEqual(prints(...all).sort());
  });

  it('tells members, directions and errors apart', () => {
    const all = [
      taken('name'),
      taken('latencyMode'),
      lost('GetChannel'),
      refused('ValidationException'),
      refused('ConflictException'),
    ];
    expect(new Set(all.flatMap((each) => prints(each))).size).toBe(all.length);
  });

  it('tells resources apart', () => {
    const stage = lost('GetStage', { id: 'lifecycle/ivs/Stage/name', member: 'stage.name' });
    expect(prints(stage)).not.toEqual(prints(lost('GetChannel')));
  });
});
