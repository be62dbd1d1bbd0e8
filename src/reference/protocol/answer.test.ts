import { describe, expect, it } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import { Client } from '../testing/client.js';

function channelAt(revision: string): object {
  const { body } = new Client({ contracts: loadContracts({ revision }) }).post('CreateChannel');
  return Object(body.channel);
}

describe('with the contract of an earlier revision', () => {
  it('answers show what there was', () => {
    expect(Object.keys(channelAt('2021-10-20')).sort()).toEqual([
      'arn',
      'authorized',
      'ingestEndpoint',
      'latencyMode',
      'name',
      'playbackUrl',
      'recordingConfigurationArn',
      'tags',
      'type',
    ]);
    expect(channelAt('2024-04-04')).toHaveProperty('srt.passphrase');
    expect(channelAt('2024-04-04')).not.toHaveProperty('multitrackInputConfiguration');
  });

  it('so do the entries of lists', () => {
    const client = new Client({ contracts: loadContracts({ revision: '2023-05-31' }) });
    client.channel();
    expect(client.post('ListChannels').body.channels).toEqual([
      expect.not.objectContaining({ type: 'STANDARD' }),
    ]);
  });

  it('members that came later are ignored, as unknown ones are', () => {
    const client = new Client({ contracts: loadContracts({ revision: '2021-10-20' }) });
    expect(client.post('CreateChannel', { containerFormat: 'NONE' }).status).toBe(200);
  });
});
