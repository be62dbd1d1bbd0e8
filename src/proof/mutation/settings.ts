import type { Effort } from '../../results/types.js';

/** What mutants are asked, and with which values. */
export interface Settings {
  readonly effort: Effort;
  /** Seed of the checks. */
  readonly seed: number;
  /** Whether only those checks are asked that a whole run of this effort and seed asks. */
  readonly asRun: boolean;
  /** Where faults are: in the exchanges, also beside an odd refusal; absent for those of the reference endpoint. */
  readonly faults?: 'exchanges' | 'exchanges-odd';
}

/** A name for settings that a folder can have. */
export function nameOf({ effort, seed, asRun, faults }: Settings): string {
  return `${faults === undefined ? '' : `${faults}-`}${effort}${asRun ? '-as-run' : ''}-seed-${seed}`;
}

/** Settings in words. */
export function inWords({ effort, seed, asRun, faults }: Settings): string {
  const where = faults === undefined ? '' : `, ${FAULTS[faults]}`;
  return `${effort} effort${asRun ? ' as run' : ''}, seed ${seed}${where}`;
}

const FAULTS = { exchanges: 'exchanges', 'exchanges-odd': 'exchanges beside odd refusals' };
