import type { Check, Scope } from '../../checks/types.js';
import { type Resource, resourceMadeBy } from '../../contract/resources.js';

/** The resources that a check makes of which an account may have only a few. */
export function scarceFor({ resources }: Scope, { operations }: Check): Resource[] {
  return resources.filter(
    ({ quota, create }) => quota !== undefined && operations.includes(create?.operation ?? ''),
  );
}

/**
 * The checks with those of scarce resources first, as these have to wait for one another. Among them, those come first
 * that tell why one cannot be removed: its ARN is not its own, deleting it has no effect, or its creation does not name
 * it. Where that is so, each check leaves some behind, and soon the account has no room for those that would notice.
 */
export function inOrder(checks: readonly Check[], scopes: ReadonlyMap<string, Scope>): Check[] {
  const ranked = checks.map((check) => {
    const scope = scopes.get(check.service);
    const scarce = scope === undefined ? [] : scarceFor(scope, check);
    return { check, rank: scarce.length === 0 ? RANKS : rankOf(check, scarce) };
  });
  return ranked.toSorted((left, right) => left.rank - right.rank).map(({ check }) => check);
}

/** Whether a check tells why resources that an account can never have more of cannot be removed. */
export function isUrgent(check: Check, scopes: ReadonlyMap<string, Scope>): boolean {
  const scope = scopes.get(check.service);
  const scarce = scope === undefined ? [] : scarceFor(scope, check);
  return scarce.some(({ quota }) => quota?.adjustable === false) && rankOf(check, scarce) < 2;
}

/** Above every rank of a check of a scarce resource. */
const RANKS = 4;

function rankOf({ kind, operations: [about = ''] }: Check, scarce: readonly Resource[]): number {
  const made = resourceMadeBy(scarce, about) !== undefined;
  if (kind === 'arn' && made) return 0;
  if (kind === 'lifecycle' && scarce.some((resource) => resource.delete?.operation === about)) return 1;
  return kind === 'shape' && made ? 2 : 3;
}
