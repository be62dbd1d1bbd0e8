import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/types.js';
import { Client, expectError, unknownArn } from '../../testing/client.js';

const STREAM_KEY = expect.stringMatching(/^rt_123456789012_us-east-1_[a-zA-Z0-9]{12}_[a-zA-Z0-9]+$/);
const PARTICIPANT = expect.stringMatching(/^[a-zA-Z0-9]{12}$/);

function create(client: Client, input: JsonObject = {}): JsonObject & { arn: string } {
  const all = { ingestProtocol: 'RTMPS', ...input };
  return client.resource('CreateIngestConfiguration', 'ingestConfiguration', all);
}

function get(client: Client, arn: string): JsonObject {
  return client.resource('GetIngestConfiguration', 'ingestConfiguration', { arn });
}

/** A configuration with which somebody publishes to its stage. */
function active(client: Client): { arn: string; stageArn: string; participantId: string } {
  const { arn: stageArn } = client.resource('CreateStage', 'stage');
  const { arn } = create(client, { stageArn, userId: 'u', attributes: { a: 'b' } });
  const { control } = client.reference;
  const { participantId } = control.joinParticipant(stageArn, { ingestConfigurationArn: arn });
  return { arn, stageArn, participantId };
}

describe('ingest configurations', () => {
  it('have documented defaults', () => {
    const client = new Client();
    const made = create(client);
    expect(made).toEqual({
      arn: expect.stringMatching(/:ingest-configuration\/[a-zA-Z0-9]{12}$/),
      name: '',
      ingestProtocol: 'RTMPS',
      streamKey: STREAM_KEY,
      stageArn: '',
      participantId: PARTICIPANT,
      state: 'INACTIVE',
      userId: '',
      redundantIngest: false,
      attributes: {},
      tags: {},
    });
    expect(get(client, made.arn)).toEqual(made);
  });

  it('name their own id in the stream key', () => {
    const { arn, streamKey } = create(new Client());
    expect(streamKey).toContain(`_${arn.slice(arn.indexOf('/') + 1)}_`);
  });

  it.each([
    [{ ingestProtocol: 'RTMP', insecureIngest: true }, 200],
    [{ ingestProtocol: 'RTMPS', insecureIngest: true }, 200],
    [{ ingestProtocol: 'RTMP', insecureIngest: false }, 400],
    [{ ingestProtocol: 'RTMP' }, 400],
    [{ ingestProtocol: 'RTMPS', attributes: { a: 'b'.repeat(1023) } }, 200],
    [{ ingestProtocol: 'RTMPS', attributes: { a: 'b'.repeat(1024) } }, 400],
    [{ ingestProtocol: 'RTMPS', stageArn: unknownArn('stage') }, 400],
  ])('given %j answer %d', (input, status) => {
    expect(new Client().post('CreateIngestConfiguration', input).status).toBe(status);
  });

  it('have redundant credentials as long as redundant ingest is enabled', () => {
    const client = new Client();
    const made = create(client, { redundantIngest: true });
    const one = { participantId: PARTICIPANT, streamKey: STREAM_KEY };
    expect(made).toMatchObject({ redundantIngest: true, redundantIngestCredentials: [one, one] });
    const off = { arn: made.arn, redundantIngest: false };
    const after = client.resource('UpdateIngestConfiguration', 'ingestConfiguration', off);
    expect(after).not.toHaveProperty('redundantIngestCredentials');
  });

  it('change their stage and their redundancy, and nothing else', () => {
    const client = new Client();
    const { arn: stageArn } = client.resource('CreateStage', 'stage');
    const before = create(client, { name: 'a' });
    const input = { arn: before.arn, stageArn, name: 'b', userId: 'u' };
    const after = client.resource('UpdateIngestConfiguration', 'ingestConfiguration', input);
    expect(after).toEqual({ ...before, stageArn });
    const unknown = { arn: before.arn, stageArn: unknownArn('stage') };
    expectError(client.post('UpdateIngestConfiguration', unknown), 404, 'ResourceNotFoundException');
  });

  it('are listed in summary, by stage or by state', () => {
    const client = new Client();
    const { arn, stageArn } = active(client);
    const { streamKey: _, tags: __, attributes: ___, ...idle } = create(client);
    const listed = (input: JsonObject) => client.post('ListIngestConfigurations', input);
    expect(listed({ filterByState: 'INACTIVE' }).body).toEqual({ ingestConfigurations: [idle] });
    expect(listed({ filterByState: 'ACTIVE' }).body).toMatchObject({ ingestConfigurations: [{ arn }] });
    expect(listed({ filterByStageArn: stageArn }).body).toMatchObject({ ingestConfigurations: [{ arn }] });
    expect(listed({}).body.ingestConfigurations).toHaveLength(2);
    const both = { filterByStageArn: stageArn, filterByState: 'ACTIVE' };
    expectError(listed(both), 400, 'ValidationException');
  });

  it('lose their stage when it is deleted', () => {
    const client = new Client();
    const { arn: stageArn } = client.resource('CreateStage', 'stage');
    const { arn } = create(client, { stageArn });
    client.post('DeleteStage', { arn: stageArn });
    expect(get(client, arn)).toMatchObject({ stageArn: '' });
  });

  it.each(['Get', 'Update', 'Delete'])('need to exist for %s', (verb) => {
    const arn = unknownArn('ingest-configuration');
    expectError(new Client().post(`${verb}IngestConfiguration`, { arn }), 404, 'ResourceNotFoundException');
  });
});

describe('active ingest configurations', () => {
  it('make the participant', () => {
    const client = new Client();
    const { arn, stageArn, participantId } = active(client);
    const { activeSessionId: sessionId = '' } = client.resource('GetStage', 'stage', { arn: stageArn });
    expect(get(client, arn)).toMatchObject({ state: 'ACTIVE', participantId });
    const { body } = client.post('GetParticipant', { stageArn, sessionId, participantId });
    expect(body).toMatchObject({
      participant: {
        userId: 'u',
        attributes: { a: 'b' },
        protocol: 'RTMPS',
        published: true,
        ingestConfigurationArn: arn,
      },
    });
  });

  it('cannot be updated, and are deleted by force alone', () => {
    const client = new Client();
    const { arn, stageArn } = active(client);
    expectError(client.post('UpdateIngestConfiguration', { arn, stageArn: '' }), 409, 'ConflictException');
    expectError(client.post('DeleteIngestConfiguration', { arn }), 409, 'ConflictException');
    expectError(client.post('DeleteIngestConfiguration', { arn, force: false }), 409, 'ConflictException');
    expect(client.post('DeleteIngestConfiguration', { arn, force: true }).status).toBe(200);
    expect(client.resource('GetStage', 'stage', { arn: stageArn })).not.toHaveProperty('activeSessionId');
  });

  it('become inactive when the participant leaves, and lose the stage when they are disconnected', () => {
    const client = new Client();
    const { control } = client.reference;
    const { arn, stageArn, participantId } = active(client);
    control.leaveParticipant(stageArn, participantId);
    expect(get(client, arn)).toMatchObject({ state: 'INACTIVE', stageArn });
    control.joinParticipant(stageArn, { ingestConfigurationArn: arn });
    expect(client.post('DisconnectParticipant', { stageArn, participantId }).status).toBe(200);
    expect(get(client, arn)).toMatchObject({ state: 'INACTIVE', stageArn: '' });
  });

  it('become inactive when the stage is deleted', () => {
    const client = new Client();
    const { arn, stageArn } = active(client);
    client.post('DeleteStage', { arn: stageArn });
    expect(get(client, arn)).toMatchObject({ state: 'INACTIVE', stageArn: '' });
  });
});
