import { readPackageJson } from '../load.js';
import type { Service } from '../types.js';

/** Operations that are told of together: an entry of `specs/<service>/topics.json`. */
export interface Topic {
  readonly title: string;
  readonly operations: readonly string[];
}

/** The operations of a service by topic, in the order in which they are told of. */
export function loadTopics(service: Service): readonly Topic[] {
  return readPackageJson<{ topics: Topic[] }>('specs', service, 'topics.json').topics;
}
