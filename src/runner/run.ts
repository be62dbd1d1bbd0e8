import pLimit from 'p-limit';
import type { Check } from '../checks/types.js';
import type { CheckResult } from '../results/types.js';
import type { Environment } from './environment.js';
import { type CommandLine, skipped, verdictOn } from './verdict.js';

/** What a run is asked to do. */
export interface RunPlan {
  /** Checks to ask, in the order of the report. */
  readonly checks: readonly Check[];
  /** Every `operation` check of the services, whether to be reported or not: what is missing is found by them. */
  readonly probes: readonly Check[];
  /** Checks asked at the same time. */
  readonly concurrency: number;
  readonly command: CommandLine;
  /** Told of each verdict as it comes. */
  onVerdict?(result: CheckResult, done: number, total: number): void;
}

/**
 * Asks every check of a plan. Operations that the endpoint lacks are found first, with one request each; checks
 * that need one of them are skipped. The same seed gives the same verdicts, whatever the concurrency.
 */
export async function runChecks(environment: Environment, plan: RunPlan): Promise<CheckResult[]> {
  const needed = new Set(plan.checks.flatMap(({ operations }) => operations));
  const probes = plan.probes.filter(({ operations }) => operations.some((name) => needed.has(name)));
  const reported = new Set(plan.checks.map(({ id }) => id));
  const total = plan.checks.length;
  const results = new Map<string, CheckResult>();
  const limit = pLimit(plan.concurrency);
  let done = 0;
  const settle = (result: CheckResult) => {
    results.set(result.id, result);
    if (!reported.has(result.id)) return;
    done += 1;
    plan.onVerdict?.(result, done, total);
  };
  const ask = async (check: Check) => {
    const obstacle = obstacleOf(environment, check, results);
    settle(
      obstacle === undefined
        ? await verdictOn(environment, check, plan.command)
        : skipped(check, ...obstacle),
    );
  };
  await Promise.all(probes.map((check) => limit(ask, check)));
  const others = plan.checks.filter(({ id }) => !results.has(id));
  await Promise.all(others.map((check) => limit(ask, check)));
  return plan.checks.flatMap((check) => results.get(check.id) ?? []);
}

/** Why a check cannot be asked, as far as that is known before. */
function obstacleOf(
  environment: Environment,
  check: Check,
  results: ReadonlyMap<string, CheckResult>,
): [reason: string, outcome?: 'inconclusive'] | undefined {
  if (environment.signal.aborted) return ['the run was interrupted', 'inconclusive'];
  if (environment.shared.unreachable !== undefined) return [environment.shared.unreachable, 'inconclusive'];
  if (check.kind === 'operation') return undefined;
  for (const name of check.operations) {
    const probe = results.get(`operation/${check.service}/${name}`);
    if (probe?.outcome === 'unimplemented') return [`needs ${name}, which the endpoint does not implement`];
    if (probe?.outcome === 'inconclusive')
      return [`needs ${name}, but ${probe.reason ?? 'it could not be asked'}`];
  }
  return undefined;
}
