import { closest } from '../mutants/build/closest.js';
import { errorVariations } from './answers/errors.js';
import { frontVariations } from './answers/front.js';
import { identityVariations } from './answers/identities.js';
import { listVariations } from './answers/lists.js';
import { memberVariations } from './answers/members.js';
import { omissionVariations } from './answers/omissions.js';
import { responseVariations } from './answers/responses.js';
import { combinations } from './combinations.js';
import { conductVariations } from './conduct.js';
import { deliveryVariations } from './delivery/delivery.js';
import { limitVariations } from './limits.js';
import { tenantVariations } from './tenants.js';
import type { Variation } from './variation.js';

export type { Variation, Varied } from './variation.js';

/** Every variation; identifiers are unique and stable. */
export function variations(): Variation[] {
  // Of those that go together the first one is the nearest to the client.
  const single = [
    ...conductVariations(),
    ...frontVariations(),
    ...memberVariations(),
    ...omissionVariations(),
    ...responseVariations(),
    ...errorVariations(),
    ...listVariations(),
    ...identityVariations(),
    ...tenantVariations(),
    ...limitVariations(),
    ...deliveryVariations(),
  ];
  return [...single, ...combinations(single)];
}

/**
 * The variation with this identifier.
 * @throws Error naming similar identifiers when there is none
 */
export function findVariation(id: string): Variation {
  const all = variations();
  const found = all.find((one) => one.id === id);
  if (found !== undefined) return found;
  const similar = closest(
    id,
    all.map((one) => one.id),
  );
  throw new Error(`no variation is called ${id}; similar ones are ${similar.join(', ')}`);
}
