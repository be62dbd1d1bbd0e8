import { type Call, constrain, type Quotas, type World } from './call.js';
import { Fault } from './fault.js';
import type { Kind } from './store.js';

const LONGEST_DEFAULT_PAGE = 100;

/** The documented quotas that no account can raise. */
export const FIXED_QUOTAS: Quotas = { 'playback-key': 3, 'public-key': 3, 'participant-replica': 5 };

/** @throws Fault ServiceQuotaExceededException when one more resource of this type is too many */
export function checkQuota(call: Call, { store, quotas }: World, kind: Kind): void {
  const quota = quotas[kind];
  if (quota === undefined) return;
  const present = [...store.all(kind, call.region)].length;
  constrain(call, 'quota/fixed', present < quota, usedUp(quota, kind));
}

/** @throws Fault ServiceQuotaExceededException when there are as many as the quota allows */
export function refuseBeyond(quota: number, present: number, what: string): void {
  if (present >= quota) throw usedUp(quota, what);
}

function usedUp(quota: number, what: string): Fault {
  return new Fault('ServiceQuotaExceededException', `the quota of ${quota} for ${what} is used up`);
}

/** Default page size of lists that show 100 items or as many as the quota allows, whichever is less. */
export function quotaPageSize(quotas: Quotas, kind: Kind): number {
  return Math.min(quotas[kind] ?? LONGEST_DEFAULT_PAGE, LONGEST_DEFAULT_PAGE);
}
