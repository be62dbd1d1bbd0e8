import type { Control } from '../../reference/server/control.js';
import type { Driver } from './types.js';

/** Drives a reference endpoint of this process. */
export function inProcessDriver(control: Control): Driver {
  return {
    // What the control surface does is there as soon as it returns.
    showsWithinMs: 0,
    async goLive({ channelArn }) {
      control.goLive(channelArn);
    },
    async goOffline({ channelArn }) {
      control.goOffline(channelArn);
    },
    async joinParticipant({ stageArn, participantId, publish, ingest }) {
      const by = ingest && { ingestConfigurationArn: ingest.ingestConfigurationArn };
      control.joinParticipant(stageArn, { participantId, publish, ...by });
    },
    async leaveParticipant({ stageArn, participantId }) {
      control.leaveParticipant(stageArn, participantId);
    },
  };
}
