import type { Credentials } from '../signing/signing.js';
import type { WireRequest } from '../types.js';

/** Credentials that no endpoint knows. */
export const TEST_CREDENTIALS: Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'secret',
};

/** A request like those that the suite sends. */
export function createChannel(changes: Partial<WireRequest> = {}): WireRequest {
  return {
    service: 'ivs',
    operation: 'CreateChannel',
    method: 'POST',
    path: '/CreateChannel',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: '{"name":"a"}',
    ...changes,
  };
}
