import type { Service } from '../../contract/types.js';
import { implementedOperations } from '../handlers.js';
import type { Kind } from '../store.js';

/** The operations of one type of resource, as mutants speak of them. */
export interface ResourceType {
  readonly service: Service;
  readonly kind: Kind;
  /** Output member that shows one. */
  readonly member: string;
  readonly create: string;
  readonly get: string;
  readonly update?: string;
  readonly delete: string;
  readonly list: string;
  /** Output member of the list operation. */
  readonly items: string;
  readonly batch?: string;
}

export const RESOURCE_TYPES: readonly ResourceType[] = [
  {
    service: 'ivs',
    kind: 'channel',
    member: 'channel',
    create: 'CreateChannel',
    get: 'GetChannel',
    update: 'UpdateChannel',
    delete: 'DeleteChannel',
    list: 'ListChannels',
    items: 'channels',
    batch: 'BatchGetChannel',
  },
  {
    service: 'ivs',
    kind: 'stream-key',
    member: 'streamKey',
    create: 'CreateStreamKey',
    get: 'GetStreamKey',
    delete: 'DeleteStreamKey',
    list: 'ListStreamKeys',
    items: 'streamKeys',
    batch: 'BatchGetStreamKey',
  },
  {
    service: 'ivs',
    kind: 'playback-restriction-policy',
    member: 'playbackRestrictionPolicy',
    create: 'CreatePlaybackRestrictionPolicy',
    get: 'GetPlaybackRestrictionPolicy',
    update: 'UpdatePlaybackRestrictionPolicy',
    delete: 'DeletePlaybackRestrictionPolicy',
    list: 'ListPlaybackRestrictionPolicies',
    items: 'playbackRestrictionPolicies',
  },
  {
    service: 'ivs',
    kind: 'recording-configuration',
    member: 'recordingConfiguration',
    create: 'CreateRecordingConfiguration',
    get: 'GetRecordingConfiguration',
    delete: 'DeleteRecordingConfiguration',
    list: 'ListRecordingConfigurations',
    items: 'recordingConfigurations',
  },
  {
    service: 'ivs',
    kind: 'playback-key',
    member: 'keyPair',
    create: 'ImportPlaybackKeyPair',
    get: 'GetPlaybackKeyPair',
    delete: 'DeletePlaybackKeyPair',
    list: 'ListPlaybackKeyPairs',
    items: 'keyPairs',
  },
  {
    service: 'ivs',
    kind: 'ad-configuration',
    member: 'adConfiguration',
    create: 'CreateAdConfiguration',
    get: 'GetAdConfiguration',
    update: 'UpdateAdConfiguration',
    delete: 'DeleteAdConfiguration',
    list: 'ListAdConfigurations',
    items: 'adConfigurations',
  },
  {
    service: 'ivs',
    kind: 'failover-slate-configuration',
    member: 'failoverSlateConfiguration',
    create: 'CreateFailoverSlateConfiguration',
    get: 'GetFailoverSlateConfiguration',
    update: 'UpdateFailoverSlateConfiguration',
    delete: 'DeleteFailoverSlateConfiguration',
    list: 'ListFailoverSlateConfigurations',
    items: 'failoverSlateConfigurations',
  },
  {
    service: 'ivs-realtime',
    kind: 'stage',
    member: 'stage',
    create: 'CreateStage',
    get: 'GetStage',
    update: 'UpdateStage',
    delete: 'DeleteStage',
    list: 'ListStages',
    items: 'stages',
  },
  {
    service: 'ivs-realtime',
    kind: 'encoder-configuration',
    member: 'encoderConfiguration',
    create: 'CreateEncoderConfiguration',
    get: 'GetEncoderConfiguration',
    delete: 'DeleteEncoderConfiguration',
    list: 'ListEncoderConfigurations',
    items: 'encoderConfigurations',
  },
  {
    service: 'ivs-realtime',
    kind: 'storage-configuration',
    member: 'storageConfiguration',
    create: 'CreateStorageConfiguration',
    get: 'GetStorageConfiguration',
    delete: 'DeleteStorageConfiguration',
    list: 'ListStorageConfigurations',
    items: 'storageConfigurations',
  },
  {
    service: 'ivs-realtime',
    kind: 'ingest-configuration',
    member: 'ingestConfiguration',
    create: 'CreateIngestConfiguration',
    get: 'GetIngestConfiguration',
    update: 'UpdateIngestConfiguration',
    delete: 'DeleteIngestConfiguration',
    list: 'ListIngestConfigurations',
    items: 'ingestConfigurations',
  },
  {
    service: 'ivs-realtime',
    kind: 'public-key',
    member: 'publicKey',
    create: 'ImportPublicKey',
    get: 'GetPublicKey',
    delete: 'DeletePublicKey',
    list: 'ListPublicKeys',
    items: 'publicKeys',
  },
  {
    service: 'ivs-realtime',
    kind: 'composition',
    member: 'composition',
    create: 'StartComposition',
    get: 'GetComposition',
    delete: 'StopComposition',
    list: 'ListCompositions',
    items: 'compositions',
  },
];

/** Operations of no resource type, or of all. */
const FURTHER_OPERATIONS: readonly string[] = [
  'TagResource',
  'UntagResource',
  'ListTagsForResource',
  'CreateParticipantToken',
  'RevokeConnectionToken',
  'GetStream',
  'GetStreamSession',
  'ListStreams',
  'ListStreamSessions',
  'PutMetadata',
  'StopStream',
  'InsertAdBreak',
  'StartViewerSessionRevocation',
  'BatchStartViewerSessionRevocation',
  'GetStageSession',
  'ListStageSessions',
  'GetParticipant',
  'ListParticipants',
  'ListParticipantEvents',
  'DisconnectParticipant',
  'StartParticipantReplication',
  'StopParticipantReplication',
  'ListParticipantReplicas',
];

/** Names of the operations of a service that there are mutants of: those of the resource types here, and a few more. */
export function mutatedOperations(service: Service): string[] {
  const names = new Set<string | undefined>([
    ...FURTHER_OPERATIONS,
    ...RESOURCE_TYPES.filter((type) => type.service === service).flatMap((type) => [
      type.create,
      type.get,
      type.update,
      type.delete,
      type.list,
      type.batch,
    ]),
  ]);
  return implementedOperations(service).filter((name) => names.has(name));
}
