import type { Call, World } from './call.js';
import { notFound } from './fault.js';
import { text } from './json.js';
import type { Entry, Kind } from './store.js';

/**
 * The resource that an input member names.
 * @throws Fault ResourceNotFoundException when this region has none
 */
export function named(call: Call, { store }: World, kind: Kind, member = 'arn'): Entry {
  const arn = text(call.input, member);
  const entry = store.find(kind, call.region, arn);
  if (entry === undefined) throw notFound(arn);
  return entry;
}
