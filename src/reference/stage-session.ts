import type { JsonObject } from '../contract/types.js';
import { text } from './json.js';
import type { Listed } from './store.js';

/** Who joins a stage, and how. */
export interface JoinOptions {
  /** Default: a new one. Give that of a participant token, or of somebody who comes back. */
  readonly participantId?: string;
  /** Default: that of the participant's token, else the empty string. */
  readonly userId?: string;
  /** Default: those of the participant's token, else none. */
  readonly attributes?: JsonObject;
  /** Default: false. */
  readonly publish?: boolean;
  /** How the participant broadcasts. Default: UNKNOWN. */
  readonly protocol?: 'UNKNOWN' | 'WHIP';
}

/** Somebody who is or was on a stage in one session. */
export interface Participant extends Listed {
  readonly participantId: string;
  /** Oldest first. */
  readonly events: Listed[];
}

/** The time from the first participant's arrival on an empty stage to the last one's departure, its `endTime`. */
export interface StageSession extends Listed {
  readonly sessionId: string;
  readonly participants: Map<string, Participant>;
}

/** A participant of one stage who shows on another as well. */
export interface Replica extends Listed {
  readonly region: string;
  state: ReplicaState;
}

/** What is shown of a replica. */
export type ReplicaState = {
  readonly sourceStageArn: string;
  readonly sourceSessionId: string;
  readonly destinationStageArn: string;
  readonly destinationSessionId: string;
  readonly participantId: string;
  readonly replicationState: 'ACTIVE' | 'STOPPED';
};

/** Whether the last thing said of the participant's publishing is that it began. */
export function isPublishing({ events }: Participant): boolean {
  const last = events.findLast(({ state }) => text(state, 'name').startsWith('PUBLISH_'));
  return last?.state.name === 'PUBLISH_STARTED';
}

/** Whether the participant comes from another stage. */
export function isReplica({ state }: Participant): boolean {
  return state.replicationType === 'REPLICA';
}
