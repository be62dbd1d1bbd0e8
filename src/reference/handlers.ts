import type { Service } from '../contract/types.js';
import { adConfigurationHandlers } from './ad-configuration.js';
import type { Handler, Handlers } from './call.js';
import { channelHandlers } from './channel.js';
import { compositionHandlers } from './composition.js';
import { encoderConfigurationHandlers } from './encoder-configuration.js';
import { failoverSlateConfigurationHandlers } from './failover-slate-configuration.js';
import { ingestConfigurationHandlers } from './ingest-configuration.js';
import { participantHandlers } from './participant.js';
import { participantTokenHandlers } from './participant-token.js';
import { playbackKeyPairHandlers } from './playback-key-pair.js';
import { policyHandlers } from './policy.js';
import { publicKeyHandlers } from './public-key.js';
import { recordingConfigurationHandlers } from './recording-configuration.js';
import { replicationHandlers } from './replication.js';
import { stageHandlers } from './stage.js';
import { storageConfigurationHandlers } from './storage-configuration.js';
import { streamHandlers } from './stream.js';
import { streamKeyHandlers } from './stream-key.js';
import { tagHandlers } from './tags.js';
import { viewerSessionHandlers } from './viewer-session.js';

const HANDLERS: { readonly [service in Service]: Handlers } = {
  ivs: {
    ...channelHandlers,
    ...streamKeyHandlers,
    ...streamHandlers,
    ...viewerSessionHandlers,
    ...playbackKeyPairHandlers,
    ...policyHandlers,
    ...recordingConfigurationHandlers,
    ...adConfigurationHandlers,
    ...failoverSlateConfigurationHandlers,
    ...tagHandlers,
  },
  'ivs-realtime': {
    ...stageHandlers,
    ...participantTokenHandlers,
    ...participantHandlers,
    ...replicationHandlers,
    ...ingestConfigurationHandlers,
    ...encoderConfigurationHandlers,
    ...storageConfigurationHandlers,
    ...compositionHandlers,
    ...publicKeyHandlers,
    ...tagHandlers,
  },
};

/** What carries out an operation; undefined when the reference endpoint does not implement it. */
export function handlerOf(service: Service, operation: string): Handler | undefined {
  return HANDLERS[service][operation];
}

/** Names of the operations of a service that the reference endpoint implements. */
export function implementedOperations(service: Service): string[] {
  return Object.keys(HANDLERS[service]);
}
