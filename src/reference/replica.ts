import type { Listed } from './list.js';

/** A participant of one stage who shows on another as well. */
export interface Replica extends Listed {
  readonly region: string;
  readonly state: ReplicaState;
}

/** What is shown of a replica. */
export type ReplicaState = {
  readonly sourceStageArn: string;
  readonly sourceSessionId: string;
  readonly destinationStageArn: string;
  readonly destinationSessionId: string;
  readonly participantId: string;
  replicationState: 'ACTIVE' | 'STOPPED';
};

/** All replicas, running and ended. */
export class Replicas {
  readonly #all: Replica[] = [];

  add(replica: Replica): void {
    this.#all.push(replica);
  }

  /** Replicas of one participant in the order in which they were made. */
  of(sourceStageArn: string, participantId: string): Replica[] {
    const matches = ({ state }: Replica): boolean =>
      state.sourceStageArn === sourceStageArn && state.participantId === participantId;
    return this.#all.filter(matches);
  }

  running(sourceStageArn: string, participantId: string): Replica[] {
    return this.of(sourceStageArn, participantId).filter(isRunning);
  }

  /** The running replica that shows a participant on this stage. */
  at(destinationStageArn: string, participantId: string): Replica | undefined {
    const matches = ({ state }: Replica): boolean =>
      state.destinationStageArn === destinationStageArn && state.participantId === participantId;
    return this.#all.filter(isRunning).find(matches);
  }
}

function isRunning({ state }: Replica): boolean {
  return state.replicationState === 'ACTIVE';
}
