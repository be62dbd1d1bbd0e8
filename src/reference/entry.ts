import type { JsonObject } from '../contract/types.js';
import type { Call, World } from './call.js';
import { notFound } from './fault.js';
import { text, texts } from './json.js';
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

/** What a batch operation answers: the resources that exist, and one error for each ARN that names none. */
export function batch(call: Call, { store }: World, kind: Kind, items: string): JsonObject {
  const found: JsonObject[] = [];
  const errors: JsonObject[] = [];
  for (const arn of new Set(texts(call.input, 'arns'))) {
    const entry = store.find(kind, call.region, arn);
    if (entry !== undefined) found.push(entry.state);
    else errors.push(missing(arn));
  }
  return errors.length === 0 ? { [items]: found } : { [items]: found, errors };
}

function missing(arn: string): JsonObject {
  const { code, message } = notFound(arn);
  return { arn, code, message };
}
