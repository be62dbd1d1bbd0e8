import { closest } from '../mutants/closest.js';
import { combinations } from './combinations.js';
import { conductVariations } from './conduct.js';
import { deliveryVariations } from './delivery.js';
import { errorVariations } from './errors.js';
import { frontVariations } from './front.js';
import { identityVariations } from './identities.js';
import { limitVariations } from './limits.js';
import { listVariations } from './lists.js';
import { memberVariations } from './members.js';
import { omissionVariations } from './omissions.js';
import { responseVariations } from './responses.js';
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
