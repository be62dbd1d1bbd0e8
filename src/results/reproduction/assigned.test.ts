import { describe, expect, it } from 'vitest';
import type { Json } from '../../contract/types.js';
import type { CheckResult } from '../types.js';
import { differences, saidOf } from './assigned.js';

/** A deviation of GetChannel that was answered so. */
function deviation(
  observed: string,
  answer: Json = {},
  path = '0',
  counterexample: Json = null,
): CheckResult {
  return {
    id: 'shape/ivs/GetChannel',
    title: 'GetChannel answers in its shape',
    service: 'ivs',
    operations: ['GetChannel'],
    kind: 'shape',
    strength: 'documented',
    source: { document: 'API reference' },
    outcome: 'deviates',
    cases: 1,
    requests: 1,
    durationMs: 1,
    deviation: {
      expected: 'something else',
      observed,
      counterexample,
      exchanges: [
        {
          service: 'ivs',
          operation: 'GetChannel',
          request: {
            method: 'POST',
            url: 'http://localhost/GetChannel',
            headers: {},
            body: '{"name":"drawn-1234"}',
          },
          response: { status: 200, headers: {}, body: JSON.stringify(answer) },
          durationMs: 1,
        },
      ],
      reproduce: { seed: 1, path, command: '', curl: '' },
    },
  };
}

const arn = (id: string) => `arn:aws:ivs:us-east-1:123456789012:channel/${id}`;

describe('two verdicts say the same', () => {
  it.each<[string, CheckResult, CheckResult]>([
    ['whatever the ARN', deviation(`no ${arn('a')}`), deviation(`no ${arn('b')}`)],
    ['whatever the time', deviation('at 2026-01-01T00:00:00Z'), deviation('at 2027-01-01T00:00:00.123Z')],
    ['whatever the stream', deviation('st-1CLDXh4xcZVEa'), deviation('st-2CLDXh4xcZVEa')],
    ['whatever the participant', deviation('no KGu4YLARZ7hK'), deviation('no oAGCAYhMCKxb')],
    [
      'whatever the answer was the first to name',
      deviation('is a1b2c3d4.live', { playbackUrl: 'a1b2c3d4.live' }),
      deviation('is e5f6a7b8.live', { playbackUrl: 'e5f6a7b8.live' }),
    ],
    [
      'whichever identifier was sent',
      deviation('', {}, '0', { GetStage: { sessionId: 'one' } }),
      deviation('', {}, '0', { GetStage: { sessionId: 'other' } }),
    ],
  ])('%s', (_, one, other) => {
    expect(differences(saidOf(one), saidOf(other))).toEqual([]);
  });
});

describe('two verdicts differ', () => {
  it.each<[string, string, CheckResult, CheckResult]>([
    ['in a value', 'observed', deviation('"LOW"', { a: 'LOW' }), deviation('"NORMAL"', { a: 'NORMAL' })],
    [
      'in an error code',
      'observed',
      deviation('404 ResourceNotFoundException', { code: 'ResourceNotFoundException' }),
      deviation('404 ChannelNotBroadcasting', { code: 'ChannelNotBroadcasting' }),
    ],
    ['in what was drawn', 'observed', deviation('drawn-1234'), deviation('drawn-5678')],
    ['in a number', 'observed', deviation('12 items'), deviation('13 items')],
    ['in the path', 'path', deviation('a'), deviation('a', {}, '0:1')],
    [
      'in the user',
      'counterexample',
      deviation('', {}, '0', { userId: 'one' }),
      deviation('', {}, '0', { userId: 'other' }),
    ],
    [
      'in the type of a resource',
      'observed',
      deviation(arn('a')),
      deviation(arn('a').replace('channel', 'stage')),
    ],
  ])('%s', (_, member, one, other) => {
    expect(differences(saidOf(one), saidOf(other))).toEqual([member]);
  });

  it('in the outcome, and in its reason', () => {
    const { deviation: _, ...rest } = deviation('');
    const conforms: CheckResult = { ...rest, outcome: 'conforms' };
    const skipped: CheckResult = { ...rest, outcome: 'skipped', reason: 'needs GetStage' };
    expect(differences(saidOf(conforms), saidOf(skipped))).toEqual(['outcome', 'reason']);
  });
});
