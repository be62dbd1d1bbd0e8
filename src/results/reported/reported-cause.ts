import type { Service, Strength } from '../../contract/types.js';

/** One cause of any number of deviations, as every report lists it. */
export interface ReportedCause {
  /** From 1 on, the same in every report of the run. */
  readonly number: number;
  /** Under which the cause is known again in other runs. Absent in reports of earlier versions. */
  readonly fingerprint?: string;
  /** In plain words: `CreateChannel ignores containerFormat`. */
  readonly title: string;
  readonly harm: 'data' | 'refused' | 'members' | 'behaviour' | 'validation' | 'malformed' | 'inferred';
  /** Whether it fails the run, does not because of its strength, or is accepted by the baseline. */
  readonly standing: 'fails' | 'tolerated' | 'accepted';
  /** Set where the server failed: a 5xx, or no answer. */
  readonly isServerFailure?: boolean;
  /** What it is about, where that is more than what its first check says. */
  readonly sort?: 'unvalidated' | 'member' | 'failure' | 'literal' | 'arn' | 'unkept' | 'behind';
  readonly service: Service;
  readonly strength: Strength;
  /** Operations whose answers were wrong, each with how many checks say so. */
  readonly operations: readonly {
    readonly service: Service;
    readonly operation: string;
    readonly checks: number;
  }[];
  /** ID of the check that shows it best. */
  readonly check: string;
  /** IDs of all checks that show it, that one first. */
  readonly checks: readonly string[];
  /** How many checks could not be asked because of it. Absent for none. */
  readonly blocks?: number;
}
