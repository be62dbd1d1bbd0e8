import type { Contracts } from '../../contract/types.js';
import { allowedMutants } from './allowed.js';
import { bleedingMutants } from './bleeding.js';
import { closest } from './closest.js';
import { compositionMutants } from './compositions.js';
import { constraintMutants } from './constraints.js';
import { defaultMutants } from './defaults.js';
import { elsewhereMutants } from './elsewhere.js';
import { entryMutants } from './entries.js';
import { extremeMutants } from './extremes.js';
import { httpMutants } from './http.js';
import { identifierMutants } from './identifiers.js';
import { withReason } from './indistinguishable.js';
import { ingestMutants } from './ingest.js';
import { keyMutants } from './keys.js';
import { leakMutants } from './leaks.js';
import { lifecycleMutants } from './lifecycle.js';
import { listMutants } from './lists.js';
import { liveChannelMutants } from './live-channels.js';
import type { Mutant } from './mutant.js';
import { outputConstraintMutants, outputMutants } from './output.js';
import { pageMutants } from './pages.js';
import { presenceMutants } from './presence.js';
import { proseMutants } from './prose.js';
import { repeatedMutants } from './repeated.js';
import { replicationMutants } from './replication.js';
import { shownMutants } from './shown.js';
import { signatureMutants } from './signatures.js';
import { stageSessionMutants } from './stage-sessions.js';
import { staleMutants } from './stale.js';
import { revocationMutants, streamListMutants } from './stream-lists.js';
import { streamMutants } from './streams.js';
import { tagMutants } from './tags.js';
import { togetherMutants } from './together.js';
import { wireMutants } from './wire.js';

export type { Mutant } from './mutant.js';

/** Every mutant, each with exactly one behaviour broken; identifiers are unique and stable. */
export function mutants(contracts: Contracts): Mutant[] {
  return [
    ...constraintMutants(contracts),
    ...httpMutants(contracts),
    ...outputMutants(contracts),
    ...outputConstraintMutants(contracts),
    ...defaultMutants(contracts),
    ...listMutants(),
    ...lifecycleMutants(contracts),
    ...tagMutants(contracts),
    ...proseMutants(),
    ...keyMutants(),
    ...identifierMutants(),
    ...elsewhereMutants(),
    ...allowedMutants(),
    ...shownMutants(),
    ...wireMutants(),
    ...signatureMutants(),
    ...streamMutants(),
    ...streamListMutants(),
    ...revocationMutants(),
    ...liveChannelMutants(),
    ...compositionMutants(),
    ...stageSessionMutants(),
    ...presenceMutants(),
    ...replicationMutants(),
    ...ingestMutants(),
    ...entryMutants(contracts),
    ...repeatedMutants(contracts),
    ...bleedingMutants(contracts),
    ...staleMutants(contracts),
    ...togetherMutants(),
    ...extremeMutants(contracts),
    ...pageMutants(contracts),
    ...leakMutants(contracts),
  ].map(withReason);
}

/**
 * The mutant with this identifier.
 * @throws Error naming similar identifiers when there is none
 */
export function findMutant(contracts: Contracts, id: string): Mutant {
  const all = mutants(contracts);
  const found = all.find((mutant) => mutant.id === id);
  if (found !== undefined) return found;
  const similar = closest(
    id,
    all.map((mutant) => mutant.id),
  );
  throw new Error(`no mutant is called ${id}; similar ones are ${similar.join(', ')}`);
}
