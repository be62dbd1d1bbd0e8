import fc from 'fast-check';
import * as generators from '../../../../generators/index.js';
import type { Check } from '../../../checks/types.js';
import { createReference } from '../../../reference/reference.js';
import { seededRandom } from '../../../reference/variations/random.js';
import { newEnvironment } from '../../../runner/environment.js';
import { runChecks } from '../../../runner/run/run.js';
import { leftOut } from '../../../runner/run/sample.js';
import { inProcessDriver } from '../../../transport/driver/in-process.js';
import { inProcessTransport } from '../../../transport/in-process.js';
import type { Judge } from '../../mutation/judge.js';
import { CREATION_FAULTS } from './creations.js';
import { hostile } from './endpoint.js';
import { LIST_FAULTS } from './lists.js';
import { lookAt, settleIn } from './others.js';

/** One endpoint with the resources of others. */
export interface Hostility {
  readonly creation: string;
  readonly list: string;
}

/** What became of it. */
export interface Survived extends Hostility {
  readonly seed: number;
  /** How many resources of others there were. */
  readonly others: number;
  /** Those that are no longer as they were. */
  readonly touched: readonly string[];
  readonly requests: number;
  readonly outcomes: { readonly [outcome: string]: number };
  /** Why checks were not decided. */
  readonly reasons: readonly string[];
}

/**
 * Every pair but one kind: an endpoint that hides something from its lists, shows there what is made, and then gives what
 * it hid as new under the very name and tags that were sent, cannot be told from one that made it.
 */
export function hostilities(): Hostility[] {
  const hiding = ['lists every second', 'lists only what is new'];
  return Object.keys(CREATION_FAULTS).flatMap((creation) =>
    Object.keys(LIST_FAULTS)
      .filter((list) => !(creation.includes('that were sent') && hiding.includes(list)))
      .map((list) => ({ creation, list })),
  );
}

/**
 * Asks an endpoint whose account is full of what others have, and compares that with what it was before.
 * @param options.isGuarded whether the guard stands before the endpoint, as in every run; default: true
 */
export async function survive(
  judge: Judge,
  { creation, list }: Hostility,
  checks: readonly Check[] = judge.checks,
  { isGuarded = true }: { readonly isGuarded?: boolean } = {},
): Promise<Survived> {
  const { contracts, scopes, seed, effort } = judge;
  const reference = createReference({ contracts, random: seededRandom(seed) });
  const others = await settleIn(reference, scopes);
  await lookAt(reference.handle, others);
  const before = await lookAt(reference.handle, others);
  const handle = hostile(reference.handle, contracts, scopes, others, {
    creation: CREATION_FAULTS[creation] ?? (() => undefined),
    list: LIST_FAULTS[list] ?? ((items) => [...items]),
    random: seededRandom(seed + 1),
  });
  const transport = inProcessTransport(handle, { region: 'us-east-1' });
  const environment = newEnvironment({
    transport,
    scopes,
    generators,
    fc: { ...fc, default: fc },
    seed,
    effort,
    driver: inProcessDriver(reference.control),
  });
  const results = await runChecks(isGuarded ? environment : { ...environment, transport }, {
    checks,
    probes: judge.checks.filter(({ kind }) => kind === 'operation'),
    leftOut: leftOut(judge.checks, seed),
    concurrency: 8,
    command: () => '',
  });
  const after = await lookAt(reference.handle, others);
  const outcomes: { [outcome: string]: number } = {};
  for (const { outcome } of results) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return {
    ...{ creation, list, seed, others: others.length, outcomes },
    requests: environment.transport.requests,
    reasons: results.flatMap((each) => (each.outcome === 'inconclusive' ? `${each.id}: ${each.reason}` : [])),
    touched: [...before].filter(([arn, view]) => after.get(arn) !== view).map(([arn]) => arn),
  };
}
