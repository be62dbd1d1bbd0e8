import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { loadContract } from './load.js';
import { compareWithSdk, describeSdk, type SdkDescription } from './sdk.js';
import type { Service } from './types.js';

const require = createRequire(import.meta.url);
const NOTHING = { operations: [], members: [], enumValues: [] };

function installed(service: Service): SdkDescription {
  const sdk = describeSdk(require(`@aws-sdk/client-${service}`));
  if (sdk === undefined) throw new Error('the SDK that the tests use has schemas');
  return sdk;
}

const compared = (service: Service, date: string) =>
  compareWithSdk(loadContract(service, date), installed(service));

describe('a contract of an earlier revision is behind the SDK', () => {
  test('by members, each told once with all that it holds', () => {
    const { behind, ahead } = compared('ivs', '2026-06-04');
    expect(behind.operations).toEqual([]);
    expect(behind.members).toContainEqual({
      operation: 'CreateAdConfiguration',
      side: 'request',
      member: 'postRollConfiguration',
    });
    expect(behind.members.filter(({ member }) => member.startsWith('postRollConfiguration.'))).toEqual([]);
    expect(ahead).toEqual(NOTHING);
  });

  test('by operations, whose members are not told besides', () => {
    const { behind } = compared('ivs', '2026-05-18');
    expect(behind.operations).toEqual(['UpdateAdConfiguration']);
    expect(behind.members.map(({ operation }) => operation)).not.toContain('UpdateAdConfiguration');
  });

  test('by enum values', () => {
    expect(compared('ivs-realtime', '2025-09-16').behind.enumValues).toEqual([
      { shape: 'EventName', value: 'TOKEN_EXCHANGED' },
    ]);
  });

  test('by members that travel as headers', () => {
    const { behind } = compared('ivs', '2024-11-14');
    const header = { operation: 'BatchGetChannel', side: 'response', member: 'cacheControl' };
    expect(behind.members).toContainEqual(header);
  });
});

describe('an SDK', () => {
  test('that is older than a contract lacks what it has', () => {
    const { operations, enums } = installed('ivs');
    const older = {
      operations: new Map([...operations].filter(([name]) => name !== 'UpdateAdConfiguration')),
      enums: new Map(
        [...enums].map(([name, values]) => [name, name === 'ChannelType' ? values.slice(1) : values]),
      ),
    };
    expect(compareWithSdk(loadContract('ivs'), older)).toMatchObject({
      behind: NOTHING,
      ahead: { operations: ['UpdateAdConfiguration'], members: [], enumValues: [{ shape: 'ChannelType' }] },
    });
  });

  test('is described by the schemas and enumerations that it exports', () => {
    const door = [3, 'com.example', 'Door', 0, ['lock', 'rooms'], [[0, { jsonName: 'l' }], () => rooms]];
    const room = [3, 'com.example', 'Room', 0, ['doors', 'tags'], [() => doors, 128]];
    const doors = [1, 'com.example', 'Doors', 0, () => door];
    const rooms = [2, 'com.example', 'Rooms', 0, 0, () => room];
    const sdk = describeSdk({
      Door$: door,
      GetRoom$: [9, 'com.example', 'GetRoom', 0, () => door, () => room],
      Mode: { FAST: 'FAST' },
      Client: class {},
    });
    expect(sdk?.operations.get('GetRoom')).toEqual({
      request: ['lock', 'rooms', 'rooms{}.doors', 'rooms{}.tags'],
      response: ['doors', 'doors[].lock', 'doors[].rooms', 'tags'],
    });
    expect(sdk?.enums).toEqual(new Map([['Mode', ['FAST']]]));
  });

  test('without schemas is not described', () => {
    expect(describeSdk({ Client: class {}, Mode: { FAST: 'FAST' } })).toBeUndefined();
  });
});
