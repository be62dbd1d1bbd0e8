import type { JsonObject } from '../../../contract/types.js';
import { nested, text } from '../../state/json.js';
import { unknownArn } from '../client.js';
import type { Scribe } from '../recorder.js';
import { leastInput } from '../sample.js';

const NO_SESSION = 'st-0000000000000';
const RECORDING = 'autoParticipantRecordingConfiguration';

/** Somebody on a stage: the members by which operations name them. */
function join(
  scribe: Scribe,
  stageArn: string,
  token: JsonObject = {},
  publish = true,
): JsonObject & { sessionId: string; participantId: string } {
  const made = scribe.send('CreateParticipantToken', { stageArn, ...token });
  const participantId = text(nested(made, 'participantToken'), 'participantId');
  const { sessionId } = scribe.join(stageArn, { participantId, publish });
  return { stageArn, sessionId, participantId };
}

function look(scribe: Scribe, { stageArn, sessionId, participantId }: JsonObject): void {
  const session = { stageArn: stageArn ?? '', sessionId: sessionId ?? '' };
  scribe.send('GetStage', { arn: stageArn ?? '' });
  scribe.send('GetStageSession', session);
  scribe.send('ListStageSessions', { stageArn: stageArn ?? '' });
  scribe.send('ListParticipants', session);
  scribe.send('GetParticipant', { ...session, participantId: participantId ?? '' });
  scribe.send('ListParticipantEvents', { ...session, participantId: participantId ?? '' });
  scribe.send('ListParticipantEvents', { ...session, participantId: participantId ?? '', maxResults: 1 });
}

/** Of two people, the token of one is revoked; an attempt to join with it again. */
function revocation(scribe: Scribe, stageArn: string): void {
  const [revoked, other] = [join(scribe, stageArn), join(scribe, stageArn)];
  for (const tokenId of [revoked.participantId, 'unknown']) scribe.send('RevokeConnectionToken', { tokenId });
  scribe.join(stageArn, { participantId: revoked.participantId });
  for (const one of [revoked, other]) look(scribe, one);
  scribe.leave(stageArn, other.participantId);
}

/** A stage on which people come and go, are recorded, and are thrown out. */
export function occupiedStageLife(scribe: Scribe): void {
  const stageArn = scribe.arn('CreateStage', 'stage');
  for (const arn of [stageArn, unknownArn('stage')])
    look(scribe, { stageArn: arn, sessionId: NO_SESSION, participantId: 'nobody' });
  const host = join(scribe, stageArn, { userId: 'host', attributes: { a: 'b' } });
  const mute = join(scribe, stageArn, { userId: 'mute', capabilities: ['SUBSCRIBE'] });
  const guest = join(scribe, stageArn, {}, false);
  for (const one of [host, mute, guest]) look(scribe, one);
  scribe.leave(stageArn, guest.participantId);
  look(scribe, guest);
  const { sessionId } = host;
  const filters: JsonObject[] = [
    { filterByUserId: 'host' },
    { filterByPublished: true },
    { filterByState: 'DISCONNECTED' },
    { filterByRecordingState: 'ACTIVE' },
  ];
  for (const filter of filters) scribe.send('ListParticipants', { stageArn, sessionId, ...filter });
  scribe.send('ListParticipants', { stageArn, sessionId, ...filters[0], ...filters[1] });
  scribe.send('ListParticipants', { stageArn, sessionId, maxResults: 1 });
  scribe.send('DisconnectParticipant', { stageArn, participantId: guest.participantId });
  scribe.send('DisconnectParticipant', { stageArn, participantId: mute.participantId, reason: 'rude' });
  for (const one of [host, mute]) look(scribe, one);
  scribe.leave(stageArn, host.participantId);
  look(scribe, host);
  revocation(scribe, stageArn);
  look(scribe, join(scribe, stageArn));
  scribe.send('ListStageSessions', { stageArn, maxResults: 1 });
  scribe.send('ListStages');
  scribe.send('DeleteStage', { arn: stageArn });
  scribe.send('GetStage', { arn: stageArn });
  recordedLife(scribe);
}

function recordedLife(scribe: Scribe): void {
  const storage = scribe.arn(
    'CreateStorageConfiguration',
    'storageConfiguration',
    leastInput('CreateStorageConfiguration'),
  );
  const settings = { storageConfigurationArn: storage };
  const arn = scribe.arn('CreateStage', 'stage', { [RECORDING]: settings });
  const recorded = join(scribe, arn);
  look(scribe, recorded);
  for (const filterByRecordingState of ['ACTIVE', 'FAILED'])
    scribe.send('ListParticipants', { stageArn: arn, sessionId: recorded.sessionId, filterByRecordingState });
  scribe.send('UpdateStage', { arn, [RECORDING]: { ...settings, recordingReconnectWindowSeconds: 7 } });
  const unrecorded = { ...settings, recordParticipantReplicas: false };
  const destinationStageArn = scribe.arn('CreateStage', 'stage', { [RECORDING]: unrecorded });
  const { participantId } = recorded;
  scribe.send('StartParticipantReplication', { sourceStageArn: arn, destinationStageArn, participantId });
  const { sessionId } = scribe.join(destinationStageArn);
  look(scribe, { stageArn: destinationStageArn, sessionId, participantId });
}

/** Participants on two stages at once, and those who cannot be. */
export function replicationLife(scribe: Scribe): void {
  const [sourceStageArn, destinationStageArn] = [
    scribe.arn('CreateStage', 'stage'),
    scribe.arn('CreateStage', 'stage'),
  ];
  const source = join(scribe, sourceStageArn, { attributes: { a: 'token', b: 'token' } });
  const guest = join(scribe, sourceStageArn, {}, false);
  const { participantId } = source;
  const both = { sourceStageArn, destinationStageArn, participantId };
  scribe.send('StartParticipantReplication', { ...both, participantId: guest.participantId });
  scribe.send('StartParticipantReplication', { ...both, participantId: 'nobody' });
  scribe.send('StartParticipantReplication', { ...both, attributes: { a: 'x'.repeat(1024) } });
  scribe.send('StartParticipantReplication', { ...both, attributes: { b: 'replica' } });
  scribe.send('StartParticipantReplication', both);
  const { sessionId } = scribe.join(destinationStageArn);
  const replica = { stageArn: destinationStageArn, sessionId, participantId };
  const lookAll = (): void => {
    for (const one of [source, replica]) look(scribe, one);
    scribe.send('ListParticipantReplicas', { sourceStageArn, participantId });
  };
  lookAll();
  const further = { ...both, destinationStageArn: scribe.arn('CreateStage', 'stage') };
  scribe.send('StartParticipantReplication', further);
  scribe.send('ListParticipantReplicas', { sourceStageArn, participantId, maxResults: 1 });
  for (const _ of [1, 2]) scribe.send('StopParticipantReplication', both);
  lookAll();
  scribe.send('StartParticipantReplication', { ...both, destinationStageArn: unknownArn('stage') });
}

/** Encoders that publish to a stage, and what becomes of their configurations. */
export function ingestLife(scribe: Scribe): void {
  for (const end of ['leave', 'disconnect', 'delete', 'stage']) {
    const stageArn = scribe.arn('CreateStage', 'stage');
    const input = {
      ...leastInput('CreateIngestConfiguration'),
      stageArn,
      userId: 'camera',
      redundantIngest: end === 'leave',
    };
    const made = nested(scribe.send('CreateIngestConfiguration', input), 'ingestConfiguration');
    const arn = text(made, 'arn');
    const participantId = text(made, 'participantId');
    scribe.send('GetIngestConfiguration', { arn });
    const { sessionId } = scribe.join(stageArn, { ingestConfigurationArn: arn });
    const present = { stageArn, sessionId, participantId };
    look(scribe, present);
    scribe.send('GetIngestConfiguration', { arn });
    for (const filter of [
      { filterByState: 'ACTIVE' },
      { filterByState: 'INACTIVE' },
      { filterByState: 'ACTIVE', filterByStageArn: stageArn },
    ])
      scribe.send('ListIngestConfigurations', filter);
    if (end === 'disconnect') scribe.send('DisconnectParticipant', { stageArn, participantId });
    if (end === 'delete') scribe.send('DeleteIngestConfiguration', { arn, force: true });
    if (end === 'stage') scribe.send('DeleteStage', { arn: stageArn });
    if (end === 'leave') {
      scribe.send('UpdateIngestConfiguration', { arn, stageArn: '' });
      scribe.send('DeleteIngestConfiguration', { arn });
    } else if (end !== 'stage') look(scribe, present);
    scribe.send('GetIngestConfiguration', { arn });
  }
}
