import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/types.js';
import { Client, expectError, unknownArn } from '../../testing/client.js';

const mediaTailorPlaybackConfigurations = [
  { playbackConfigurationArn: 'arn:aws:mediatailor:us-east-1:123456789012:playbackConfiguration/one' },
];

function create(client: Client, input: JsonObject = {}): JsonObject & { arn: string } {
  const all = { mediaTailorPlaybackConfigurations, ...input };
  return client.resource('CreateAdConfiguration', 'adConfiguration', all);
}

describe('ad configurations', () => {
  it('have documented defaults', () => {
    expect(create(new Client())).toEqual({
      arn: expect.stringMatching(/:ad-configuration\/[a-zA-Z0-9]{12}$/),
      name: '',
      mediaTailorPlaybackConfigurations,
      postRollConfiguration: { enabled: false, durationSeconds: 15 },
      tags: {},
    });
  });

  it('keep what an update leaves out', () => {
    const client = new Client();
    const before = create(client, { name: 'a', tags: { a: 'b' } });
    const postRollConfiguration = { enabled: true, durationSeconds: 300 };
    const input = { arn: before.arn, postRollConfiguration };
    const after = client.resource('UpdateAdConfiguration', 'adConfiguration', input);
    expect(after).toEqual({ ...before, postRollConfiguration });
    expect(client.resource('GetAdConfiguration', 'adConfiguration', { arn: before.arn })).toEqual(after);
    expect(client.post('ListAdConfigurations').body).toEqual({ adConfigurations: [after] });
  });

  it('are used by channels, which can be listed by them', () => {
    const client = new Client();
    const { arn } = create(client);
    const channel = client.channel({ adConfigurationArn: arn });
    client.channel();
    expect(channel.adConfigurationArn).toBe(arn);
    expect(client.post('ListChannels', { filterByAdConfigurationArn: arn }).body).toMatchObject({
      channels: [{ arn: channel.arn, adConfigurationArn: arn }],
    });
  });

  it('cannot be deleted while a channel uses them', () => {
    const client = new Client();
    const { arn } = create(client);
    const channel = client.channel({ adConfigurationArn: arn });
    expectError(client.post('DeleteAdConfiguration', { arn }), 409, 'ConflictException');
    client.post('UpdateChannel', { arn: channel.arn, adConfigurationArn: '' });
    expect(client.post('DeleteAdConfiguration', { arn }).status).toBe(204);
    expectError(client.post('GetAdConfiguration', { arn }), 404, 'ResourceNotFoundException');
  });

  it('need to exist for a channel to use them', () => {
    const adConfigurationArn = unknownArn('ad-configuration');
    const answer = new Client().post('CreateChannel', { adConfigurationArn });
    expectError(answer, 404, 'ResourceNotFoundException');
  });

  it.each(['Get', 'Update', 'Delete'])('need to exist for %s', (verb) => {
    const answer = new Client().post(`${verb}AdConfiguration`, { arn: unknownArn('ad-configuration') });
    expectError(answer, 404, 'ResourceNotFoundException');
  });
});
