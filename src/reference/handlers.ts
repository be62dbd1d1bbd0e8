import type { Service } from '../contract/types.js';
import type { Handler, Handlers } from './call.js';
import { channel } from './channel.js';
import { composition } from './composition.js';
import { ingestConfiguration } from './ingest-configuration.js';
import { participantHandlers } from './participant.js';
import { participantTokenHandlers } from './participant-token.js';
import { plainHandlers } from './plain.js';
import { prose } from './prose.js';
import { stage } from './stage.js';
import { streamHandlers } from './stream.js';
import { tagHandlers } from './tags.js';

const PARTICULARS = {
  ...prose,
  Channel: channel,
  Stage: stage,
  IngestConfiguration: ingestConfiguration,
  Composition: composition,
};

const HANDLERS: { readonly [service in Service]: Handlers } = {
  ivs: {
    ...plainHandlers('ivs', PARTICULARS),
    ...streamHandlers,
    ...tagHandlers,
  },
  'ivs-realtime': {
    ...plainHandlers('ivs-realtime', PARTICULARS),
    ...participantTokenHandlers,
    ...participantHandlers,
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
