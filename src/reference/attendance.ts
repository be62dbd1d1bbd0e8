import type { JsonObject } from '../contract/types.js';
import type { Identities } from './identity.js';
import { nested, text } from './json.js';
import { recordingOf } from './participant-recording.js';
import { type Replica, Replicas } from './replica.js';
import {
  isPublishing,
  isReplica,
  type JoinOptions,
  newcomer,
  type Participant,
  type StageSession,
} from './stage-session.js';
import type { Entry, Store } from './store.js';

const SESSION_ID_LENGTH = 13;

/** What a participant token says of whoever joins with it. */
export interface Bearer {
  readonly userId: string;
  readonly attributes: JsonObject;
  readonly mayPublish: boolean;
}

/** Who is and was on which stage, who may come, and who is replicated where. */
export class Attendance {
  readonly replicas = new Replicas();
  /** Stage → participant of a token → what the token says. */
  readonly #bearers = new Map<string, Map<string, Bearer>>();
  readonly #revoked = new Set<string>();
  readonly #sessions = new Map<string, StageSession[]>();
  readonly #store: Store;
  readonly #identities: Identities;
  readonly #now: () => Date;
  #sequence = 0;

  constructor(store: Store, identities: Identities, now: () => Date) {
    this.#store = store;
    this.#identities = identities;
    this.#now = now;
  }

  /** Notes what a new token of a stage says of its participant. */
  admit(stageArn: string, participantId: string, bearer: Bearer): void {
    const bearers = this.#bearers.get(stageArn) ?? new Map<string, Bearer>();
    this.#bearers.set(stageArn, bearers.set(participantId, bearer));
  }

  /** Voids a token of a stage, if the ID is that of one: who joined with it leaves, and nobody joins with it any more. */
  revoke(stage: Entry, tokenId: string): void {
    if (this.bearer(stage.arn, tokenId) === undefined) return;
    this.#revoked.add(tokenId);
    const participant = this.connected(stage.arn, tokenId);
    if (participant !== undefined) this.leave(stage, participant);
  }

  isRevoked(participantId: string): boolean {
    return this.#revoked.has(participantId);
  }

  /** What the token of a participant says; undefined for a participant without one. */
  bearer(stageArn: string, participantId: string | undefined): Bearer | undefined {
    return this.#bearers.get(stageArn)?.get(participantId ?? '');
  }

  /** Sessions of one stage in the order in which they began. */
  sessions(stageArn: string): readonly StageSession[] {
    return this.#sessions.get(stageArn) ?? [];
  }

  session(stageArn: string, sessionId: string): StageSession | undefined {
    return this.sessions(stageArn).find((one) => one.sessionId === sessionId);
  }

  /** The session that goes on now. */
  active(stageArn: string): StageSession | undefined {
    const last = this.sessions(stageArn).at(-1);
    return last?.endTime === undefined ? last : undefined;
  }

  /** Everybody who is on the stage now. */
  present(stageArn: string): Participant[] {
    const all = [...(this.active(stageArn)?.participants.values() ?? [])];
    return all.filter(({ state }) => state.state === 'CONNECTED');
  }

  /** The participant, if they are on the stage now. */
  connected(stageArn: string, participantId: string): Participant | undefined {
    return this.present(stageArn).find((one) => one.participantId === participantId);
  }

  /**
   * Puts somebody on a stage; the first to arrive begins a session. Who has a token is who the token says, unless the
   * options say otherwise, and does not publish if it does not allow that.
   * @param members what GetParticipant shows besides what every participant has
   */
  join(stage: Entry, options: JoinOptions, members: JsonObject = {}): Participant {
    const bearer = this.bearer(stage.arn, options.participantId);
    const { participantId = this.#identities.id(), publish = false } = options;
    const { userId = bearer?.userId ?? '', attributes = bearer?.attributes ?? {} } = options;
    const session = this.active(stage.arn) ?? this.#begin(stage);
    const participant = session.participants.get(participantId) ?? this.#arrival(session, participantId);
    participant.state = {
      ...participant.state,
      userId,
      attributes: { ...attributes },
      state: 'CONNECTED',
      protocol: options.protocol ?? 'UNKNOWN',
      ...members,
    };
    this.#note(participant, 'JOINED');
    if (publish && bearer?.mayPublish === false) {
      this.#note(participant, 'PUBLISH_ERROR', { errorCode: 'INSUFFICIENT_CAPABILITIES' });
    } else if (publish) this.#publish(stage, session, participant);
    return participant;
  }

  /** Takes somebody off a stage, with their replicas; the last to go ends the session. */
  leave(stage: Entry, participant: Participant): void {
    const { participantId } = participant;
    const origin = this.replicas.at(stage.arn, participantId);
    const copies = this.replicas.running(stage.arn, participantId);
    for (const replica of origin === undefined ? copies : [origin, ...copies]) this.endReplica(replica);
    if (origin === undefined) this.#depart(stage, participant);
  }

  /** Everybody leaves; whatever happened on the stage is forgotten. */
  clear(stage: Entry): void {
    for (const participant of this.present(stage.arn)) this.leave(stage, participant);
    this.#sessions.delete(stage.arn);
    this.#bearers.delete(stage.arn);
  }

  /**
   * Shows a connected participant on another stage.
   * @param attributes go on top of the participant's own
   */
  replicate(source: Entry, participant: Participant, destination: Entry, attributes: JsonObject): void {
    const { participantId, state } = participant;
    const sourceSessionId = this.active(source.arn)?.sessionId ?? '';
    this.join(
      destination,
      { participantId, userId: text(state, 'userId'), publish: true },
      {
        attributes: { ...nested(state, 'attributes'), ...attributes },
        protocol: text(state, 'protocol'),
        replicationType: 'REPLICA',
        replicationState: 'ACTIVE',
        sourceStageArn: source.arn,
        sourceSessionId,
      },
    );
    const destinationSessionId = this.active(destination.arn)?.sessionId ?? '';
    const destinationStageArn = destination.arn;
    this.replicas.add({
      sequence: this.#next(),
      region: source.region,
      sourceStageArn: source.arn,
      sourceSessionId,
      destinationStageArn,
      destinationSessionId,
      participantId,
      replicationState: 'ACTIVE',
    });
    participant.state = { ...state, replicationType: 'SOURCE', replicationState: 'ACTIVE' };
    this.#note(participant, 'REPLICATION_STARTED', { destinationStageArn, destinationSessionId });
  }

  /** Ends a replica: the source is told, and the copy leaves its stage. */
  endReplica(replica: Replica): void {
    const { region, sourceStageArn, sourceSessionId, participantId } = replica;
    const { destinationStageArn, destinationSessionId } = replica;
    replica.replicationState = 'STOPPED';
    const source = this.session(sourceStageArn, sourceSessionId)?.participants.get(participantId);
    if (source !== undefined) {
      const isLast = this.replicas.running(sourceStageArn, participantId).length === 0;
      if (isLast) source.state = { ...source.state, replicationState: 'STOPPED' };
      this.#note(source, 'REPLICATION_STOPPED', { destinationStageArn, destinationSessionId });
    }
    const destination = this.#store.find('stage', region, destinationStageArn);
    const copy = this.connected(destinationStageArn, participantId);
    if (destination !== undefined && copy !== undefined) this.#depart(destination, copy);
  }

  #arrival(session: StageSession, participantId: string): Participant {
    const state = { participantId, ...newcomer(this.#time()) };
    const participant: Participant = { sequence: this.#next(), participantId, state, events: [] };
    session.participants.set(participantId, participant);
    return participant;
  }

  #publish(stage: Entry, session: StageSession, participant: Participant): void {
    const recording = recordingOf(this.#store, stage, session, participant);
    participant.state = { ...participant.state, published: true, ...recording };
    this.#note(participant, 'PUBLISH_STARTED');
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
    this.#releaseIngest(stage, participant);
    if (this.present(stage.arn).length === 0) this.#end(stage);
  }

  /** A configuration whose publisher is gone is not active any more. */
  #releaseIngest(stage: Entry, { state }: Participant): void {
    const arn = text(state, 'ingestConfigurationArn');
    const ingest = this.#store.find('ingest-configuration', stage.region, arn);
    if (ingest !== undefined) ingest.state = { ...ingest.state, state: 'INACTIVE' };
  }

  #begin(stage: Entry): StageSession {
    const session: StageSession = {
      sequence: this.#next(),
      stageArn: stage.arn,
      sessionId: `st-${this.#identities.alphanumeric(SESSION_ID_LENGTH)}`,
      startTime: this.#time(),
      participants: new Map(),
    };
    this.#sessions.set(stage.arn, [...this.sessions(stage.arn), session]);
    stage.state = { ...stage.state, activeSessionId: session.sessionId };
    return session;
  }

  #end(stage: Entry): void {
    const session = this.active(stage.arn);
    if (session === undefined) return;
    session.endTime = this.#time();
    const { activeSessionId: _, ...rest } = stage.state;
    stage.state = rest;
  }

  #note(participant: Participant, name: string, members: JsonObject = {}): void {
    const replica = isReplica(participant) ? { replica: true } : {};
    const event = { name, participantId: participant.participantId, eventTime: this.#time() };
    participant.events.push({ sequence: this.#next(), members: { ...event, ...replica, ...members } });
  }

  #next(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  #time(): string {
    return this.#now().toISOString();
  }
}
