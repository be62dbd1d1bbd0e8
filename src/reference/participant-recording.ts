import type { JsonObject } from '../contract/types.js';
import { nested, text, texts } from './json.js';
import { isReplica, type Participant, type StageSession } from './stage-session.js';
import type { Entry, Store } from './store.js';

/** What an unrecorded participant shows of a recording. */
const NOT_RECORDED: JsonObject = {
  recordingS3BucketName: '',
  recordingS3Prefix: '',
  recordingState: 'DISABLED',
};

/** What a publisher shows of being recorded. */
export function recordingOf(
  store: Store,
  stage: Entry,
  { sessionId }: StageSession,
  participant: Participant,
): JsonObject {
  const settings = nested(stage.state, 'autoParticipantRecordingConfiguration');
  const arn = text(settings, 'storageConfigurationArn');
  const storage = store.find('storage-configuration', stage.region, arn);
  const isWanted = !texts(settings, 'mediaTypes').includes('NONE');
  const isMeant = !isReplica(participant) || settings.recordParticipantReplicas === true;
  if (storage === undefined || !isWanted || !isMeant) return NOT_RECORDED;
  const stageId = stage.arn.slice(stage.arn.indexOf('/') + 1);
  return {
    recordingS3BucketName: text(nested(storage.state, 's3'), 'bucketName'),
    recordingS3Prefix: `${stageId}/${sessionId}/${participant.participantId}`,
    recordingState: 'ACTIVE',
  };
}
