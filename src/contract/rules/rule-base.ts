import type { Service, Source, Strength } from '../types.js';

/** What every rule says, whatever its kind. */
export interface RuleBase {
  /** Unique among both services. */
  readonly id: string;
  readonly service: Service;
  /** The behaviour in our own words: one sentence that the endpoint either fulfils or not. */
  readonly statement: string;
  readonly operations: readonly string[];
  readonly strength: Strength;
  readonly source: Source;
  /** Further sources, where several documents say it or contradict one another. */
  readonly also?: readonly Source[];
  /** Revision in which the behaviour was first documented. */
  readonly since: string;
}
