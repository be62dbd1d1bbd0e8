import type { JsonObject } from '../../contract/types.js';
import { Conversation, findingsOf, type Recorded } from './conversation.js';

const BUCKET = { s3: { bucketName: 'bucket' } };

/** A conversation that touches every kind of memory; the reference endpoint conforms. */
export function conversation(talk = new Conversation()): Recorded[] {
  const ivs = (operation: string, input: JsonObject = {}) => talk.call('ivs', operation, input);
  const realtime = (operation: string, input: JsonObject = {}) => talk.call('ivs-realtime', operation, input);

  const one = ivs('CreateChannel', { name: 'one', tags: { team: 'a' } });
  const two = ivs('CreateChannel', { name: 'two', latencyMode: 'NORMAL', type: 'BASIC' });
  const [first, second] = [one.channel.arn, two.channel.arn];
  const recording = ivs('CreateRecordingConfiguration', { destinationConfiguration: BUCKET });
  ivs('CreatePlaybackRestrictionPolicy', { name: 'policy', allowedCountries: ['DE', 'US'] });
  ivs('CreatePlaybackRestrictionPolicy', { name: 'other' });
  ivs('ListPlaybackRestrictionPolicies');
  ivs('GetChannel', { arn: first });
  ivs('GetStreamKey', { arn: one.streamKey.arn });
  ivs('UpdateChannel', {
    arn: first,
    name: 'uno',
    recordingConfigurationArn: recording.recordingConfiguration.arn,
  });
  ivs('GetChannel', { arn: first });
  ivs('TagResource', { resourceArn: first, tags: { env: 'test' } });
  ivs('UntagResource', { resourceArn: first, tagKeys: ['team'] });
  ivs('ListTagsForResource', { resourceArn: first });
  ivs('ListTagsForResource', { resourceArn: second });
  ivs('GetChannel', { arn: first });
  ivs('BatchGetChannel', { arns: [first, second] });
  ivs('ListChannels', { filterByName: 'uno' });
  const page = ivs('ListChannels', { maxResults: 1 });
  ivs('ListChannels', { maxResults: 1, nextToken: page.nextToken });
  ivs('ListStreamKeys', { channelArn: first });
  talk.reference.control.goLive(first);
  ivs('GetStream', { channelArn: first });
  ivs('ListStreamSessions', { channelArn: first });
  talk.reference.control.goOffline(first);
  ivs('GetStreamSession', { channelArn: first });
  ivs('DeleteChannel', { arn: second });
  ivs('GetChannel', { arn: second });
  ivs('BatchGetChannel', { arns: [first, second] });
  ivs('ListChannels');
  ivs('GetStreamKey', { arn: two.streamKey.arn });

  const made = realtime('CreateStage', {
    participantTokenConfigurations: [{ userId: 'x', capabilities: ['PUBLISH'] }, { userId: 'y' }],
  });
  const stageArn = made.stage.arn;
  realtime('CreateParticipantToken', { stageArn });
  realtime('CreateParticipantToken', { stageArn, duration: 60 });
  const [token, ...others] = made.participantTokens;
  const { sessionId } = talk.reference.control.joinParticipant(stageArn, {
    participantId: token.participantId,
  });
  for (const { participantId } of others) talk.reference.control.joinParticipant(stageArn, { participantId });
  realtime('ListParticipants', { stageArn, sessionId });
  realtime('ListStages');
  const storage = realtime('CreateStorageConfiguration', BUCKET);
  const encoder = realtime('CreateEncoderConfiguration', { video: { width: 640, height: 360 } });
  realtime('StartComposition', {
    stageArn,
    destinations: [
      {
        s3: {
          storageConfigurationArn: storage.storageConfiguration.arn,
          encoderConfigurationArns: [encoder.encoderConfiguration.arn],
        },
      },
    ],
  });
  return talk.recorded;
}

/** The n-th exchange of an operation, from 1; from the end where negative. */
export function nth(recorded: Recorded[], operation: string, n = 1): Recorded {
  const found = recorded.filter((each) => each.operation === operation).at(n > 0 ? n - 1 : n);
  if (found === undefined) throw new Error(`${operation} was not called ${n} times`);
  return found;
}

export const copy = <T>(value: T): T => structuredClone(value);

/** An answer as if the call were a success. */
export function succeed(recorded: Recorded, output: unknown): void {
  recorded.status = 200;
  recorded.headers = { 'content-type': 'application/json' };
  recorded.output = output;
}

export const NOT_FOUND = {
  'content-type': 'application/json',
  'x-amzn-errortype': 'ResourceNotFoundException',
};

/** A change that makes the conversation contradict itself or the contract, and what is told of it. */
export type Contradiction = [what: string, told: string, alter: (recorded: Recorded[]) => void];

/** What a judge tells of a conversation, in lines. */
export const told = (recorded: readonly Recorded[], settle?: number) =>
  findingsOf(recorded, settle).map(({ operation, code, rule, member }) =>
    `${operation} ${code} ${rule} ${member}`.trim(),
  );

/** A copy of the conversation, changed. */
export function altered(
  alter: (recorded: Recorded[]) => void,
  valid: readonly Recorded[] = VALID,
): Recorded[] {
  const recorded = copy([...valid]);
  alter(recorded);
  return recorded;
}

/** The conversation as it was. */
export const VALID: readonly Recorded[] = conversation();
