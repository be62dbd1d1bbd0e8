import { describe, expect, it } from 'vitest';
import { implementedOperations } from '../handlers.js';
import {
  Client,
  contracts,
  expectError,
  operationNamed,
  outputProblems,
  unknownArn,
} from '../testing/client.js';

describe('the HTTP front', () => {
  it('answers an unknown path with UnknownOperationException', () => {
    expectError(new Client().post('DanceChannel'), 404, 'UnknownOperationException');
  });

  it('is case sensitive in paths', () => {
    expectError(new Client().post('createchannel'), 404, 'UnknownOperationException');
  });

  it('refuses a method that the path does not have', () => {
    expectError(new Client().raw('GET', '/CreateChannel', ''), 405, 'MethodNotAllowedException');
    expectError(
      new Client().raw('PUT', `/tags/${unknownArn('channel')}`, ''),
      404,
      'UnknownOperationException',
    );
    expectError(new Client().raw('PUT', '/tags/x', ''), 405, 'MethodNotAllowedException');
  });

  it('says of an operation that a revision adds that it is not implemented', () => {
    const ivs = contracts.get('ivs');
    const known = operationNamed('GetStream');
    const added = { ...known, operation: 'DanceChannel', http: { ...known.http, uri: '/DanceChannel' } };
    if (ivs === undefined) throw new Error('no contract of ivs');
    const revised = { ...ivs, operations: new Map(ivs.operations).set('DanceChannel', added) };
    const client = new Client({ contracts: new Map([['ivs', revised]]) });
    expectError(client.post('DanceChannel'), 501, 'NotImplementedException');
  });

  it.each([...contracts.values()])('implements every operation of $service', ({ service, operations }) => {
    expect(implementedOperations(service).toSorted()).toEqual([...operations.keys()].toSorted());
  });

  it.each(['{', '[]', '"text"', 'null', 'NaN'])('refuses the body %s', (body) => {
    expectError(new Client().raw('POST', '/CreateChannel', body), 400, 'ValidationException');
  });

  it('refuses a body that is not UTF-8', () => {
    const body = Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d);
    expectError(new Client().raw('POST', '/CreateChannel', body), 400, 'ValidationException');
  });

  it('takes no body for an empty object', () => {
    expect(new Client().raw('POST', '/CreateStage', '').status).toBe(200);
  });

  it('gives every response a request id, and JSON its content type', () => {
    expect(new Client().post('ListChannels').headers).toMatchObject({
      'content-type': 'application/json',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('sends the modelled headers with errors', () => {
    expect(new Client().post('GetChannel').headers).toMatchObject({
      'access-control-allow-origin': '*',
      'x-frame-options': 'DENY',
    });
  });
});

describe('input', () => {
  it('refuses null as a value of a map, which has no absent ones', () => {
    expectError(new Client().post('CreateChannel', { tags: { a: null } }), 400, 'ValidationException');
  });

  it('ignores members that the operation does not have, and takes null for absence', () => {
    const { name, latencyMode } = new Client().channel({ name: 'a', latencyMode: null, colour: 'red' });
    expect({ name, latencyMode }).toEqual({ name: 'a', latencyMode: 'LOW' });
  });

  it('names the operation and the member that breaks a constraint', () => {
    const { exceptionMessage } = new Client().post('CreateChannel', { tags: { a: 1 } }).body;
    expect(exceptionMessage).toMatch(/^CreateChannel input tags\.a: expected .*, not 1$/);
    expect(new Client().post('GetChannel', {}).body.message).toBe('GetChannel.arn is a required attribute');
  });

  it('is refused with a text where clients of AWS look for it, before an operation is known too', () => {
    const client = new Client();
    for (const { body } of [
      client.post('CreateChannel', { name: ' ' }),
      client.post('NoSuchOperation', {}),
    ]) {
      expect(body.message).toMatch(/\S/);
      expect(body.message).toBe(body.exceptionMessage);
    }
  });

  it.each([
    ['CreateChannel', { name: 'a b' }],
    ['CreateChannel', { name: 'a'.repeat(129) }],
    ['CreateChannel', { type: 'PREMIUM' }],
    ['CreateChannel', { authorized: 'true' }],
    ['CreateChannel', { tags: { '': 'a' } }],
    ['CreateChannel', { tags: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, ''])) }],
    ['GetChannel', {}],
    ['GetChannel', { arn: unknownArn('stream-key') }],
    ['BatchGetChannel', { arns: [] }],
    ['ListChannels', { maxResults: 0 }],
    ['ListChannels', { maxResults: 1.5 }],
    ['ListStreamKeys', { channelArn: unknownArn('channel'), maxResults: 51 }],
    ['CreateRecordingConfiguration', { destinationConfiguration: { s3: { bucketName: 'ab' } } }],
    ['CreateStage', { participantTokenConfigurations: [{ duration: 20161 }] }],
    ['CreateStage', { autoParticipantRecordingConfiguration: {} }],
  ])('refuses %s %j', (operation, input) => {
    expectError(new Client().post(operation, input), 400, 'ValidationException');
  });
});

describe('regions', () => {
  const signed = (region: string) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/${region}/ivs/aws4_request, SignedHeaders=host, Signature=0`,
  });

  it('come from the credential scope', () => {
    const client = new Client();
    client.headers = signed('eu-west-1');
    expect(client.channel().arn).toMatch(/^arn:aws:ivs:eu-west-1:/);
  });

  it('do not see one another', () => {
    const client = new Client();
    const { arn } = client.channel();
    client.headers = signed('eu-west-1');
    expectError(client.post('GetChannel', { arn }), 404, 'ResourceNotFoundException');
    expect(client.post('ListChannels').body).toEqual({ channels: [] });
    expectError(client.tags('GET', arn), 404, 'ResourceNotFoundException');
  });

  it('default to the one that the endpoint was set up with', () => {
    expect(new Client({ region: 'ap-south-1', account: '1' }).channel().arn).toMatch(
      /^arn:aws:ivs:ap-south-1:1:channel\/\w{12}$/,
    );
  });
});

it('answers according to the output schemas', () => {
  const client = new Client();
  const { arn } = client.channel({ name: 'a', tags: { a: 'b' } });
  const policy = client.resource('CreatePlaybackRestrictionPolicy', 'playbackRestrictionPolicy').arn;
  const bucket = { destinationConfiguration: { s3: { bucketName: 'bucket' } } };
  const recording = client.resource('CreateRecordingConfiguration', 'recordingConfiguration', bucket).arn;
  const stage = client.resource('CreateStage', 'stage', { name: 's' }).arn;
  const asked: [string, Parameters<Client['post']>[1]][] = [
    ['CreateChannel', { type: 'ADVANCED_HD', recordingConfigurationArn: recording }],
    ['GetChannel', { arn }],
    ['BatchGetChannel', { arns: [arn, unknownArn('channel')] }],
    ['UpdateChannel', { arn, playbackRestrictionPolicyArn: policy }],
    ['ListChannels', { maxResults: 1 }],
    ['ListStreamKeys', { channelArn: arn }],
    ['BatchGetStreamKey', { arns: [unknownArn('stream-key')] }],
    ['GetPlaybackRestrictionPolicy', { arn: policy }],
    ['UpdatePlaybackRestrictionPolicy', { arn: policy, allowedCountries: ['FR'] }],
    ['ListPlaybackRestrictionPolicies', {}],
    ['GetRecordingConfiguration', { arn: recording }],
    ['ListRecordingConfigurations', {}],
    ['CreateStage', { participantTokenConfigurations: [{}, { userId: 'u', attributes: { a: 'b' } }] }],
    ['CreateParticipantToken', { stageArn: stage }],
    ['UpdateStage', { arn: stage, name: 't' }],
    ['ListStages', {}],
  ];
  const problems = asked.map(([operation, input]) => {
    const { status, body } = client.post(operation, input);
    return { operation, status, problems: outputProblems(operation, body) };
  });
  expect(problems).toEqual(asked.map(([operation]) => ({ operation, status: 200, problems: [] })));
});
