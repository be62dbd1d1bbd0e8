import { describe, expect, it } from 'vitest';
import { Client, expectError, unknownArn } from '../testing/client.js';
import { p384 } from '../testing/keys.js';

const BUCKET = { destinationConfiguration: { s3: { bucketName: 'bucket' } } };

describe('tags', () => {
  it.each([
    ['CreateChannel', 'channel', {}],
    ['CreateChannel', 'streamKey', {}],
    ['CreatePlaybackRestrictionPolicy', 'playbackRestrictionPolicy', {}],
    ['CreateRecordingConfiguration', 'recordingConfiguration', BUCKET],
    ['ImportPlaybackKeyPair', 'keyPair', { publicKeyMaterial: p384() }],
    ['CreateAdConfiguration', 'adConfiguration', { mediaTailorPlaybackConfigurations: [{}] }],
    ['CreateStage', 'stage', {}],
    ['CreateEncoderConfiguration', 'encoderConfiguration', {}],
    ['CreateStorageConfiguration', 'storageConfiguration', { s3: { bucketName: 'bucket' } }],
    ['CreateIngestConfiguration', 'ingestConfiguration', { ingestProtocol: 'RTMPS' }],
    ['ImportPublicKey', 'publicKey', { publicKeyMaterial: p384() }],
  ])('are merged, listed and removed on what %s makes as %s', (operation, member, input) => {
    const client = new Client();
    const { arn } = client.resource(operation, member, input);
    expect(client.tags('GET', arn).body).toEqual({ tags: {} });
    const add = (tags: object) => client.tags('POST', arn, '', JSON.stringify({ tags }));
    expect(add({ a: '1', b: '2' })).toMatchObject({ status: 200, body: {} });
    add({ b: '3', 'c c': '' });
    expect(client.tags('GET', arn).body).toEqual({ tags: { a: '1', b: '3', 'c c': '' } });
    const removed = client.tags('DELETE', arn, '?tagKeys=a&tagKeys=c%20c&tagKeys=unknown');
    expect(removed).toMatchObject({ status: 200, body: {} });
    expect(client.tags('GET', arn).body).toEqual({ tags: { b: '3' } });
  });

  it('are given to compositions', () => {
    const client = new Client();
    const stageArn = client.resource('CreateStage', 'stage').arn;
    const destinations = [{ channel: { channelArn: client.channel().arn } }];
    const input = { stageArn, destinations, tags: { a: 'b' } };
    const { arn } = client.resource('StartComposition', 'composition', input);
    client.tags('POST', arn, '', '{"tags":{"c":"#"}}');
    expect(client.tags('GET', arn).body).toEqual({ tags: { a: 'b', c: '#' } });
    expect(client.resource('GetComposition', 'composition', { arn }).tags).toEqual({ a: 'b', c: '#' });
  });

  it('show in the resource', () => {
    const client = new Client();
    const { arn } = client.channel({ tags: { a: 'b' } });
    client.tags('POST', arn, '', '{"tags":{"c":"d"}}');
    expect(client.resource('GetChannel', 'channel', { arn }).tags).toEqual({ a: 'b', c: 'd' });
  });

  it('are at most 50 after a merge', () => {
    const client = new Client();
    const { arn } = client.channel({
      tags: Object.fromEntries(Array.from({ length: 49 }, (_, at) => [`k${at}`, ''])),
    });
    expect(client.tags('POST', arn, '', '{"tags":{"k0":"changed","last":""}}').status).toBe(200);
    expectError(client.tags('POST', arn, '', '{"tags":{"more":""}}'), 400, 'ValidationException');
  });

  it.each(['aws:a', 'AWS:a', 'aws:'])('cannot have the reserved key %s', (key) => {
    const client = new Client();
    const { arn } = client.channel();
    expectError(client.post('CreateStage', { tags: { [key]: '' } }), 400, 'ValidationException');
    const body = JSON.stringify({ tags: { [key]: '' } });
    expectError(client.tags('POST', arn, '', body), 400, 'ValidationException');
  });

  it('follow the rules of the service that the ARN belongs to', () => {
    const client = new Client();
    const body = '{"tags":{"k":"#"}}';
    expectError(client.tags('POST', client.channel().arn, '', body), 400, 'ValidationException');
    expect(client.tags('POST', client.resource('CreateStage', 'stage').arn, '', body).status).toBe(200);
  });

  it('need a known resource', () => {
    const client = new Client();
    for (const arn of [unknownArn('channel'), unknownArn('stage'), unknownArn('playback-key')]) {
      expectError(client.tags('GET', arn), 404, 'ResourceNotFoundException');
      expectError(client.tags('POST', arn, '', '{"tags":{}}'), 404, 'ResourceNotFoundException');
      expectError(client.tags('DELETE', arn, '?tagKeys=a'), 404, 'ResourceNotFoundException');
    }
  });

  it('need valid requests', () => {
    const client = new Client();
    const { arn } = client.channel();
    expectError(client.tags('GET', 'no-arn'), 400, 'ValidationException');
    expectError(client.tags('POST', arn, '', '{}'), 400, 'ValidationException');
    expectError(client.tags('DELETE', arn), 400, 'ValidationException');
    expectError(client.tags('DELETE', arn, '?tagKeys='), 400, 'ValidationException');
    expectError(client.tags('DELETE', arn, '?tagKeys=%'), 400, 'ValidationException');
    expectError(client.raw('GET', '/tags/%', ''), 400, 'ValidationException');
  });
});
