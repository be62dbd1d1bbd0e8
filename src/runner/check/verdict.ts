import { DeviationFound, Inconclusive, Skipped, Unmet } from '../../checks/expect/verdicts.js';
import { Unimplemented } from '../../checks/operations/operation.js';
import type { Check, Scope } from '../../checks/types.js';
import type { Json, JsonObject, OperationContract } from '../../contract/types.js';
import type { Finding } from '../../judge/judge.js';
import type { CheckResult, Deviation, Outcome, RecordedExchange } from '../../results/types.js';
import { awsCliScript, curlScript } from '../../transport/reproduce/script.js';
import { sdkScript } from '../../transport/reproduce/sdk.js';
import { redactExchange, redactText, redactValue } from '../../transport/secrets/redact.js';
import { concealer } from '../../transport/secrets/secrets.js';
import type { Exchange } from '../../transport/types.js';
import type { Counterexample } from '../cases/property.js';
import { deviationIn } from '../conversation/judged.js';
import { canShareAnswers, type Environment } from '../environment.js';
import { Lender } from '../fixtures/fixture-cache.js';
import { unmarked } from '../guard/mark.js';
import { findingOf, noteRefusal } from '../run/skipped/refusals.js';
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
  const started = performance.now();
  const { session, thrown, earlierRequests } = await ask(environment, check, scope);
  const { told, cases, inputs, conversation } = session.proceedings;
  const { trail, exchanges } = told;
  const { outcome, reason } = outcomeOf(thrown);
  if (outcome !== 'skipped' && outcome !== 'inconclusive') environment.coverage.decided(check.rule);
  // Only what is told has to be looked through for secrets: most checks conform and tell nothing.
  let concealing: ReturnType<typeof concealer> | undefined;
  const conceal = (text: string) => {
    concealing ??= concealer((exchange) => calledBy(environment, exchange), exchanges);
    return unmarked(concealing(text), environment.mark);
  };
  const deviation =
    thrown instanceof DeviationFound
      ? deviationOf(
          { environment, check, exchanges, trail, command, conceal, inputs },
          thrown,
          cases.counterexample,
        )
      : undefined;
  for (const { unmet, rebuff } of session.proceedings.rebuffs) {
    const { answer } = rebuff;
    const finding = { ...findingOf(unmet), exchange: answer.exchange };
    noteRefusal(environment.shared, check, rebuff, () =>
      deviationOf(
        { environment, check, ...rebuff, command, conceal, inputs },
        new DeviationFound(finding),
        undefined,
      ),
    );
  }
  const result = {
    ...describe(check),
    ...(deviation === undefined ? {} : { operations: operationsBy(check, deviation) }),
    outcome,
    ...(reason === undefined ? {} : { reason: conceal(reason) }),
    cases: Math.max(cases.count, conversation.requests > 0 ? 1 : 0),
    requests: conversation.requests + earlierRequests,
    durationMs: Math.round((performance.now() - started) * 10) / 10,
    ...(deviation === undefined ? {} : { deviation }),
  };
  if (outcome === 'conforms') {
    const circumstances = { environment, check, exchanges, trail, command, conceal, inputs };
    environment.shared.candidates?.note(check, conversation.findings, (finding) =>
      judgedResult(result, finding, circumstances),
    );
  }
  return result;
}

/** What becomes of a check that conforms if only the judge tells of what is wrong in its exchanges. */
function judgedResult(
  result: CheckResult,
  finding: Finding<Exchange>,
  circumstances: Circumstances,
): CheckResult {
  const { service, operation, rule, strength } = finding;
  const scope = circumstances.environment.scopes.get(service);
  const source = scope?.rules.find(({ id }) => id === rule)?.source;
  return {
    ...result,
    title: `${operation}: what is seen while ${result.id} is asked`,
    operations: [operation, ...result.operations.filter((name) => name !== operation)],
    strength,
    ...(source && { source }),
    outcome: 'deviates',
    deviation: deviationOf(circumstances, deviationIn(finding), undefined),
  };
}

/** What follows all others is about whichever operation its deciding exchange is of. */
function operationsBy({ operations, follows }: Check, { exchanges }: Deviation): readonly string[] {
  const deciding = exchanges.at(-1)?.operation;
  if (follows === undefined || deciding === undefined) return operations;
  return [deciding, ...operations.filter((name) => name !== deciding)];
}

/** A check that was asked, by one session. */
interface Asked {
  readonly session: Session;
  /** What the check threw; undefined where the endpoint conforms. */
  readonly thrown: unknown;
  /** Requests of a session before this one. */
  readonly earlierRequests: number;
}

/** Asks with what checks share, if they do; unless the endpoint conforms then, asks again with nothing shared. */
async function ask(environment: Environment, check: Check, scope: Scope): Promise<Asked> {
  const lenders = new Set<Lender>();
  const lending = (asked: Scope) => {
    const lender = lenderOf(environment, asked);
    if (lender !== undefined) lenders.add(lender);
    return lender;
  };
  const first = await askOnce(new Session(environment, check, scope, lending), check);
  const { hasBorrowed, conversation } = first.session.proceedings;
  if (first.thrown === undefined || !hasBorrowed || environment.signal.aborted) {
    return { ...first, earlierRequests: 0 };
  }
  const second = await askOnce(new Session(environment, check, scope), check);
  if (second.thrown === undefined) for (const lender of lenders) lender.renew();
  return { ...second, earlierRequests: conversation.requests };
}

async function askOnce(session: Session, check: Check): Promise<Omit<Asked, 'earlierRequests'>> {
  let thrown: unknown;
  try {
    await check.run(session);
    session.proceedings.cases.requireCase();
  } catch (error) {
    thrown = error;
    // What a case threw is noted where the case ended.
    const isNoted = session.proceedings.rebuffs.some(({ unmet }) => unmet === error);
    if (error instanceof Unmet && !isNoted) session.proceedings.noteRebuff(error);
  }
  await session.proceedings.cleanUp();
  return { session, thrown };
}

function lenderOf(environment: Environment, scope: Scope): Lender | undefined {
  const isAlone = environment.path !== undefined || environment.sought !== undefined;
  if (isAlone || !canShareAnswers(environment)) return undefined;
  const { lenders } = environment.shared;
  const { service } = scope.contract;
  const known =
    lenders.get(service) ?? new Lender(new Session(environment, { id: `shared/${service}` }, scope));
  lenders.set(service, known);
  return known;
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

/** What a deviation is reported with. */
interface Circumstances {
  readonly environment: Environment;
  readonly check: Check;
  /** Exchanges of the case that deviated. */
  readonly exchanges: readonly Exchange[];
  /** These, and the check's own before its cases. */
  readonly trail: readonly Exchange[];
  readonly command: CommandLine;
  /** What each exchange was asked with. */
  readonly inputs: WeakMap<Exchange, JsonObject>;
  conceal(text: string): string;
}

function deviationOf(
  { environment, check, exchanges, trail, command, inputs, conceal }: Circumstances,
  { finding }: DeviationFound,
  counterexample: Counterexample | undefined,
): Deviation {
  const contracts = new Map([...environment.scopes].map(([service, { contract }]) => [service, contract]));
  const { region } = environment.transport;
  const deciding = finding.exchange ?? exchanges.at(-1);
  const shown = until(exchanges, deciding).slice(-SHOWN_EXCHANGES);
  const recorded = deciding === undefined ? undefined : record(environment, deciding);
  const before = until(trail, deciding).filter((exchange) => exchange !== deciding);
  const setup = before.map((exchange) => record(environment, exchange));
  const needed = finding.after && setup[before.indexOf(finding.after)];
  const path = counterexample?.path ?? environment.path ?? '';
  const member = finding.member ?? check.member;
  const awsCli = recorded && awsCliScript(setup, recorded, contracts, region, needed);
  // What a driver did, no operation does again.
  const sdk =
    recorded && check.drives === undefined
      ? sdkScript(setup, recorded, contracts, region, needed)
      : undefined;
  return {
    expected: conceal(finding.expected),
    observed: conceal(finding.observed),
    ...(member === undefined ? {} : { member }),
    ...(finding.against === undefined || finding.against.length === 0
      ? {}
      : { comparedWith: finding.against }),
    counterexample:
      callsOf(environment, until(exchanges, deciding), inputs) ??
      redactValue(counterexample?.value ?? null, []),
    exchanges: shown.map((exchange) => record(environment, exchange)),
    reproduce: {
      seed: environment.seed,
      path,
      command: command(check.id, environment.seed, path),
      curl: recorded === undefined ? '' : curlScript(setup, recorded, contracts, region, needed),
      ...(awsCli === undefined ? {} : { awsCli }),
      ...(sdk === undefined ? {} : { sdk }),
    },
  };
}

/**
 * What was sent, as operation and input: the deciding call, and what changed something before it. That says more than
 * the drawn value alone, which lacks the rule's own members. One call stands by itself, several in a list. What was
 * sent as it stands has no input: there it is the request that counts.
 */
function callsOf(
  environment: Environment,
  exchanges: readonly Exchange[],
  inputs: WeakMap<Exchange, JsonObject>,
): Json | undefined {
  const calls = exchanges.flatMap((exchange, index): JsonObject[] => {
    const operation = calledBy(environment, exchange);
    const input = inputs.get(exchange);
    const decides = index === exchanges.length - 1;
    // What named nothing changed nothing.
    const isIdle = operation?.readonly === true || exchange.response.status === 404;
    if (operation === undefined || (isIdle && !decides)) return [];
    if (input === undefined)
      return decides ? [{ [operation.operation]: describeRequest(environment, exchange) }] : [];
    const shown = redactValue(input, operation.sensitive.input);
    return [{ [operation.operation]: unmarked(shown, environment.mark) }];
  });
  return calls.length > 1 ? calls.slice(-SHOWN_EXCHANGES) : calls[0];
}

/** Characters of a body that a counterexample shows. */
const SHOWN_BODY = 300;

/** A request that is no input of its operation. */
function describeRequest(environment: Environment, exchange: Exchange): JsonObject {
  const { method, body, headers, missigned } = record(environment, exchange).request;
  const shown = body.length > SHOWN_BODY ? `${body.slice(0, SHOWN_BODY)}… (${body.length} characters)` : body;
  return {
    request: `${method} ${redactText(exchange.request.path)}`,
    ...('content-type' in headers ? { 'content-type': headers['content-type'] ?? '' } : {}),
    ...(body === '' ? {} : { body: shown }),
    ...(missigned === undefined ? {} : { signed: missigned.how }),
  };
}

/** The deciding exchange and those before it. */
function until(exchanges: readonly Exchange[], deciding: Exchange | undefined): readonly Exchange[] {
  const index = deciding === undefined ? -1 : exchanges.lastIndexOf(deciding);
  return index === -1 ? exchanges : exchanges.slice(0, index + 1);
}

function record(environment: Environment, exchange: Exchange): RecordedExchange {
  const { sensitive } = calledBy(environment, exchange) ?? { sensitive: { input: [], output: [] } };
  return unmarked(redactExchange(exchange, sensitive), environment.mark);
}

/** The operation that a request calls, of whichever service. */
function calledBy({ scopes }: Environment, { request }: Exchange): OperationContract | undefined {
  return scopes.get(request.service)?.contract.operations.get(request.operation);
}
