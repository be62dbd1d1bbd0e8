import type { Service } from '../contract/types.js';
import { PARTICULARS } from './resources/particulars.js';
import { plainHandlers } from './resources/plain.js';
import { participantHandlers } from './resources/stages/participant.js';
import { participantTokenHandlers } from './resources/stages/participant-token.js';
import { streamHandlers } from './resources/streaming/stream.js';
import type { Handler, Handlers } from './state/call.js';
import { Fault } from './state/fault.js';
import { tagHandlers } from './state/tags.js';

const HANDLERS: { readonly [service in Service]: Handlers } = {
  ivs: { ...plainHandlers('ivs', PARTICULARS), ...streamHandlers, ...tagHandlers },
  'ivs-realtime': {
    ...plainHandlers('ivs-realtime', PARTICULARS),
    ...participantTokenHandlers,
    ...participantHandlers,
    ...tagHandlers,
  },
};

/** What carries out an operation. @throws Fault NotImplementedException when there is nothing */
export function handlerOf(service: Service, operation: string): Handler {
  const handler = HANDLERS[service][operation];
  if (handler !== undefined) return handler;
  throw new Fault('NotImplementedException', `the reference endpoint does not implement ${operation}`);
}

/** Names of the operations of a service that the reference endpoint implements. */
export function implementedOperations(service: Service): string[] {
  return Object.keys(HANDLERS[service]);
}
