import type { Intent } from '../guard/ledger.js';

/** What a run may have left, as its ledger tells. */
export interface Remains {
  /** By ARN, what was made and not removed, in the order in which it was made. */
  readonly made: ReadonlyMap<string, Intent>;
  /** By service and name of a resource, what there was of it before; only where all of that is known. */
  readonly before: ReadonlyMap<string, ReadonlySet<string>>;
  /** Creations whose answer never came. */
  readonly unanswered: readonly Intent[];
}
