import type { Intent } from '../guard/ledger.js';

/** What a run may have left, as its ledger tells. */
export interface Remains {
  /** By ARN, what was made and not removed, in the order in which it was made. */
  readonly made: ReadonlyMap<string, Intent>;
  /** Creations whose answer never came. */
  readonly unanswered: readonly Intent[];
}
