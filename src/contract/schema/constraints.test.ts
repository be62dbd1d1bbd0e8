import { describe, expect, test } from 'vitest';
import { loadContract } from '../load.js';
import { constraintsOf, defaultsOf } from './constraints.js';

const ivs = loadContract('ivs');
const realtime = loadContract('ivs-realtime');

function inputOf(operation: string) {
  const contract = ivs.operations.has(operation) ? ivs : realtime;
  const found = contract.operations.get(operation);
  if (found === undefined) throw new Error(`no operation ${operation}`);
  return [contract, found.input] as const;
}

const listed = (operation: string) =>
  constraintsOf(...inputOf(operation)).map(({ member, keyword, value }) => `${member} ${keyword} ${value}`);

describe('constraints', () => {
  test('of a flat input', () => {
    expect(listed('ListStreamKeys')).toEqual([
      'channelArn required true',
      'channelArn pattern ^(?:arn:aws:ivs:[a-z0-9-]+:[0-9]+:channel/[a-zA-Z0-9-]+)$',
      'channelArn minLength 1',
      'channelArn maxLength 128',
      'maxResults minimum 1',
      'maxResults maximum 50',
      'nextToken pattern ^(?:[a-zA-Z0-9+/=_-]*)$',
      'nextToken maxLength 1024',
    ]);
  });

  test('of maps: their size, their keys and their values', () => {
    expect(listed('CreateStage').filter((line) => line.startsWith('tags'))).toEqual([
      'tags maxProperties 50',
      'tags{key} minLength 1',
      'tags{key} maxLength 128',
      'tags{} maxLength 256',
    ]);
  });

  test('of lists, their items and what these hold', () => {
    expect(listed('StartComposition')).toEqual(
      expect.arrayContaining([
        'destinations required true',
        'destinations minItems 1',
        'destinations maxItems 2',
        'destinations[].channel.channelArn required true',
        'destinations[].s3.encoderConfigurationArns[] maxLength 128',
        'layout.grid.videoFillMode enum FILL,COVER,CONTAIN',
      ]),
    );
  });

  test('leave out sizes of at least zero, which nothing breaks, but not a minimum of zero', () => {
    expect(listed('CreateChannel')).not.toContain('name minLength 0');
    expect(listed('CreateRecordingConfiguration')).toContain('recordingReconnectWindowSeconds minimum 0');
  });
});

describe('defaults', () => {
  test('are found at every depth', () => {
    expect(defaultsOf(...inputOf('CreateRecordingConfiguration'))).toEqual([
      { member: 'recordingReconnectWindowSeconds', default: 0 },
      { member: 'renditionConfiguration.renditionSelection', default: 'ALL' },
      { member: 'thumbnailConfiguration.recordingMode', default: 'INTERVAL' },
      { member: 'thumbnailConfiguration.storage', default: ['SEQUENTIAL'] },
      { member: 'thumbnailConfiguration.targetIntervalSeconds', default: 60 },
    ]);
  });

  test('of the items of a list carry its mark', () => {
    expect(defaultsOf(...inputOf('CreateStage'))).toContainEqual({
      member: 'participantTokenConfigurations[].duration',
      default: 720,
    });
  });

  test('are none for updates', () => {
    expect(defaultsOf(...inputOf('UpdateStage'))).toEqual([]);
  });
});
