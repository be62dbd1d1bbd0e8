import { generateKeyPairSync } from 'node:crypto';
import type { JsonObject } from '../../contract/types.js';
import { Conversation, type Recorded } from './conversation.js';

const BUCKET = { s3: { bucketName: 'bucket' } };

/** What the reference endpoint refuses: nothing of it is invalid by schema. */
export function refusals(talk = new Conversation()): Recorded[] {
  const ivs = (operation: string, input: JsonObject = {}) => talk.call('ivs', operation, input);
  const realtime = (operation: string, input: JsonObject = {}) => talk.call('ivs-realtime', operation, input);
  const { arn: recording } = ivs('CreateRecordingConfiguration', {
    destinationConfiguration: BUCKET,
  }).recordingConfiguration;
  const { arn } = ivs('CreateChannel', { recordingConfigurationArn: recording }).channel;
  ivs('DeleteRecordingConfiguration', { arn: recording });
  ivs('CreateStreamKey', { channelArn: arn });
  ivs('ListChannels', { filterByName: 'x', filterByRecordingConfigurationArn: recording });
  ivs('TagResource', { resourceArn: arn, tags: { 'aws:x': 'y' } });
  ivs('TagResource', {
    resourceArn: arn,
    tags: Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, ''])),
  });
  ivs('TagResource', { resourceArn: arn, tags: { more: '' } });
  ivs('UpdateChannel', { arn, recordingConfigurationArn: '' });
  ivs('DeleteRecordingConfiguration', { arn: recording });
  ivs('UpdateChannel', { arn, recordingConfigurationArn: recording });
  ivs('CreateChannel', {
    multitrackInputConfiguration: { enabled: true, policy: 'ALLOW', maximumResolution: 'HD' },
    type: 'STANDARD',
  });
  ivs('CreatePlaybackRestrictionPolicy', { allowedCountries: ['XX'] });
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const publicKeyMaterial = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  realtime('ImportPublicKey', { publicKeyMaterial });
  realtime('ImportPublicKey', { publicKeyMaterial });
  const { arn: stageArn } = realtime('CreateStage').stage;
  realtime('CreateParticipantToken', { stageArn, attributes: { a: 'x'.repeat(1024) } });
  return talk.recorded;
}

/** Streams, sessions and participants. */
export function activity(talk = new Conversation()): Recorded[] {
  const ivs = (operation: string, input: JsonObject = {}) => talk.call('ivs', operation, input);
  const realtime = (operation: string, input: JsonObject = {}) => talk.call('ivs-realtime', operation, input);
  const { control } = talk.reference;
  const { arn: recording } = ivs('CreateRecordingConfiguration', {
    destinationConfiguration: BUCKET,
  }).recordingConfiguration;
  ivs('GetRecordingConfiguration', { arn: recording });
  ivs('GetRecordingConfiguration', { arn: recording });
  const { arn: one } = ivs('CreateChannel', { name: 'one', recordingConfigurationArn: recording }).channel;
  const { arn: two } = ivs('CreateChannel', { name: 'two' }).channel;
  for (const channelArn of [one, two]) {
    control.goLive(channelArn);
    ivs('GetStream', { channelArn });
    ivs('GetStreamSession', { channelArn });
  }
  ivs('ListStreamKeys', { channelArn: one });
  ivs('ListChannels', { maxResults: 1, nextToken: ivs('ListChannels', { maxResults: 1 }).nextToken });
  ivs('BatchGetChannel', { arns: [one] });
  const made = realtime('CreateStage', {
    participantTokenConfigurations: [{ userId: 'x', attributes: { role: 'host' } }],
  });
  const stageArn = made.stage.arn;
  const [{ participantId }] = made.participantTokens;
  const { sessionId } = control.joinParticipant(stageArn, { participantId });
  realtime('GetParticipant', { stageArn, sessionId, participantId });
  realtime('ListParticipants', { stageArn, sessionId });
  realtime('ListParticipantEvents', { stageArn, sessionId, participantId });
  realtime('GetStageSession', { stageArn, sessionId });
  realtime('CreateParticipantToken', { stageArn, duration: 30 });
  return talk.recorded;
}

export const REFUSED: readonly Recorded[] = refusals();
export const ACTIVE: readonly Recorded[] = activity();
