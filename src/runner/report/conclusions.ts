import { NOT_PERMITTED } from '../../checks/ask/permission.js';
import { describeAnswer } from '../../checks/expect/expect.js';
import { operationOf } from '../../checks/plan/scope.js';
import type { Check } from '../../checks/types.js';
import type { Service } from '../../contract/types.js';
import type { CheckResult, Outcome } from '../../results/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { skipped } from '../check/verdict.js';
import { conclude, whyNotPermitted } from '../conversation/recognition.js';
import { type Environment, scopeOf } from '../environment.js';

/** What came of the probes of one service. */
interface Probes {
  readonly service: Service;
  readonly asked: readonly Check[];
  readonly outcomes: ReadonlySet<Outcome | undefined>;
  /** How a path is answered that cannot exist. */
  readonly unknown: Answer | undefined;
}

/**
 * Concludes from the probes of each service whether anything further can be asked of it, and changes their results where
 * it cannot. Where another service works at the same endpoint, that one is there and takes the caller: what it says of
 * each operation is that it lacks it, in whatever words.
 */
export async function concludeFrom(
  environment: Environment,
  probes: readonly Check[],
  results: Map<string, CheckResult>,
): Promise<void> {
  const { scopes, shared } = environment;
  const { impressions } = shared;
  const services: Probes[] = [];
  for (const service of scopes.keys()) {
    const asked = probes.filter((probe) => probe.service === service);
    const outcomes = new Set(asked.map(({ id }) => results.get(id)?.outcome));
    const unknown = await shared.unknown.get(`${service} POST`)?.catch(() => undefined);
    services.push({ service, asked, outcomes, unknown });
  }
  const worksAt = (base: string | undefined) =>
    services.some(
      ({ service, outcomes }) =>
        outcomes.has('conforms') && impressions[service].recognised && impressions[service].base === base,
    );
  for (const { service, asked, outcomes, unknown } of services) {
    const impression = impressions[service];
    const lacksAll = outcomes.size === 1 && outcomes.has('unimplemented');
    if (lacksAll && worksAt(impression.base)) continue;
    const conclusion =
      conclude(impression, asked.length) ?? (lacksAll ? whyNotPermitted(impression, unknown) : undefined);
    if (conclusion === undefined) continue;
    for (const check of asked) results.set(check.id, skipped(check, conclusion, 'inconclusive'));
  }
  for (const each of services) unlessOnlyReading(environment, each, results);
}

/**
 * Where all that reads works, and all that changes something is refused as any path is, it is the caller who may only
 * read: nothing shows that the endpoint lacks anything.
 */
function unlessOnlyReading(
  environment: Environment,
  { service, asked, unknown }: Probes,
  results: Map<string, CheckResult>,
): void {
  const code = unknown?.error?.code;
  if (unknown === undefined || code === undefined || !NOT_PERMITTED.has(code)) return;
  const scope = scopeOf(environment, service);
  const nameOf = ({ operations: [name = ''] }: Check) => name;
  const refused = asked.filter(({ id }) => results.get(id)?.outcome === 'unimplemented');
  const reads = asked.filter((check) => operationOf(scope, nameOf(check)).readonly);
  const isRole =
    reads.length > 0 &&
    refused.length === asked.length - reads.length &&
    !refused.some((each) => reads.includes(each));
  if (!isRole) return;
  for (const check of refused) {
    const reason = `${nameOf(check)} is not permitted: ${describeAnswer(unknown)}`;
    results.set(check.id, skipped(check, reason, 'inconclusive'));
  }
}
