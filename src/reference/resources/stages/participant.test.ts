import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/types.js';
import { isObject, list } from '../../state/json.js';
import { Client, expectError, NOW, unknownArn } from '../../testing/client.js';

const sessionId = 'st-xxxxxxxxxxxxx';
const now = NOW.toISOString();

function staged(input: JsonObject = {}): { client: Client; stageArn: string } {
  const client = new Client();
  return { client, stageArn: client.resource('CreateStage', 'stage', input).arn };
}

function eventNames(client: Client, input: JsonObject): unknown[] {
  const { body } = client.post('ListParticipantEvents', input);
  return list(body, 'events').map((one) => (isObject(one) ? one.name : one));
}

describe('a stage that nobody joined', () => {
  it('has no sessions, and so no participants', () => {
    const { client, stageArn } = staged();
    const input = { stageArn, sessionId, participantId: 'p' };
    expect(client.resource('GetStage', 'stage', { arn: stageArn })).not.toHaveProperty('activeSessionId');
    expect(client.post('ListStageSessions', { stageArn }).body).toEqual({ stageSessions: [] });
    expect(client.post('ListParticipants', { stageArn, sessionId }).body).toEqual({ participants: [] });
    expect(client.post('ListParticipantEvents', input).body).toEqual({ events: [] });
    for (const operation of ['GetStageSession', 'GetParticipant', 'DisconnectParticipant']) {
      expectError(client.post(operation, input), 404, 'ResourceNotFoundException');
    }
  });

  it.each(['GetStageSession', 'GetParticipant', 'DisconnectParticipant'])(
    'need be known to %s',
    (operation) => {
      const input = { stageArn: unknownArn('stage'), sessionId, participantId: 'p' };
      expectError(new Client().post(operation, input), 404, 'ResourceNotFoundException');
    },
  );

  it.each([
    ['ListStageSessions', 'stageSessions'],
    ['ListParticipants', 'participants'],
    ['ListParticipantEvents', 'events'],
  ])('need not be known to %s, which declares no such error', (operation, items) => {
    const input = { stageArn: unknownArn('stage'), sessionId, participantId: 'p' };
    expect(new Client().post(operation, input).body).toEqual({ [items]: [] });
  });
});

describe('participants', () => {
  it('begin a session and show in it', () => {
    const { client, stageArn } = staged();
    const joined = client.reference.control.joinParticipant(stageArn, {
      userId: 'u',
      attributes: { a: 'b' },
      publish: true,
    });
    expect(client.resource('GetStage', 'stage', { arn: stageArn })).toMatchObject({
      activeSessionId: joined.sessionId,
    });
    expect(client.post('ListStages').body).toMatchObject({ stages: [{ activeSessionId: joined.sessionId }] });
    const session = { sessionId: joined.sessionId, startTime: now };
    expect(client.post('ListStageSessions', { stageArn }).body).toEqual({ stageSessions: [session] });
    expect(client.post('GetStageSession', { stageArn, ...joined }).body).toEqual({ stageSession: session });
    const { body } = client.post('GetParticipant', { stageArn, ...joined });
    expect(body).toMatchObject({
      participant: {
        participantId: joined.participantId,
        userId: 'u',
        attributes: { a: 'b' },
        state: 'CONNECTED',
        firstJoinTime: now,
        published: true,
        protocol: 'UNKNOWN',
        recordingS3BucketName: '',
        recordingS3Prefix: '',
        recordingState: 'DISABLED',
        replicationType: 'NONE',
      },
    });
  });

  it('may come with the id of their token, leave, and come back', () => {
    const { client, stageArn } = staged();
    const { control } = client.reference;
    const anchor = control.joinParticipant(stageArn);
    const participantId = 'token0000000';
    control.joinParticipant(stageArn, { participantId, publish: true });
    control.leaveParticipant(stageArn, participantId);
    control.joinParticipant(stageArn, { participantId });
    const input = { stageArn, sessionId: anchor.sessionId, participantId };
    expect(client.post('GetParticipant', input).body).toMatchObject({
      participant: { state: 'CONNECTED', published: true },
    });
    const names = ['JOINED', 'PUBLISH_STARTED', 'PUBLISH_STOPPED', 'LEFT', 'JOINED'];
    expect(eventNames(client, input)).toEqual(names);
    const page = client.post('ListParticipantEvents', { ...input, maxResults: 2 }).body;
    const { nextToken = null } = page;
    expect(list(client.post('ListParticipantEvents', { ...input, nextToken }).body, 'events')).toHaveLength(
      3,
    );
  });

  it('are listed by one filter at most', () => {
    const { client, stageArn } = staged();
    const { control } = client.reference;
    const first = control.joinParticipant(stageArn, { userId: 'a', publish: true });
    const second = control.joinParticipant(stageArn, { userId: 'b' });
    control.leaveParticipant(stageArn, second.participantId);
    const { sessionId: id } = first;
    const listed = (filter: JsonObject) => {
      const { body } = client.post('ListParticipants', { stageArn, sessionId: id, ...filter });
      return list(body, 'participants').map((one) => (isObject(one) ? one.participantId : one));
    };
    expect(listed({})).toEqual([first.participantId, second.participantId]);
    expect(listed({ filterByUserId: 'b' })).toEqual([second.participantId]);
    expect(listed({ filterByPublished: true })).toEqual([first.participantId]);
    expect(listed({ filterByPublished: false })).toEqual([second.participantId]);
    expect(listed({ filterByState: 'DISCONNECTED' })).toEqual([second.participantId]);
    expect(listed({ filterByRecordingState: 'ACTIVE' })).toEqual([]);
    const two = { stageArn, sessionId: id, filterByState: 'CONNECTED', filterByPublished: false };
    expectError(client.post('ListParticipants', two), 400, 'ValidationException');
  });

  it('are disconnected, and the last to go ends the session', () => {
    const { client, stageArn } = staged();
    const joined = client.reference.control.joinParticipant(stageArn);
    const input = { stageArn, participantId: joined.participantId, reason: 'r' };
    expect(client.post('DisconnectParticipant', input)).toMatchObject({ status: 200, body: {} });
    expectError(client.post('DisconnectParticipant', input), 404, 'ResourceNotFoundException');
    expect(client.post('GetStageSession', { stageArn, ...joined }).body).toEqual({
      stageSession: { sessionId: joined.sessionId, startTime: now, endTime: now },
    });
    const again = client.reference.control.joinParticipant(stageArn);
    expect(again.sessionId).not.toBe(joined.sessionId);
  });

  it('are recorded while they publish, if the stage says so, and the stage keeps its settings then', () => {
    const client = new Client();
    const s3 = { bucketName: 'bucket' };
    const storage = client.resource('CreateStorageConfiguration', 'storageConfiguration', { s3 }).arn;
    const autoParticipantRecordingConfiguration = { storageConfigurationArn: storage };
    const { arn } = client.resource('CreateStage', 'stage', { autoParticipantRecordingConfiguration });
    const joined = client.reference.control.joinParticipant(arn, { publish: true });
    const { body } = client.post('GetParticipant', { stageArn: arn, ...joined });
    expect(body).toMatchObject({
      participant: { recordingState: 'ACTIVE', recordingS3BucketName: 'bucket' },
    });
    const update = { arn, autoParticipantRecordingConfiguration };
    expectError(client.post('UpdateStage', update), 409, 'ConflictException');
    expect(client.post('UpdateStage', { arn, name: 'n' }).status).toBe(200);
    client.reference.control.leaveParticipant(arn, joined.participantId);
    expect(client.post('UpdateStage', update).status).toBe(200);
    expect(client.post('GetParticipant', { stageArn: arn, ...joined }).body).toMatchObject({
      participant: { recordingState: 'STOPPED' },
    });
  });
});

it('a stage is deleted with everybody on it', () => {
  const { client, stageArn: arn } = staged();
  const joined = client.reference.control.joinParticipant(arn);
  expect(client.post('DeleteStage', { arn }).status).toBe(200);
  const input = { stageArn: arn, ...joined };
  expectError(client.post('GetParticipant', input), 404, 'ResourceNotFoundException');
  expect(client.post('ListStageSessions', { stageArn: arn }).body).toEqual({ stageSessions: [] });
});
