import type { Identities } from './identity.js';
import type { Store } from './store.js';

/** What everything that happens has in common. */
export interface Surroundings {
  readonly store: Store;
  readonly identities: Identities;
  readonly now: () => Date;
}
