import type { Transport } from './types.js';

/** A transport whose requests are sent in another way, and that is the same in everything else. */
export function through(inner: Transport, send: Transport['send']): Transport {
  return {
    endpoint: inner.endpoint,
    region: inner.region,
    get requests() {
      return inner.requests;
    },
    send,
    close: () => inner.close(),
  };
}
