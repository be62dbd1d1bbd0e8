import type { JsonObject } from '../contract/types.js';
import { factsOf } from './facts.js';
import { idOf } from './identity.js';
import { nested, pick, text, texts } from './json.js';
import {
  isPublishing,
  isReplica,
  type JoinOptions,
  type Participant,
  type Replica,
  type StageSession,
} from './stage-session.js';
import { type Entry, having } from './store.js';
import type { Surroundings } from './surroundings.js';

const SESSION_ID_LENGTH = 13;

/** What a participant token says of whoever joins with it. */
export interface Bearer {
  readonly userId: string;
  readonly attributes: JsonObject;
  readonly mayPublish: boolean;
}

/** Who is and was on which stage, who may come, and who is replicated where. */
export class Attendance {
  readonly #replicas: Replica[] = [];
  /** Stage and participant of a token → what the token says. */
  readonly #bearers = new Map<string, Bearer>();
  readonly #revoked = new Set<string>();
  readonly #sessions = new Map<string, StageSession[]>();
  readonly #world: Surroundings;

  constructor(world: Surroundings) {
    this.#world = world;
  }

  /** Notes what a new token of a stage says of its participant. */
  admit(stageArn: string, participantId: string, bearer: Bearer): void {
    this.#bearers.set(`${stageArn} ${participantId}`, bearer);
  }

  /** What the token of a participant says; undefined for a participant without one. */
  bearer(stageArn: string, participantId = ''): Bearer | undefined {
    return this.#bearers.get(`${stageArn} ${participantId}`);
  }

  /** Voids the token of a participant, if there is one: who has joined with it leaves, and nobody does so any more. */
  revoke(stage: Entry, participantId: string): void {
    if (this.bearer(stage.arn, participantId) === undefined) return;
    this.#revoked.add(participantId);
    const participant = this.connected(stage.arn, participantId);
    if (participant !== undefined) this.leave(stage, participant);
  }

  isRevoked(participantId: string): boolean {
    return this.#revoked.has(participantId);
  }

  /** Sessions of one stage in the order in which they began. */
  sessions(stageArn: string): readonly StageSession[] {
    return this.#sessions.get(stageArn) ?? [];
  }

  session(stageArn: string, sessionId: string): StageSession | undefined {
    return having(this.sessions(stageArn), { sessionId })[0];
  }

  /** The session that goes on now. */
  active(stageArn: string): StageSession | undefined {
    return this.sessions(stageArn).find(({ state }) => state.endTime === undefined);
  }

  /** Everybody who is on the stage now. */
  present(stageArn: string): Participant[] {
    return having(this.active(stageArn)?.participants.values() ?? [], { state: 'CONNECTED' });
  }

  /** The participant, if they are on the stage now. */
  connected(stageArn: string, participantId: string): Participant | undefined {
    return having(this.present(stageArn), { participantId })[0];
  }

  /** Replicas that show these members, in the order in which they were made. */
  replicas(members: JsonObject): Replica[] {
    return having(this.#replicas, members);
  }

  running(members: JsonObject): Replica[] {
    return this.replicas({ ...members, replicationState: 'ACTIVE' });
  }

  /**
   * Puts somebody on a stage; the first to arrive begins a session. Who has a token is who the token says, unless the
   * options say otherwise, and does not publish if it does not allow that.
   * @param members what GetParticipant shows besides what every participant has
   */
  join(stage: Entry, options: JoinOptions, members: JsonObject = {}): Participant {
    const bearer = this.bearer(stage.arn, options.participantId);
    const { participantId = this.#world.identities.id(), publish = false, protocol = 'UNKNOWN' } = options;
    const { userId = bearer?.userId ?? '', attributes = bearer?.attributes ?? {} } = options;
    const session = this.active(stage.arn) ?? this.#begin(stage);
    const participant = session.participants.get(participantId) ?? this.#arrival(session, participantId);
    const shown = { userId, attributes: { ...attributes }, state: 'CONNECTED', protocol, ...members };
    participant.state = { ...participant.state, ...shown };
    this.#note(participant, 'JOINED');
    if (publish && bearer?.mayPublish === false) {
      this.#note(participant, 'PUBLISH_ERROR', { errorCode: 'INSUFFICIENT_CAPABILITIES' });
    } else if (publish) {
      const recording = this.#recording(stage, session, participant);
      participant.state = { ...participant.state, published: true, ...recording };
      this.#note(participant, 'PUBLISH_STARTED');
    }
    return participant;
  }

  /** Takes somebody off a stage, with their replicas; the last to go ends the session. */
  leave(stage: Entry, participant: Participant): void {
    const { participantId } = participant;
    const origin = this.running({ participantId, destinationStageArn: stage.arn });
    const copies = this.running({ participantId, sourceStageArn: stage.arn });
    for (const replica of [...origin, ...copies]) this.endReplica(replica);
    if (origin.length === 0) this.#depart(stage, participant);
  }

  /** Everybody leaves; whatever happened on the stage is forgotten. */
  clear(stage: Entry): void {
    for (const participant of this.present(stage.arn)) this.leave(stage, participant);
    this.#sessions.delete(stage.arn);
  }

  /**
   * Shows a connected participant on another stage.
   * @param attributes go on top of the participant's own
   */
  replicate(source: Entry, participant: Participant, destination: Entry, attributes: JsonObject): void {
    const { participantId, state } = participant;
    const origin = {
      sourceStageArn: source.arn,
      sourceSessionId: this.active(source.arn)?.sessionId ?? '',
      replicationState: 'ACTIVE' as const,
    };
    const options = { participantId, userId: text(state, 'userId'), publish: true };
    const own = { ...nested(state, 'attributes'), ...attributes };
    const shown = {
      attributes: own,
      protocol: text(state, 'protocol'),
      replicationType: 'REPLICA',
      ...origin,
    };
    this.join(destination, options, shown);
    const destinationSessionId = this.active(destination.arn)?.sessionId ?? '';
    const replica = { ...origin, destinationStageArn: destination.arn, destinationSessionId, participantId };
    this.#replicas.push({ sequence: this.#replicas.length + 1, region: source.region, state: replica });
    participant.state = { ...state, replicationType: 'SOURCE', replicationState: 'ACTIVE' };
    this.#note(participant, 'REPLICATION_STARTED', pick(replica, DESTINATION));
  }

  /** Ends a replica: the source is told, and the copy leaves its stage. */
  endReplica(replica: Replica): void {
    const { sourceStageArn, sourceSessionId, destinationStageArn, participantId } = replica.state;
    replica.state = { ...replica.state, replicationState: 'STOPPED' };
    const source = this.session(sourceStageArn, sourceSessionId)?.participants.get(participantId);
    if (source !== undefined) {
      const running = this.running({ sourceStageArn, participantId });
      if (running.length === 0) source.state = { ...source.state, replicationState: 'STOPPED' };
      this.#note(source, 'REPLICATION_STOPPED', pick(replica.state, DESTINATION));
    }
    const destination = this.#world.store.find('stage', replica.region, destinationStageArn);
    const copy = this.connected(destinationStageArn, participantId);
    if (destination !== undefined && copy !== undefined) this.#depart(destination, copy);
  }

  #arrival(session: StageSession, participantId: string): Participant {
    const { defaults } = factsOf('ivs-realtime', 'Participant');
    const state = { participantId, firstJoinTime: this.#time(), ...defaults };
    const sequence = session.participants.size + 1;
    const participant: Participant = { sequence, participantId, state, events: [] };
    session.participants.set(participantId, participant);
    return participant;
  }

  /** What a publisher shows of being recorded. */
  #recording(stage: Entry, { sessionId }: StageSession, participant: Participant): JsonObject {
    const settings = nested(stage.state, 'autoParticipantRecordingConfiguration');
    const arn = text(settings, 'storageConfigurationArn');
    const storage = this.#world.store.find('storage-configuration', stage.region, arn);
    const isWanted = !texts(settings, 'mediaTypes').includes('NONE');
    const isMeant = !isReplica(participant) || settings.recordParticipantReplicas === true;
    if (storage === undefined || !isWanted || !isMeant)
      return pick(factsOf('ivs-realtime', 'Participant').defaults ?? {}, RECORDING);
    return {
      recordingS3BucketName: text(nested(storage.state, 's3'), 'bucketName'),
      recordingS3Prefix: `${idOf(stage.arn)}/${sessionId}/${participant.participantId}`,
      recordingState: 'ACTIVE',
    };
  }

  #depart(stage: Entry, participant: Participant): void {
    if (isPublishing(participant)) this.#note(participant, 'PUBLISH_STOPPED');
    this.#note(participant, 'LEFT');
    const { state } = participant;
    participant.state = {
      ...state,
      state: 'DISCONNECTED',
      ...(state.recordingState === 'ACTIVE' ? { recordingState: 'STOPPED' } : {}),
      ...(isReplica(participant) ? { replicationState: 'STOPPED' } : {}),
    };
    // A configuration whose publisher is gone is not active any more.
    const arn = text(state, 'ingestConfigurationArn');
    const ingest = this.#world.store.find('ingest-configuration', stage.region, arn);
    if (ingest !== undefined) ingest.state = { ...ingest.state, state: 'INACTIVE' };
    const session = this.active(stage.arn);
    if (session === undefined || this.present(stage.arn).length > 0) return;
    session.state = { ...session.state, endTime: this.#time() };
    const { activeSessionId: _, ...rest } = stage.state;
    stage.state = rest;
  }

  #begin(stage: Entry): StageSession {
    const before = this.sessions(stage.arn);
    const sessionId = `st-${this.#world.identities.alphanumeric(SESSION_ID_LENGTH)}`;
    const state = { sessionId, startTime: this.#time() };
    const sequence = before.length + 1;
    const session: StageSession = { sequence, sessionId, state, participants: new Map() };
    this.#sessions.set(stage.arn, [...before, session]);
    stage.state = { ...stage.state, activeSessionId: sessionId };
    return session;
  }

  #note(participant: Participant, name: string, members: JsonObject = {}): void {
    const replica = isReplica(participant) ? { replica: true } : {};
    const event = { name, participantId: participant.participantId, eventTime: this.#time() };
    const sequence = participant.events.length + 1;
    participant.events.push({ sequence, state: { ...event, ...replica, ...members } });
  }

  #time(): string {
    return this.#world.now().toISOString();
  }
}

const DESTINATION = ['destinationStageArn', 'destinationSessionId'];
const RECORDING = ['recordingS3BucketName', 'recordingS3Prefix', 'recordingState'];
