import type { Contracts } from '../../contract/types.js';
import { compositionMutants } from './activity/compositions.js';
import { ingestMutants } from './activity/ingest.js';
import { liveChannelMutants } from './activity/live-channels.js';
import { presenceMutants } from './activity/presence.js';
import { replicationMutants } from './activity/replication.js';
import { stageSessionMutants } from './activity/stage-sessions.js';
import { revocationMutants, streamListMutants } from './activity/stream-lists.js';
import { streamMutants } from './activity/streams.js';
import { closest } from './build/closest.js';
import type { Mutant } from './build/mutant.js';
import { bleedingMutants } from './life/bleeding.js';
import { lifecycleMutants } from './life/lifecycle.js';
import { listMutants } from './life/lists.js';
import { pageMutants } from './life/pages.js';
import { repeatedMutants } from './life/repeated.js';
import { shownMutants } from './life/shown.js';
import { staleMutants } from './life/stale.js';
import { tagMutants } from './life/tags.js';
import { togetherMutants } from './life/together.js';
import { allowedMutants } from './schema/allowed.js';
import { constraintMutants } from './schema/constraints.js';
import { defaultMutants } from './schema/defaults.js';
import { entryMutants } from './schema/entries.js';
import { extremeMutants } from './schema/extremes.js';
import { withReason } from './schema/indistinguishable.js';
import { outputConstraintMutants, outputMutants } from './schema/output.js';
import { proseMutants } from './schema/prose.js';
import { elsewhereMutants } from './wire/elsewhere.js';
import { httpMutants } from './wire/http.js';
import { identifierMutants } from './wire/identifiers.js';
import { keyMutants } from './wire/keys.js';
import { leakMutants } from './wire/leaks.js';
import { signatureMutants } from './wire/signatures.js';
import { wireMutants } from './wire/wire.js';

export type { Mutant } from './build/mutant.js';

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
