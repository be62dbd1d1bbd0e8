import { expect, test } from 'vitest';
import { contractOf, UnknownOperationError, validateInput, validateOutput } from './validation.js';

const ARN = 'arn:aws:ivs:us-east-1:123456789012:channel/abcdABCD1234';

test('the contract of an operation is the document that the command prints', () => {
  const { service, http, input, errors, defaults } = contractOf('CreateChannel');
  expect({ service, uri: http.uri, id: input.$id }).toMatchObject({ service: 'ivs', uri: '/CreateChannel' });
  expect(errors.map(({ code }) => code)).toContain('ValidationException');
  expect(defaults).toMatchObject({ latencyMode: 'LOW', type: 'STANDARD' });
});

test('inputs are closed, and undefined members are absent', () => {
  expect(validateInput('GetChannel', { arn: ARN, region: undefined })).toEqual([]);
  expect(validateInput('GetChannel', { arn: undefined })).toEqual([
    { path: 'arn', keyword: 'required', expected: 'present', observed: 'absent' },
  ]);
  expect(validateInput('GetChannel', { arn: ARN, region: 'x' })).toHaveLength(1);
  expect(validateInput('GetChannel', 'x')).toMatchObject([{ path: '', keyword: 'type' }]);
});

test('outputs are open, and may hold dates as a client of the AWS SDK gives them', () => {
  const stream = { channelArn: ARN, startTime: new Date(0), state: 'LIVE' };
  const metadata = { $metadata: { httpStatusCode: 200 } };
  expect(validateOutput('GetStream', { ...metadata, stream })).toEqual([]);
  expect(validateOutput('GetStream', { stream: { ...stream, state: 'live' } })).toMatchObject([
    { path: 'stream.state', keyword: 'enum' },
  ]);
  expect(validateOutput('GetStream', { stream: { ...stream, startTime: new Date('x') } })).toMatchObject([
    { path: 'stream.startTime' },
  ]);
});

test('the contract of an earlier revision is asked for by a date', () => {
  const before = { revision: '2024-01-31' };
  expect(validateInput('CreateChannel', { playbackRestrictionPolicyArn: '' })).toEqual([]);
  expect(validateInput('CreateChannel', { playbackRestrictionPolicyArn: '' }, before)).toHaveLength(1);
  expect(contractOf('CreateChannel', before).revision).toBe('2023-11-21');
  expect(() => contractOf('GetPlaybackRestrictionPolicy', before)).toThrow('at revision 2024-01-31');
  expect(() => contractOf('CreateChannel', { revision: 'yesterday' })).toThrow('yesterday');
});

test('an operation that is in both services, or in none, is refused', () => {
  expect(() => contractOf('TagResource')).toThrow(UnknownOperationError);
  expect(contractOf('TagResource', { service: 'ivs-realtime' }).service).toBe('ivs-realtime');
  expect(() => contractOf('GetStage', { service: 'ivs' })).toThrow('no operation GetStage in ivs');
});
