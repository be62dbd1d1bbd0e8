import type { Check, Scope } from '../checks/types.js';
import type { Service } from '../contract/types.js';
import type { CheckResult } from '../results/types.js';
import type { Shared } from './environment.js';

/** Kinds that call operations as documented, and judge no more than that they answer as such. */
const BASIC_KINDS: readonly string[] = ['http', 'shape'];

/** Whether a check asks no more of an operation than that it answers as documented at all. */
export function isBasic({ kind }: Check): boolean {
  return BASIC_KINDS.includes(kind);
}

/**
 * Notes which operations do not work at all: a basic check of theirs deviates, and not one answer of the run showed what
 * the operation is called for. That is reported once, by the basic check; all others that need them are skipped.
 * @param checks the basic checks that were asked
 */
export function noteBroken(
  { shared, scopes }: { readonly shared: Shared; readonly scopes: ReadonlyMap<Service, Scope> },
  checks: readonly Check[],
  results: Map<string, CheckResult>,
): void {
  for (const {
    id,
    service,
    operations: [name = ''],
  } of checks) {
    const operation = scopes.get(service)?.contract.operations.get(name);
    const what = whatInstead(results.get(id));
    const key = `${service} ${name}`;
    if (operation === undefined || what === undefined) continue;
    if (!shared.working.has(operation) && !shared.broken.has(key)) shared.broken.set(key, what);
  }
  // A basic check that found its operation in the way says so in its own words; all are to give the same reason.
  for (const check of checks) {
    const result = results.get(check.id);
    const reason = result?.outcome === 'skipped' ? whyBroken(shared, check) : undefined;
    if (result !== undefined && reason !== undefined) results.set(check.id, { ...result, reason });
  }
}

/** Why a check cannot be asked, because an operation that it needs does not work. */
export function whyBroken({ broken }: Shared, { service, operations }: Check): string | undefined {
  if (broken.size === 0) return undefined;
  for (const name of operations) {
    const what = broken.get(`${service} ${name}`);
    if (what !== undefined) return `needs ${name}, which ${what}`;
  }
  return undefined;
}

function whatInstead(result: CheckResult | undefined): string | undefined {
  const { kind, deviation } = result ?? {};
  if (deviation === undefined) return undefined;
  if (kind === 'shape') return `answers without ${deviation.member}`;
  return `answers a valid request with ${deviation.observed}`;
}
