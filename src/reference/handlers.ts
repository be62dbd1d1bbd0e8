import type { Service } from '../contract/types.js';
import type { Handler, Handlers } from './call.js';
import { channelHandlers } from './channel.js';
import { participantTokenHandlers } from './participant-token.js';
import { policyHandlers } from './policy.js';
import { recordingConfigurationHandlers } from './recording-configuration.js';
import { stageHandlers } from './stage.js';
import { streamKeyHandlers } from './stream-key.js';
import { tagHandlers } from './tags.js';

const HANDLERS: { readonly [service in Service]: Handlers } = {
  ivs: {
    ...channelHandlers,
    ...streamKeyHandlers,
    ...policyHandlers,
    ...recordingConfigurationHandlers,
    ...tagHandlers,
  },
  'ivs-realtime': { ...stageHandlers, ...participantTokenHandlers, ...tagHandlers },
};

/** What carries out an operation; undefined when the reference endpoint does not implement it. */
export function handlerOf(service: Service, operation: string): Handler | undefined {
  return HANDLERS[service][operation];
}

/** Names of the operations of a service that the reference endpoint implements. */
export function implementedOperations(service: Service): string[] {
  return Object.keys(HANDLERS[service]);
}
