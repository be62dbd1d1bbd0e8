import { Inconclusive, Skipped } from '../../../checks/expect/verdicts.js';
import type { Check } from '../../../checks/types.js';
import { resourceMadeBy } from '../../../contract/resources.js';
import type { CheckResult } from '../../../results/types.js';
import { Session } from '../../check/session.js';
import type { Environment, Shared } from '../../environment.js';
import { needsOf } from './needs.js';

/** Kinds that call operations as documented, and judge no more than that they answer as such. */
const BASIC_KINDS: readonly string[] = ['http', 'shape'];

/** Whether a check asks no more of an operation than that it answers as documented at all. */
export function isBasic({ kind }: Check): boolean {
  return BASIC_KINDS.includes(kind);
}

/**
 * Makes a resource by each operation of which nothing was seen but that it refuses to: in all the ways that there are, before
 * it is said not to work at all.
 * @param checks the basic checks that were asked
 */
export async function tryOtherwise(
  environment: Environment,
  checks: readonly Check[],
  results: ReadonlyMap<string, CheckResult>,
): Promise<void> {
  const refused = checks.filter(
    (check) => results.get(check.id)?.outcome === 'deviates' && !isWorking(environment, check),
  );
  for (const { service, operations } of refused) {
    const scope = environment.scopes.get(service);
    const resource = resourceMadeBy(scope?.resources ?? [], operations[0] ?? '');
    if (scope === undefined || resource === undefined || resource.parent !== undefined) continue;
    const session = new Session(environment, { id: `otherwise/${service}/${resource.name}` }, scope);
    try {
      await session.create(resource);
    } catch (error) {
      if (!(error instanceof Skipped || error instanceof Inconclusive)) throw error;
    } finally {
      await session.proceedings.cleanUp();
    }
  }
}

/** Whether the operation of a check has shown once what it is called for. */
function isWorking(
  { shared, scopes }: Pick<Environment, 'shared' | 'scopes'>,
  { service, operations: [name = ''] }: Check,
): boolean {
  const operation = scopes.get(service)?.contract.operations.get(name);
  return operation !== undefined && shared.working.has(operation);
}

/**
 * Notes which operations do not work at all: a basic check of theirs deviates, and not one answer of the run showed what
 * the operation is called for. That is reported once, by the basic check; all others that need them are skipped, and so
 * is what is asked of an operation that only these keep from being shown to work.
 * @param checks the basic checks that were asked
 */
export function noteBroken(
  environment: Pick<Environment, 'shared' | 'scopes'>,
  checks: readonly Check[],
  results: Map<string, CheckResult>,
): void {
  const { shared } = environment;
  const { broken } = shared;
  const idle = checks.filter((check) => !isWorking(environment, check));
  for (const check of idle) {
    const what = whatInstead(results.get(check.id));
    const [name] = check.operations;
    if (what !== undefined && !broken.has(placeOf(check)))
      broken.set(placeOf(check), `needs ${name}, which ${what}`);
  }
  for (const check of checks) {
    const result = results.get(check.id);
    const reason = result?.outcome === 'skipped' ? whyBroken(shared, check) : undefined;
    if (result === undefined || reason === undefined) continue;
    // The check found its operation in the way, and said so in its own words: all are to give the same reason.
    results.set(check.id, { ...result, reason });
    if (!isWorking(environment, check) && !broken.has(placeOf(check))) broken.set(placeOf(check), reason);
  }
}

/** Why a check cannot be asked, because an operation that it needs does not work. */
export function whyBroken({ broken }: Shared, check: Check): string | undefined {
  if (broken.size === 0) return undefined;
  for (const { service, name } of needsOf(check)) {
    const reason = broken.get(`${service} ${name}`);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function placeOf({ service, operations: [name = ''] }: Check): string {
  return `${service} ${name}`;
}

function whatInstead(result: CheckResult | undefined): string | undefined {
  const { kind, deviation } = result ?? {};
  if (deviation === undefined) return undefined;
  if (kind === 'shape') return `answers without ${deviation.member}`;
  return `answers a valid request with ${deviation.observed}`;
}
