/** Individual participant recording: who publishes to a stage that records is recorded, where it says. */

import { resourceNamed } from '../../../contract/resources.js';
import type { JsonObject } from '../../../contract/types.js';
import { at, expectMember, expectRefusal, requireSuccess, show, stringAt } from '../../expect/expect.js';
import { DeviationFound, Skipped } from '../../expect/verdicts.js';
import { listed } from '../../expect/walk.js';
import type { CheckContext, Owned } from '../../types.js';
import type { Course } from '../course.js';
import { JOINING, join, newStage, type Present, shown } from '../people.js';
import { entry, read } from './participant-views.js';

const LIVE = { makes: ['Stage', 'StorageConfiguration'], calls: JOINING, drives: 'joinParticipant' } as const;
const RECORDING = 'autoParticipantRecordingConfiguration';
const RECORDED: readonly unknown[] = ['STARTING', 'ACTIVE'];

/** Courses about individual participant recording, by their rules. */
export const PARTICIPANT_RECORDING_COURSES: { readonly [rule: string]: Course } = {
  'participant-recorded': {
    ...LIVE,
    title: 'a publisher on a stage that records is recorded to the bucket of its storage configuration',
    sent: 'GetParticipant and ListParticipants of a publisher on a stage with a storage configuration',
    member: 'participant.recordingState',
    run: async (context) => {
      const { stage, storage } = await recordingStage(context);
      const present = await join(context, stage);
      await expectRecorded(context, present);
      const listed = await entry(context, present);
      if (stringAt(listed.participant, 'recordingState') === undefined) {
        throw new DeviationFound({
          expected: 'participants[].recordingState is there, because the participant is recorded',
          observed: show(listed.participant.recordingState),
          member: 'participants[].recordingState',
          exchange: listed.answer.exchange,
        });
      }
      const { answer, participant } = await read(context, present);
      const bucket = at(storage.output, 's3.bucketName') ?? '';
      expectMember(answer, 'participant.recordingS3BucketName', participant.recordingS3BucketName, bucket);
      if (stringAt(participant, 'recordingS3Prefix')) return;
      throw new DeviationFound({
        expected: 'participant.recordingS3Prefix says where in the bucket the recording is',
        observed: show(participant.recordingS3Prefix),
        member: 'participant.recordingS3Prefix',
        exchange: answer.exchange,
      });
    },
  },
  'participants-by-recording-state': {
    ...LIVE,
    title: 'ListParticipants with filterByRecordingState lists everybody who matches and nobody else',
    sent: 'ListParticipants with the recordingState of a publisher, and with FAILED, where a spectator is as well',
    member: 'filterByRecordingState',
    run: async (context) => {
      const { stage } = await recordingStage(context);
      const present = await join(context, stage);
      const spectator = await join(context, stage, { publish: false });
      const { stageArn, sessionId } = present;
      await context.eventually(async () => {
        const state = (await recording(context, present)) ?? '';
        for (const filterByRecordingState of [state, 'FAILED']) {
          const input = { stageArn, sessionId, filterByRecordingState };
          const { items, last } = await listed(context, 'ListParticipants', input);
          const seen = items.map((each) => at(each, 'participantId') ?? null);
          const wanted = filterByRecordingState === state;
          if (seen.includes(present.participantId) === wanted && !seen.includes(spectator.participantId))
            continue;
          throw new DeviationFound({
            expected: `filterByRecordingState ${filterByRecordingState} lists ${wanted ? present.participantId : 'nobody'}, and not ${spectator.participantId}`,
            observed: show(seen),
            member: 'filterByRecordingState',
            exchange: last.exchange,
          });
        }
      });
    },
  },
  'recording-not-updated-while-active': {
    ...LIVE,
    calls: [...JOINING, 'UpdateStage'],
    title: 'UpdateStage refuses to change individual participant recording while it is active',
    sent: 'UpdateStage with other recording settings while a publisher is recorded',
    member: RECORDING,
    run: async (context) => {
      const { stage, storage } = await recordingStage(context);
      const present = await join(context, stage);
      if ((await recording(context, present)) === undefined)
        throw new Skipped('the publisher is not recorded');
      const settings = { storageConfigurationArn: storage.arn, recordingReconnectWindowSeconds: 17 };
      const answer = await context.call('UpdateStage', { arn: stage.arn, [RECORDING]: settings });
      expectRefusal(answer, 'a publisher is being recorded');
    },
  },
  'replicas-recorded-by-default': {
    ...LIVE,
    calls: [...JOINING, 'StartParticipantReplication'],
    title: 'a replica on a stage that records is recorded, unless recordParticipantReplicas is false',
    sent: 'StartParticipantReplication to a stage that records, and to one that does not record replicas; GetParticipant',
    member: `${RECORDING}.recordParticipantReplicas`,
    run: async (context) => {
      const source = await join(context, await newStage(context));
      for (const recordParticipantReplicas of [undefined, false]) {
        const more = recordParticipantReplicas === undefined ? {} : { recordParticipantReplicas };
        const { stage } = await recordingStage(context, more);
        const { stageArn: sourceStageArn, participantId } = source;
        const input = { sourceStageArn, destinationStageArn: stage.arn, participantId };
        requireSuccess(await context.call('StartParticipantReplication', input));
        const replica = await shown(context, stage.arn, participantId);
        if (recordParticipantReplicas === undefined) await expectRecorded(context, replica);
        else await expectNotRecorded(context, replica);
      }
    },
  },
};

async function recordingStage(
  context: CheckContext,
  settings: JsonObject = {},
): Promise<{ stage: Owned; storage: Owned }> {
  const resource = resourceNamed(context.scope.resources, 'StorageConfiguration');
  const storage = await context.create(resource);
  const stage = await newStage(context, {
    [RECORDING]: { storageConfigurationArn: storage.arn, ...settings },
  });
  return { stage, storage };
}

/** State of the recording, once there is one; undefined when none begins within the driver's time. */
async function recording(context: CheckContext, present: Present): Promise<string | undefined> {
  return context.appears(async () => {
    const { participant } = await read(context, present);
    const state = stringAt(participant, 'recordingState');
    return RECORDED.includes(state) ? state : undefined;
  });
}

async function expectRecorded(context: CheckContext, present: Present): Promise<void> {
  if ((await recording(context, present)) !== undefined) return;
  const { answer, participant } = await read(context, present);
  // That the endpoint cannot write to the bucket is no fault of it.
  if (participant.recordingState === 'FAILED') throw new Skipped('the recording failed');
  throw new DeviationFound({
    expected: 'participant.recordingState is STARTING or ACTIVE, because the stage records',
    observed: show(participant.recordingState),
    member: 'participant.recordingState',
    exchange: answer.exchange,
  });
}

async function expectNotRecorded(context: CheckContext, present: Present): Promise<void> {
  const { answer, participant } = await read(context, present);
  if (!RECORDED.includes(participant.recordingState)) return;
  throw new DeviationFound({
    expected:
      'participant.recordingState is not STARTING or ACTIVE, because recordParticipantReplicas is false',
    observed: show(participant.recordingState),
    member: 'participant.recordingState',
    exchange: answer.exchange,
  });
}
