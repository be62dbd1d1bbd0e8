import type { JsonObject } from '../../contract/types.js';
import type { JoinOptions } from '../resources/stages/stage-session.js';
import type { BroadcastOptions } from '../resources/streaming/broadcast.js';
import type { World } from '../state/call.js';
import { pick, text } from '../state/json.js';
import type { Entry, Kind } from '../state/store.js';

/** Who joins a stage: like {@link JoinOptions}, or by an ingest configuration. */
export interface ControlJoinOptions extends JoinOptions {
  /** Publishes with this configuration, which must name the stage; it says who the participant is. */
  readonly ingestConfigurationArn?: string;
}

/** States of a recording configuration. */
export type RecordingConfigurationState = 'CREATING' | 'CREATE_FAILED' | 'ACTIVE';

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
  /**
   * Makes a recording configuration slow to come, or fail, or ready: what goes live with one that is not ACTIVE is not
   * recorded, and says so.
   * @throws Error when there is no such recording configuration
   */
  setRecordingConfigurationState(arn: string, state: RecordingConfigurationState): void;
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
  const { broadcasts, attendance } = world;
  return {
    goLive(channelArn, options = {}) {
      const channel = known(world, 'channel', channelArn);
      if (broadcasts.current(channelArn) !== undefined) throw new Error(`${channelArn} is live already`);
      return text(broadcasts.start(channel, options).state, 'streamId');
    },

    goOffline(channelArn) {
      known(world, 'channel', channelArn);
      const live = broadcasts.current(channelArn);
      if (live === undefined) throw new Error(`${channelArn} is not live`);
      broadcasts.end(live);
    },

    setRecordingConfigurationState(arn, state) {
      const configuration = known(world, 'recording-configuration', arn);
      configuration.state = { ...configuration.state, state };
    },

    joinParticipant(stageArn, { ingestConfigurationArn: arn, ...given } = {}) {
      const stage = known(world, 'stage', stageArn);
      const ingest = arn === undefined ? undefined : known(world, 'ingest-configuration', arn);
      const [options, members] = ingest === undefined ? [given, {}] : publisher(ingest);
      const { participantId = '' } = options;
      if (ingest !== undefined && ingest.state.stageArn !== stageArn)
        throw new Error(`${ingest.arn} is not associated with ${stageArn}`);
      if (attendance.connected(stageArn, participantId) !== undefined)
        throw new Error(`participant ${participantId} is on ${stageArn} already`);
      if (attendance.isRevoked(participantId))
        throw new Error(`the token of participant ${participantId} is revoked`);
      if (ingest !== undefined) ingest.state = { ...ingest.state, state: 'ACTIVE' };
      const joined = attendance.join(stage, options, members);
      return { participantId: joined.participantId, sessionId: attendance.active(stageArn)?.sessionId ?? '' };
    },

    leaveParticipant(stageArn, participantId) {
      const stage = known(world, 'stage', stageArn);
      const participant = attendance.connected(stageArn, participantId);
      if (participant === undefined) throw new Error(`participant ${participantId} is not on ${stageArn}`);
      attendance.leave(stage, participant);
    },
  };
}

/** Who publishes with an ingest configuration, and what a participant shows of it. */
function publisher({ arn, state }: Entry): [JoinOptions, JsonObject] {
  const options = {
    participantId: text(state, 'participantId'),
    userId: text(state, 'userId'),
    publish: true,
  };
  const shown = { protocol: text(state, 'ingestProtocol'), ingestConfigurationArn: arn };
  return [options, { ...pick(state, ['attributes', 'redundantIngest']), ...shown }];
}

/** The region of a resource is that of its ARN. */
function known({ store }: World, kind: Kind, arn: string): Entry {
  const entry = store.find(kind, arn.split(':')[3] ?? '', arn);
  if (entry === undefined) throw new Error(`there is no ${kind} ${arn}`);
  return entry;
}
