import { Unimplemented } from '../checks/operation.js';
import type { Check, Scope } from '../checks/types.js';
import { DeviationFound, Inconclusive, Skipped } from '../checks/verdicts.js';
import type { CheckResult, Deviation, Outcome, RecordedExchange } from '../results/types.js';
import { redactExchange, redactText, redactValue } from '../transport/redact.js';
import { awsCliLine, curlLine } from '../transport/reproduce.js';
import type { Exchange } from '../transport/types.js';
import type { Environment } from './environment.js';
import { Session } from './session.js';

/** Exchanges that a deviation shows at most: the deciding one and what led to it. */
const SHOWN_EXCHANGES = 8;

/** How a deviation is asked for again from the command line, without check, seed and path. */
export type CommandLine = (check: string, seed: number, path: string) => string;

/** Asks one check and gives its verdict. Never throws for anything that the endpoint does. */
export async function verdictOn(
  environment: Environment,
  check: Check,
  command: CommandLine,
): Promise<CheckResult> {
  const scope = environment.scopes.get(check.service);
  if (scope === undefined) throw new Error(`${check.id} is of a service that is not asked`);
  const session = new Session(environment, check, scope);
  const started = performance.now();
  let thrown: unknown;
  try {
    await check.run(session);
  } catch (error) {
    thrown = error;
  }
  const exchanges = session.counterexample?.exchanges ?? [...session.log];
  await session.cleanUp();
  const { outcome, reason } = outcomeOf(thrown);
  if (outcome !== 'skipped' && outcome !== 'inconclusive')
    environment.coverage.decided(check.id, check.kind, check.rule);
  const deviation =
    thrown instanceof DeviationFound
      ? deviationOf(environment, scope, check, session, thrown, exchanges, command)
      : undefined;
  return {
    ...describe(check),
    outcome,
    ...(reason === undefined ? {} : { reason: redactText(reason) }),
    cases: Math.max(session.cases, session.requests > 0 ? 1 : 0),
    requests: session.requests,
    durationMs: Math.round((performance.now() - started) * 10) / 10,
    ...(deviation === undefined ? {} : { deviation }),
  };
}

/** The verdict on a check that is not asked. */
export function skipped(check: Check, reason: string, outcome: Outcome = 'skipped'): CheckResult {
  return { ...describe(check), outcome, reason, cases: 0, requests: 0, durationMs: 0 };
}

function describe(
  check: Check,
): Pick<CheckResult, 'id' | 'title' | 'service' | 'operations' | 'kind' | 'strength' | 'source'> {
  const { id, title, service, operations, kind, strength, source } = check;
  return { id, title, service, operations, kind, strength, source };
}

function outcomeOf(thrown: unknown): { outcome: Outcome; reason?: string } {
  if (thrown === undefined) return { outcome: 'conforms' };
  if (thrown instanceof DeviationFound) return { outcome: 'deviates' };
  if (thrown instanceof Unimplemented) return { outcome: 'unimplemented', reason: thrown.message };
  if (thrown instanceof Skipped) return { outcome: 'skipped', reason: thrown.message };
  if (thrown instanceof Inconclusive) return { outcome: 'inconclusive', reason: thrown.message };
  // A fault of this suite must never pass for a verdict on the endpoint.
  throw thrown;
}

function deviationOf(
  environment: Environment,
  scope: Scope,
  check: Check,
  session: Session,
  { finding }: DeviationFound,
  exchanges: readonly Exchange[],
  command: CommandLine,
): Deviation {
  const deciding = finding.exchange ?? exchanges.at(-1);
  const record = (exchange: Exchange): RecordedExchange => {
    const operation = scope.contract.operations.get(exchange.request.operation);
    return redactExchange(exchange, operation?.sensitive ?? { input: [], output: [] });
  };
  const until = deciding === undefined ? exchanges.length : exchanges.lastIndexOf(deciding) + 1;
  const shown = exchanges
    .slice(0, until || exchanges.length)
    .slice(-SHOWN_EXCHANGES)
    .map(record);
  const recorded = deciding === undefined ? undefined : record(deciding);
  const path = session.counterexample?.path ?? '';
  const member = finding.member ?? check.member;
  const { region } = environment.transport;
  const awsCli = recorded === undefined ? undefined : awsCliLine(recorded, scope.contract, region);
  return {
    expected: redactText(finding.expected),
    observed: redactText(finding.observed),
    ...(member === undefined ? {} : { member }),
    // What was sent says more than what was drawn: fixtures and the rule's own members are in it.
    counterexample: redactValue(
      (deciding && session.inputs.get(deciding)) ?? session.counterexample?.value ?? null,
      scope.contract.operations.get(deciding?.request.operation ?? '')?.sensitive.input ?? [],
    ),
    exchanges: shown,
    reproduce: {
      seed: environment.seed,
      path,
      command: command(check.id, environment.seed, path),
      curl: recorded === undefined ? '' : curlLine(recorded, region),
      ...(awsCli === undefined ? {} : { awsCli }),
    },
  };
}
