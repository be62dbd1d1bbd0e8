import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/types.js';
import { isObject, list } from '../../state/json.js';
import { Client, expectError, unknownArn } from '../../testing/client.js';

/** A publisher on one stage, and another stage to be replicated to. */
class Theatre extends Client {
  readonly sourceStageArn = this.resource('CreateStage', 'stage').arn;
  readonly destinationStageArn = this.resource('CreateStage', 'stage').arn;
  readonly publisher = this.reference.control.joinParticipant(this.sourceStageArn, {
    userId: 'u',
    attributes: { a: '1', b: '2' },
    publish: true,
  });

  get where(): JsonObject {
    const { sourceStageArn, destinationStageArn } = this;
    return { sourceStageArn, destinationStageArn, participantId: this.publisher.participantId };
  }

  start(input: JsonObject = {}): ReturnType<Client['post']> {
    return this.post('StartParticipantReplication', { ...this.where, ...input });
  }

  stop(input: JsonObject = {}): ReturnType<Client['post']> {
    return this.post('StopParticipantReplication', { ...this.where, ...input });
  }

  participant(stageArn: string, sessionId: string): unknown {
    const { participantId } = this.publisher;
    const { body } = this.post('GetParticipant', { stageArn, sessionId, participantId });
    return body.participant;
  }

  get destinationSession(): string {
    const [one] = list(
      this.post('ListStageSessions', { stageArn: this.destinationStageArn }).body,
      'stageSessions',
    );
    return isObject(one) ? String(one.sessionId) : '';
  }

  get replicas(): unknown {
    const { body } = this.post('ListParticipantReplicas', this.where);
    return body.replicas;
  }

  get events(): unknown {
    const input = { stageArn: this.sourceStageArn, ...this.publisher };
    return this.post('ListParticipantEvents', input).body.events;
  }
}

describe('participant replication', () => {
  it('shows a publisher on another stage, with attributes merged', () => {
    const theatre = new Theatre();
    const answer = theatre.start({ attributes: { b: '3', c: '4' } });
    expect(answer).toMatchObject({ status: 200, body: {}, headers: { 'x-frame-options': 'DENY' } });
    const { sourceStageArn, destinationStageArn, destinationSession, publisher } = theatre;
    expect(theatre.participant(destinationStageArn, destinationSession)).toMatchObject({
      participantId: publisher.participantId,
      userId: 'u',
      attributes: { a: '1', b: '3', c: '4' },
      published: true,
      replicationType: 'REPLICA',
      replicationState: 'ACTIVE',
      sourceStageArn,
      sourceSessionId: publisher.sessionId,
    });
    expect(theatre.participant(sourceStageArn, publisher.sessionId)).toMatchObject({
      replicationType: 'SOURCE',
      replicationState: 'ACTIVE',
    });
    expect(theatre.replicas).toEqual([
      {
        ...theatre.where,
        sourceSessionId: publisher.sessionId,
        destinationSessionId: destinationSession,
        replicationState: 'ACTIVE',
      },
    ]);
  });

  it('tells the source of its beginning and its end', () => {
    const theatre = new Theatre();
    theatre.start();
    const where = {
      destinationStageArn: theatre.destinationStageArn,
      destinationSessionId: theatre.destinationSession,
    };
    expect(theatre.stop()).toMatchObject({ status: 200, body: {} });
    expect(theatre.events).toMatchObject([
      { name: 'JOINED' },
      { name: 'PUBLISH_STARTED' },
      { name: 'REPLICATION_STARTED', ...where },
      { name: 'REPLICATION_STOPPED', ...where },
    ]);
  });

  it('ends once', () => {
    const theatre = new Theatre();
    theatre.start();
    const session = theatre.destinationSession;
    theatre.stop();
    expectError(theatre.stop(), 404, 'ResourceNotFoundException');
    expect(theatre.replicas).toMatchObject([{ replicationState: 'STOPPED' }]);
    expect(theatre.participant(theatre.destinationStageArn, session)).toMatchObject({
      state: 'DISCONNECTED',
      replicationState: 'STOPPED',
    });
  });

  it.each([
    [
      'the publisher leaves',
      (one: Theatre) =>
        one.reference.control.leaveParticipant(one.sourceStageArn, one.publisher.participantId),
    ],
    [
      'the replica is disconnected',
      (one: Theatre) =>
        one.post('DisconnectParticipant', {
          stageArn: one.destinationStageArn,
          participantId: one.publisher.participantId,
        }),
    ],
    [
      'the destination is deleted',
      (one: Theatre) => one.post('DeleteStage', { arn: one.destinationStageArn }),
    ],
  ])('ends when %s', (_, happens) => {
    const theatre = new Theatre();
    theatre.start();
    happens(theatre);
    expect(theatre.replicas).toMatchObject([{ replicationState: 'STOPPED' }]);
    expect(theatre.participant(theatre.sourceStageArn, theatre.publisher.sessionId)).toMatchObject({
      replicationState: 'STOPPED',
    });
  });

  it('needs known stages and a connected participant', () => {
    const theatre = new Theatre();
    const stage = unknownArn('stage');
    const unknown = [{ sourceStageArn: stage }, { destinationStageArn: stage }, { participantId: 'nobody' }];
    for (const input of unknown) {
      expectError(theatre.start(input), 404, 'ResourceNotFoundException');
      expectError(theatre.stop(input), 404, 'ResourceNotFoundException');
    }
  });

  it('is stopped from its own source stage alone', () => {
    const theatre = new Theatre();
    theatre.start();
    const sourceStageArn = theatre.resource('CreateStage', 'stage').arn;
    expectError(theatre.stop({ sourceStageArn }), 404, 'ResourceNotFoundException');
    expect(theatre.replicas).toMatchObject([{ replicationState: 'ACTIVE' }]);
  });

  it('needs two stages, a publisher, and no replica on the destination yet', () => {
    const theatre = new Theatre();
    const { sourceStageArn } = theatre;
    expectError(theatre.start({ destinationStageArn: sourceStageArn }), 400, 'ValidationException');
    const { participantId } = theatre.reference.control.joinParticipant(sourceStageArn);
    expectError(theatre.start({ participantId }), 409, 'ConflictException');
    theatre.start();
    expectError(theatre.start(), 409, 'ConflictException');
    expectError(theatre.start({ attributes: { a: 'b'.repeat(1024) } }), 400, 'ValidationException');
  });

  it('has a quota of five replicas', () => {
    const theatre = new Theatre();
    const statuses = Array.from({ length: 6 }, () => {
      const destinationStageArn = theatre.resource('CreateStage', 'stage').arn;
      return theatre.start({ destinationStageArn }).status;
    });
    expect(statuses).toEqual([200, 200, 200, 200, 200, 402]);
  });

  it('has no replicas of a participant of an unknown stage', () => {
    const input = { sourceStageArn: unknownArn('stage'), participantId: 'p' };
    expect(new Client().post('ListParticipantReplicas', input).body).toEqual({ replicas: [] });
  });
});
