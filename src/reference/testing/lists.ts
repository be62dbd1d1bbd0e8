import type { JsonObject } from '../../contract/types.js';
import { AD_CONFIGURATION, INGEST_CONFIGURATION, STORAGE_CONFIGURATION } from './configurations.js';

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
  ['ListAdConfigurations', 'adConfigurations', 'CreateAdConfiguration', AD_CONFIGURATION],
  ['ListFailoverSlateConfigurations', 'failoverSlateConfigurations', 'CreateFailoverSlateConfiguration', {}],
  ['ListStages', 'stages', 'CreateStage', {}],
  ['ListEncoderConfigurations', 'encoderConfigurations', 'CreateEncoderConfiguration', {}],
  ['ListStorageConfigurations', 'storageConfigurations', 'CreateStorageConfiguration', STORAGE_CONFIGURATION],
  ['ListIngestConfigurations', 'ingestConfigurations', 'CreateIngestConfiguration', INGEST_CONFIGURATION],
];
