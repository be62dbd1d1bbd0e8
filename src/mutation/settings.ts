import type { Effort } from '../results/types.js';

/** What mutants are asked, and with which values. */
export interface Settings {
  readonly effort: Effort;
  /** Seed of the checks. */
  readonly seed: number;
  /** Whether only those checks are asked that a whole run of this effort and seed asks. */
  readonly asRun: boolean;
}

/** A name for settings that a folder can have. */
export function nameOf({ effort, seed, asRun }: Settings): string {
  return `${effort}${asRun ? '-as-run' : ''}-seed-${seed}`;
}

/** Settings in words. */
export function inWords({ effort, seed, asRun }: Settings): string {
  return `${effort} effort${asRun ? ' as run' : ''}, seed ${seed}`;
}
