import { describe, expect, test } from 'vitest';
import { loadContract } from '../../contract/load.js';
import { loadRevisions } from '../../contract/revisions/revisions.js';
import type { Json } from '../../contract/types.js';
import { memberAt, youngestIn } from './appearances.js';

const ivs = loadContract('ivs');
const revisions = loadRevisions('ivs');

describe('memberAt', () => {
  test('dates a member that is younger than its operation, and no other one', () => {
    expect(memberAt(revisions, 'GetChannel', 'output', 'channel.preset')).toEqual({
      name: 'preset 2023-06-01',
      since: '2023-06-01',
    });
    expect(memberAt(revisions, 'GetChannel', 'output', 'channel.name')).toBeUndefined();
    expect(memberAt(revisions, 'GetChannel', 'output', 'none')).toBeUndefined();
    expect(memberAt(revisions, 'CreateChannel', 'input', 'preset')?.since).toBe('2023-06-01');
  });

  test('dates what is in it, numbered entries of lists and keys of maps included', () => {
    const at = (path: string) => memberAt(revisions, 'GetStreamSession', 'output', path)?.since;
    expect(at('streamSession.ingestConfigurations.videoConfigurations[0]')).toBe('2024-11-14');
    expect(at('streamSession.ingestConfigurations.none.at.all')).toBe('2024-11-14');
    expect(memberAt(revisions, 'CreateAdConfiguration', 'input', 'tags["team"]')?.since).toBe('2026-04-27');
    expect(memberAt(revisions, 'CreateAdConfiguration', 'input', 'tags{key}')?.since).toBe('2026-04-27');
  });
});

describe('youngestIn', () => {
  const names = (input: Json) => youngestIn(ivs, revisions, 'CreateChannel', input).map(({ name }) => name);

  test('gives the members and enum values that came last', () => {
    expect(names({ name: 'a', type: 'BASIC' })).toEqual([]);
    expect(names({ type: 'ADVANCED_HD' })).toEqual(['type=ADVANCED_HD 2023-06-01']);
    expect(names({ preset: 'none', insecureIngest: true })).toEqual(['preset 2023-06-01']);
    expect(
      names({ preset: 'CONSTRAINED_BANDWIDTH_DELIVERY', multitrackInputConfiguration: { enabled: true } }),
    ).toEqual(['multitrackInputConfiguration 2024-11-14']);
  });

  test('gives nothing of an operation that is as young as all of it', () => {
    expect(youngestIn(ivs, revisions, 'CreateFailoverSlateConfiguration', { name: 'a' })).toEqual([]);
  });
});
