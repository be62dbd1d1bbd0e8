import { describe, expect, it } from 'vitest';
import { Client, expectError, unknownArn } from '../../testing/client.js';

function keyOf(client: Client, channelArn: string): string {
  const { streamKeys } = client.post('ListStreamKeys', { channelArn }).body;
  expect(streamKeys).toMatchObject([{ arn: expect.any(String) }]);
  return JSON.parse(JSON.stringify(streamKeys))[0].arn;
}

describe('stream keys', () => {
  it('are limited to one for each channel', () => {
    const client = new Client();
    const { arn: channelArn } = client.channel();
    expectError(client.post('CreateStreamKey', { channelArn }), 402, 'ServiceQuotaExceededException');
  });

  it('are reset by deleting and creating', () => {
    const client = new Client();
    const { arn: channelArn } = client.channel();
    const old = keyOf(client, channelArn);
    expect(client.post('DeleteStreamKey', { arn: old }).status).toBe(204);
    expectError(client.post('GetStreamKey', { arn: old }), 404, 'ResourceNotFoundException');
    const fresh = client.resource('CreateStreamKey', 'streamKey', { channelArn, tags: { a: 'b' } });
    expect(fresh).toEqual({
      arn: expect.any(String),
      channelArn,
      tags: { a: 'b' },
      value: expect.any(String),
    });
    expect(fresh.value).toContain(`_${fresh.arn.split('/')[1]}_`);
    expect(client.resource('GetStreamKey', 'streamKey', { arn: fresh.arn })).toEqual(fresh);
  });

  it('are listed for a channel, without their values', () => {
    const client = new Client();
    const { arn: channelArn } = client.channel();
    client.channel();
    const { body } = client.post('ListStreamKeys', { channelArn });
    expect(body).toEqual({ streamKeys: [{ arn: expect.any(String), channelArn, tags: {} }] });
  });

  it('come in batches, with errors for unknown ones', () => {
    const client = new Client();
    const arn = keyOf(client, client.channel().arn);
    const { body } = client.post('BatchGetStreamKey', { arns: [arn, unknownArn('stream-key')] });
    expect(body).toMatchObject({
      streamKeys: [{ arn, value: expect.any(String) }],
      errors: [{ arn: unknownArn('stream-key'), code: 'ResourceNotFoundException' }],
    });
  });

  it.each(['CreateStreamKey', 'ListStreamKeys'])('need a known channel for %s', (operation) => {
    const answer = new Client().post(operation, { channelArn: unknownArn('channel') });
    expectError(answer, 404, 'ResourceNotFoundException');
  });
});
