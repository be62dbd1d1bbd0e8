import type { JsonObject } from '../contract/types.js';
import { type Call, constrain, type World } from './call.js';
import { conflict, invalid, notFound } from './fault.js';
import { nested, text } from './json.js';
import type { Entry } from './store.js';

const MEMBER = 'autoParticipantRecordingConfiguration';

/** Individual participant recording switched off: without storage, all other settings go back to these. */
const RECORDING_OFF: JsonObject = {
  storageConfigurationArn: '',
  mediaTypes: ['AUDIO_VIDEO'],
  thumbnailConfiguration: { targetIntervalSeconds: 60, storage: ['SEQUENTIAL'], recordingMode: 'DISABLED' },
  recordingReconnectWindowSeconds: 0,
  hlsConfiguration: { targetSegmentDurationSeconds: 6 },
  recordParticipantReplicas: true,
};

/**
 * The settings that a request wants, complete.
 * @param before the stage's settings so far; none for a new stage
 * @throws Fault when the storage configuration does not exist; CreateStage declares no ResourceNotFoundException, so
 * it can only call an unknown ARN invalid
 */
export function requestedRecording(call: Call, { store }: World, before?: JsonObject): JsonObject {
  if (call.input[MEMBER] === undefined) return before ?? RECORDING_OFF;
  const requested = nested(call.input, MEMBER);
  const arn = text(requested, 'storageConfigurationArn');
  if (arn === '') return RECORDING_OFF;
  const isKnown = store.find('storage-configuration', call.region, arn) !== undefined;
  const declared = call.operation.errors.includes('ResourceNotFoundException');
  if (!isKnown) throw declared ? notFound(arn) : invalid(`Resource: ${arn} not found`);
  return {
    ...RECORDING_OFF,
    ...requested,
    thumbnailConfiguration: {
      ...nested(RECORDING_OFF, 'thumbnailConfiguration'),
      ...nested(requested, 'thumbnailConfiguration'),
    },
    hlsConfiguration: {
      ...nested(RECORDING_OFF, 'hlsConfiguration'),
      ...nested(requested, 'hlsConfiguration'),
    },
  };
}

/** @throws Fault ConflictException when the request changes the settings of a stage that is being recorded */
export function refuseWhileRecording(call: Call, { attendance }: World, stage: Entry): void {
  if (call.input[MEMBER] === undefined) return;
  const present = [...(attendance.active(stage.arn)?.participants.values() ?? [])];
  const isRecorded = present.some(({ state }) => state.recordingState === 'ACTIVE');
  constrain(call, 'recording/active', !isRecorded, conflict(`${stage.arn} is being recorded`));
}
