import type { JsonObject } from '../../contract/types.js';

/** List operations, their items, and what to create so that they have some. */
export const LISTS: readonly (readonly [list: string, items: string, create: string, input: JsonObject])[] = [
  ['ListChannels', 'channels', 'CreateChannel', {}],
  ['ListPlaybackRestrictionPolicies', 'playbackRestrictionPolicies', 'CreatePlaybackRestrictionPolicy', {}],
  [
    'ListRecordingConfigurations',
    'recordingConfigurations',
    'CreateRecordingConfiguration',
    { destinationConfiguration: { s3: { bucketName: 'bucket' } } },
  ],
  ['ListStages', 'stages', 'CreateStage', {}],
];
