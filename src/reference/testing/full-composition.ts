import type { JsonObject } from '../../contract/types.js';
import { unknownArn } from './client.js';

const LAYOUTS: JsonObject = {
  grid: {
    featuredParticipantAttribute: 'a',
    omitStoppedVideo: true,
    videoAspectRatio: 'AUTO',
    videoFillMode: 'FILL',
    gridGap: 5,
    participantOrderAttribute: 'a',
  },
  pip: {
    featuredParticipantAttribute: 'a',
    omitStoppedVideo: true,
    videoFillMode: 'FILL',
    gridGap: 5,
    pipParticipantAttribute: 'a',
    pipBehavior: 'STATIC',
    pipOffset: 5,
    pipPosition: 'TOP_LEFT',
    pipWidth: 5,
    pipHeight: 5,
    participantOrderAttribute: 'a',
  },
};

/** An input of StartComposition with every member that constraints are on. */
export const FULL_COMPOSITION: JsonObject = {
  stageArn: unknownArn('stage'),
  idempotencyToken: 'a',
  layout: LAYOUTS,
  tags: { key: 'a' },
  destinations: [
    {
      name: 'a',
      channel: {
        channelArn: unknownArn('channel'),
        encoderConfigurationArn: unknownArn('encoder-configuration'),
      },
      s3: {
        storageConfigurationArn: unknownArn('storage-configuration'),
        encoderConfigurationArns: [unknownArn('encoder-configuration')],
        recordingConfiguration: { format: 'HLS', hlsConfiguration: { targetSegmentDurationSeconds: 5 } },
        thumbnailConfigurations: [{ targetIntervalSeconds: 5, storage: ['LATEST'] }],
      },
    },
  ],
};
