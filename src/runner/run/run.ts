import { ASK_AUTHENTICATION } from '../../checks/operations/authentication.js';
import { rootOf } from '../../checks/plan/scope.js';
import type { Check, Scope } from '../../checks/types.js';
import { operationsOf } from '../../contract/resources.js';
import { bucket } from '../../results/bucket.js';
import { UsageError } from '../../results/errors/usage-error.js';
import type { CheckResult } from '../../results/types.js';
import { shrunk } from '../cases/shrunk.js';
import { type CommandLine, skipped, verdictOn } from '../check/verdict.js';
import { Candidates } from '../conversation/judged.js';
import type { Environment } from '../environment.js';
import { lackOf } from '../fixtures/driver-session.js';
import { concludeFrom } from '../report/conclusions.js';
import { inOrder, isUrgent, scarceFor } from './order.js';
import { ALIKE } from './sample.js';
import { type Claim, runAll } from './schedule.js';
import { isBasic, noteBroken, tryOtherwise, whyBroken } from './skipped/broken.js';
import { needsOf, notAsked } from './skipped/needs.js';
import { settleRefusals } from './skipped/refusals.js';
import { unlessReported } from './skipped/reported.js';

/** What a run is asked to do. */
export interface RunPlan {
  /** Checks to ask, in the order of the report. */
  readonly checks: readonly Check[];
  /** Every `operation` check of the services, whether to be reported or not: what is missing is found by them. */
  readonly probes: readonly Check[];
  /** IDs of checks that are not asked, because others are alike. */
  readonly leftOut?: ReadonlySet<string>;
  /** Checks asked at the same time. */
  readonly concurrency: number;
  readonly command: CommandLine;
  /**
   * By ID of a check, the path of the one case that it is to ask again; empty where it draws nothing. Each of these
   * checks is then asked as if it were the only one, so that none is skipped for what another one finds.
   */
  readonly replays?: ReadonlyMap<string, string>;
  /** Told of each verdict as it comes. */
  onVerdict?(result: CheckResult, done: number, total: number): void;
}

/**
 * Asks every check of a plan. Operations that the endpoint lacks are found first, with one request each; checks
 * that need one of them are skipped. The same seed gives the same verdicts, whatever the concurrency.
 * @throws Error when a check fails by a fault of its own, once all checks under way have removed what they made
 */
export async function runChecks(environment: Environment, plan: RunPlan): Promise<CheckResult[]> {
  const { shared } = environment;
  const needed = new Set(plan.checks.flatMap((check) => needsOf(check).map(({ name }) => name)));
  const probes = plan.probes.filter(({ operations }) => operations.some((name) => needed.has(name)));
  const results = new Map<string, CheckResult>();
  if (environment.judging !== undefined) shared.candidates = new Candidates(plan.checks);
  try {
    await askInOrder(environment, plan, probes, results);
  } finally {
    await Promise.all([...shared.lenders.values()].map((lender) => lender.close()));
  }
  settleRefusals(shared, results, environment.verdictsOnly);
  const all = plan.checks.flatMap((check) => results.get(check.id) ?? []);
  return withFindings(environment, plan, all);
}

/** The results, in which what only the judge has found is a deviation of the check in whose exchanges it was seen. */
async function withFindings(
  environment: Environment,
  { command }: RunPlan,
  results: readonly CheckResult[],
): Promise<CheckResult[]> {
  const changed = new Map<string, CheckResult>();
  for (const candidate of environment.shared.candidates?.untold(results) ?? [])
    changed.set(candidate.check.id, await shrunk(environment, candidate, command));
  return results.map((each) => changed.get(each.id) ?? each);
}

/** Asks the probes, then what is urgent, then what walks nothing, then what walks, then what follows all others. */
async function askInOrder(
  environment: Environment,
  plan: RunPlan,
  probes: readonly Check[],
  results: Map<string, CheckResult>,
): Promise<void> {
  const ask = asker(environment, plan, results);
  await askAll(environment, probes, plan.concurrency, ask);
  await concludeFrom(environment, probes, results);
  const urgent = plan.checks.filter((check) => isUrgent(check, environment.scopes));
  // Where scarce resources cannot be removed, all others would fill the account before that is noticed.
  await askAll(environment, urgent, plan.concurrency, ask);
  const others = plan.checks.filter(({ id }) => !results.has(id));
  const walking = others.filter(({ walks, follows }) => walks !== undefined && follows === undefined);
  const still = others.filter(({ walks }) => walks === undefined);
  const basic = still.filter(isBasic);
  // What needs no other operation comes first, so that others know whether what they need works.
  for (const isFirst of [true, false]) {
    const stage = basic.filter(({ operations }) => (operations.length === 1) === isFirst);
    await askAll(environment, stage, plan.concurrency, ask);
    if (plan.replays !== undefined) continue;
    await tryOtherwise(environment, stage, results);
    noteBroken(environment, stage, results);
  }
  const rest = still.filter((check) => !isBasic(check));
  await askAll(environment, rest, plan.concurrency, ask);
  await askAll(environment, walking, plan.concurrency, ask);
  for (const stage of following(others)) {
    await askAll(environment, stage, plan.concurrency, ask);
  }
}

/** The checks that follow all others, by stages. */
function following(checks: readonly Check[]): Check[][] {
  const stages = bucket(checks, ({ follows }) => (follows === undefined ? undefined : String(follows)));
  return [...stages].toSorted(([one], [other]) => Number(one) - Number(other)).map(([, stage]) => [...stage]);
}

const LEFT_OUT = { reason: ALIKE, outcome: 'skipped' } as const;

/** A function that asks one check, keeps its result and tells of it. */
function asker(
  environment: Environment,
  { checks, command, leftOut, replays, onVerdict }: RunPlan,
  results: Map<string, CheckResult>,
): (check: Check) => Promise<void> {
  const reported = new Set(checks.map(({ id }) => id));
  let done = 0;
  return async (check) => {
    const unlessAlready = (result: CheckResult) =>
      environment.verdictsOnly ? result : unlessReported(check, result, checks, results);
    const obstacle = leftOut?.has(check.id) ? LEFT_OUT : obstacleOf(environment, check, results);
    const result =
      obstacle === undefined
        ? unlessAlready(await verdictOn(replaying(environment, replays?.get(check.id)), check, command))
        : skipped(check, obstacle.reason, obstacle.outcome);
    results.set(result.id, result);
    if (!reported.has(result.id)) return;
    done += 1;
    onVerdict?.(result, done, reported.size);
  };
}

/** The environment in which a check asks only the case at a path, if there is one. */
function replaying(environment: Environment, path: string | undefined): Environment {
  return path === undefined || path === '' ? environment : { ...environment, path };
}

/** Asks checks, so many at a time. After a fault no further ones are started, and the others are waited for. */
async function askAll(
  environment: Environment,
  checks: readonly Check[],
  concurrency: number,
  ask: (check: Check) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  await runAll(inOrder(checks, environment.scopes), {
    concurrency,
    claimsOf: (check) => claimsOf(environment, check),
    isOver: () => faults.length > 0,
    run: async (check) => {
      try {
        await ask(check);
      } catch (error) {
        faults.push(
          error instanceof UsageError ? error : new Error(`in check ${check.id}`, { cause: error }),
        );
      }
    },
  });
  if (faults.length > 0) throw faults[0];
}

/** Of what others use, a check makes at most so many at a time: one for what it makes, and one of its own. */
const USED_AT_ONCE = 2;

/**
 * What a check takes of what there is little of: what it walks, it has to itself, and resources of which an account may
 * have only a few. Two checks that each wait for the other's to go would wait for ever.
 */
function claimsOf({ scopes }: Environment, check: Check): Claim[] {
  const scope = scopes.get(check.service);
  const [first = ''] = check.operations;
  const claims = (scope === undefined ? [] : scarceFor(scope, check)).map((resource): Claim => {
    const claim = { of: `${check.service} ${resource.name}`, limit: resource.quota?.limit ?? 1 };
    return operationsOf(resource).includes(first) ? claim : { ...claim, units: USED_AT_ONCE };
  });
  return [...claims, ...walkedBy(scope, check).map((what) => ({ of: `walk ${what}` }))];
}

/** What a check walks, and what it makes meanwhile: in that, nobody else's walk should find what comes and goes. */
function walkedBy(scope: Scope | undefined, { walks, operations }: Check): string[] {
  if (walks === undefined || scope === undefined) return [];
  const made = scope.resources.filter(({ create }) => operations.includes(create?.operation ?? ''));
  return [...new Set([walks, ...made.map((resource) => rootOf(scope, resource))])];
}

/** Why a check cannot be asked, as far as that is known before. */
function obstacleOf(
  { signal, scopes, shared, driver, asksAuthentication }: Environment,
  check: Check,
  results: ReadonlyMap<string, CheckResult>,
): { readonly reason: string; readonly outcome: 'inconclusive' | 'skipped' } | undefined {
  const obstacle = signal.aborted
    ? 'the run was interrupted'
    : (shared.obstacle ?? shared.impressions[check.service].obstacle);
  if (obstacle !== undefined) return { reason: obstacle, outcome: 'inconclusive' };
  if (check.kind === 'operation') return undefined;
  if (check.authenticates && !asksAuthentication) return { reason: ASK_AUTHENTICATION, outcome: 'skipped' };
  if (check.other !== undefined && !scopes.has(check.other.service)) {
    return { reason: notAsked(check.other.service), outcome: 'skipped' };
  }
  for (const { service, name } of needsOf(check)) {
    const probe = results.get(`operation/${service}/${name}`);
    if (probe?.outcome === 'unimplemented') {
      return { reason: `needs ${name}, which the endpoint does not implement`, outcome: 'skipped' };
    }
    if (probe?.outcome === 'inconclusive') {
      return {
        reason: `needs ${name}, but ${probe.reason ?? 'it could not be asked'}`,
        outcome: 'inconclusive',
      };
    }
  }
  const broken = whyBroken(shared, check);
  if (broken !== undefined) return { reason: broken, outcome: 'skipped' };
  const lack = check.drives === undefined ? undefined : lackOf(driver, check.drives);
  return lack === undefined ? undefined : { reason: lack, outcome: 'skipped' };
}
