import { describe, expect, it } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import type { JsonObject } from '../../contract/types.js';
import { Client, expectError } from '../testing/client.js';
import { isObject, list, text } from './json.js';

/** What has to be sent to make one. */
const NEEDED: { readonly [create: string]: JsonObject } = {
  CreateRecordingConfiguration: { destinationConfiguration: { s3: { bucketName: 'bucket' } } },
};

function channels(client: Client, count: number): string[] {
  return Array.from({ length: count }, () => client.channel().arn);
}

function read(client: Client, input: JsonObject): { arns: string[]; nextToken: string } {
  const { body } = client.post('ListChannels', input);
  const arns = list(body, 'channels').map((item) => (isObject(item) ? text(item, 'arn') : ''));
  return { arns, nextToken: text(body, 'nextToken') };
}

describe('pages', () => {
  it('come in the order of creation and end without a token', () => {
    const client = new Client();
    const [a, b, c] = channels(client, 3);
    const first = read(client, { maxResults: 2 });
    expect(first).toEqual({ arns: [a, b], nextToken: expect.stringMatching(/^[a-zA-Z0-9_-]+$/) });
    const { body } = client.post('ListChannels', { maxResults: 2, nextToken: first.nextToken });
    expect(body).toEqual({ channels: [expect.objectContaining({ arn: c })] });
  });

  it('do not announce another one when the last is full', () => {
    const client = new Client();
    channels(client, 2);
    expect(read(client, { maxResults: 2 }).nextToken).toBe('');
  });

  it.each([
    ['ListChannels', 'channels', 'CreateChannel', 100],
    ['ListStages', 'stages', 'CreateStage', 50],
    ['ListRecordingConfigurations', 'recordingConfigurations', 'CreateRecordingConfiguration', 100],
    ['ListPlaybackRestrictionPolicies', 'playbackRestrictionPolicies', 'CreatePlaybackRestrictionPolicy', 1],
  ])('of %s have the documented size', (operation, items, create, size) => {
    const client = new Client();
    for (let made = 0; made <= size; made += 1) client.post(create, NEEDED[create]);
    expect(list(client.post(operation).body, items)).toHaveLength(size);
  });

  it.each([
    ['2022-08-15', 50],
    ['2022-08-16', 100],
  ])('are at %s of at most %i items, asked for or not', (revision, size) => {
    const client = new Client({ contracts: loadContracts({ revision }) });
    channels(client, 101);
    expect(read(client, {}).arns).toHaveLength(size);
    expect(read(client, { maxResults: size }).arns).toHaveLength(size);
    expectError(client.post('ListChannels', { maxResults: size + 1 }), 400, 'ValidationException');
  });

  it('neither repeat nor lose items when others come and go', () => {
    const client = new Client();
    const [a = '', b = '', c = '', d = ''] = channels(client, 4);
    const { nextToken } = read(client, { maxResults: 2 });
    client.post('DeleteChannel', { arn: a });
    client.post('DeleteChannel', { arn: b });
    const [e = ''] = channels(client, 1);
    expect(read(client, { nextToken }).arns).toEqual([c, d, e]);
  });

  it('start anew with an empty token', () => {
    const client = new Client();
    const [a] = channels(client, 1);
    expect(read(client, { nextToken: '' }).arns).toEqual([a]);
  });

  it.each(['made-up', 'MTow', '====', '-'])('refuse the token %s, which was not issued', (nextToken) => {
    expectError(new Client().post('ListChannels', { nextToken }), 400, 'ValidationException');
  });

  it('refuse the token of another operation', () => {
    const client = new Client();
    channels(client, 2);
    const { nextToken } = read(client, { maxResults: 1 });
    expectError(client.post('ListStages', { nextToken }), 400, 'ValidationException');
  });
});
