/** What two runs say differently. Plain data, without behaviour. */
import type { Strength } from '../../contract/types.js';

/** A cause as a comparison tells it. */
export interface ComparedCause {
  readonly fingerprint: string;
  readonly title: string;
  /** Names of the operations whose answers were wrong. */
  readonly operations: readonly string[];
  readonly strength: Strength;
  /** IDs of the checks that show it. */
  readonly checks: readonly string[];
  /** Whether it fails a run: it does not where its strength does not, or the baseline accepts it. */
  readonly fails: boolean;
}

/** A cause that is in both, of which something else is observed. */
export interface ChangedCause extends ComparedCause {
  readonly before: string;
  readonly now: string;
}

/** A number that is not what it was. */
export interface MovedFigure {
  readonly figure: string;
  readonly before: number | null;
  readonly now: number | null;
}

/** Something that cannot be compared, said once. */
export interface NotCompared {
  readonly what: string;
  readonly before?: string;
  readonly now?: string;
}

/** One run, or what is accepted of it, beside a later one. */
export interface Comparison {
  readonly old: string;
  readonly now: string;
  readonly new: readonly ComparedCause[];
  readonly fixed: readonly ComparedCause[];
  readonly changed: readonly ChangedCause[];
  readonly same: readonly ComparedCause[];
  /** Operations that were there, and are not any more. */
  readonly unimplemented: readonly string[];
  /** Operations that were not there, and are now. */
  readonly implemented: readonly string[];
  readonly figures: readonly MovedFigure[];
  readonly notCompared: readonly NotCompared[];
}
