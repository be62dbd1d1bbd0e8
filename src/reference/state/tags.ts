import type { JsonObject } from '../../contract/types.js';
import { type Call, constrain, type Handlers, named } from './call.js';
import { list, nested } from './json.js';

/** At most this many tags on a resource, whoever added them. */
export const TAG_LIMIT = 50;

/** Keys that begin like this belong to AWS. */
const RESERVED_PREFIX = /^aws:/i;

/**
 * The tags of a request, `{}` for none.
 * @throws Fault ValidationException when a key is reserved
 */
export function requestedTags(call: Call): JsonObject {
  const tags = nested(call.input, 'tags');
  for (const key of Object.keys(tags)) {
    constrain(call, 'tags/reserved', !RESERVED_PREFIX.test(key), `tag key ${key} begins with aws:`);
  }
  return tags;
}

/** The three tag operations; both services share them. */
export const tagHandlers: Handlers = {
  ListTagsForResource: (call, world) => ({
    tags: nested(named(call, world, undefined, 'resourceArn').state, 'tags'),
  }),

  TagResource(call, world) {
    const entry = named(call, world, undefined, 'resourceArn');
    const tags = { ...nested(entry.state, 'tags'), ...requestedTags(call) };
    const count = Object.keys(tags).length;
    constrain(call, 'tags/limit', count <= TAG_LIMIT, `${count} tags are more than ${TAG_LIMIT}`);
    entry.state = { ...entry.state, tags };
    return {};
  },

  UntagResource(call, world) {
    const entry = named(call, world, undefined, 'resourceArn');
    const gone = new Set(list(call.input, 'tagKeys'));
    const kept = Object.entries(nested(entry.state, 'tags')).filter(([key]) => !gone.has(key));
    entry.state = { ...entry.state, tags: Object.fromEntries(kept) };
    return {};
  },
};
