import { readPackageJson } from '../load.js';
import type { Service, Source } from '../types.js';

/** A documented behaviour that no check asks about: an entry of `specs/<service>/unchecked.json`. */
export interface UncheckedBehaviour {
  readonly id: string;
  readonly operations: readonly string[];
  /** The behaviour in our own words. */
  readonly statement: string;
  /**
   * What stands in the way: it is seen in playback or in another service, takes media or clients of certain kinds,
   * a certain account, load or time; sources contradict one another, or are silent.
   */
  readonly reason:
    | 'playback'
    | 'ingest'
    | 'other-service'
    | 'account'
    | 'load'
    | 'time'
    | 'contradictory'
    | 'silent';
  /** The reason in words. */
  readonly why: string;
  readonly source: Source;
}

/** What is documented of a service and not asked. */
export function loadUnchecked(service: Service): readonly UncheckedBehaviour[] {
  return readPackageJson<{ behaviours: UncheckedBehaviour[] }>('specs', service, 'unchecked.json').behaviours;
}
