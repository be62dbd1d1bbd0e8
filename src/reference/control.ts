import type { BroadcastOptions } from './broadcast.js';
import type { World } from './call.js';
import { nested, text } from './json.js';
import type { JoinOptions, Participant } from './stage-session.js';
import type { Entry, Kind } from './store.js';

/** Who joins a stage: like {@link JoinOptions}, or by an ingest configuration. */
export interface ControlJoinOptions extends JoinOptions {
  /** Publishes with this configuration, which must name the stage; it says who the participant is. */
  readonly ingestConfigurationArn?: string;
}

/** What happens outside of the API: encoders that stream, people who join. Never part of the API itself. */
export interface Control {
  /**
   * Makes a channel go live.
   * @returns the stream's id
   * @throws Error when there is no such channel, or it is live already
   */
  goLive(channelArn: string, options?: BroadcastOptions): string;
  /** @throws Error when there is no such channel, or it is not live */
  goOffline(channelArn: string): void;
  /** @throws Error when there is no such stage or ingest configuration, or the participant is there already */
  joinParticipant(
    stageArn: string,
    options?: ControlJoinOptions,
  ): { readonly participantId: string; readonly sessionId: string };
  /** @throws Error when there is no such stage, or the participant is not on it */
  leaveParticipant(stageArn: string, participantId: string): void;
}

/** The control surface of one endpoint. */
export function createControl(world: World): Control {
  const { broadcasts, attendance, store } = world;
  return {
    goLive(channelArn, options = {}) {
      const channel = known(world, 'channel', channelArn);
      if (broadcasts.current(channelArn) !== undefined) throw new Error(`${channelArn} is live already`);
      return text(broadcasts.start(channel, store, options).session, 'streamId');
    },

    goOffline(channelArn) {
      known(world, 'channel', channelArn);
      const live = broadcasts.current(channelArn);
      if (live === undefined) throw new Error(`${channelArn} is not live`);
      broadcasts.end(live);
    },

    joinParticipant(stageArn, options = {}) {
      const stage = known(world, 'stage', stageArn);
      const { participantId } = join(world, stage, options);
      return { participantId, sessionId: attendance.active(stageArn)?.sessionId ?? '' };
    },

    leaveParticipant(stageArn, participantId) {
      const stage = known(world, 'stage', stageArn);
      const participant = attendance.connected(stageArn, participantId);
      if (participant === undefined) throw new Error(`participant ${participantId} is not on ${stageArn}`);
      attendance.leave(stage, participant);
    },
  };
}

function join(world: World, stage: Entry, options: ControlJoinOptions): Participant {
  const { ingestConfigurationArn, ...plain } = options;
  if (ingestConfigurationArn !== undefined) return publishByIngest(world, stage, ingestConfigurationArn);
  const { participantId } = plain;
  refusePresent(world, stage, participantId);
  if (participantId !== undefined && world.attendance.isRevoked(participantId))
    throw new Error(`the token of participant ${participantId} is revoked`);
  return world.attendance.join(stage, plain);
}

function publishByIngest(world: World, stage: Entry, arn: string): Participant {
  const ingest = known(world, 'ingest-configuration', arn);
  const { state } = ingest;
  if (state.stageArn !== stage.arn) throw new Error(`${arn} is not associated with ${stage.arn}`);
  const participantId = text(state, 'participantId');
  refusePresent(world, stage, participantId);
  ingest.state = { ...state, state: 'ACTIVE' };
  return world.attendance.join(
    stage,
    { participantId, userId: text(state, 'userId'), publish: true },
    {
      attributes: nested(state, 'attributes'),
      protocol: text(state, 'ingestProtocol'),
      redundantIngest: state.redundantIngest === true,
      ingestConfigurationArn: arn,
    },
  );
}

function refusePresent({ attendance }: World, stage: Entry, participantId: string | undefined): void {
  if (participantId === undefined) return;
  if (attendance.connected(stage.arn, participantId) === undefined) return;
  throw new Error(`participant ${participantId} is on ${stage.arn} already`);
}

/** The region of a resource is that of its ARN. */
function known({ store }: World, kind: Kind, arn: string): Entry {
  const entry = store.find(kind, arn.split(':')[3] ?? '', arn);
  if (entry === undefined) throw new Error(`there is no ${kind} ${arn}`);
  return entry;
}
