/** Runs of the suite in this process, against endpoints that are functions. */
import fc from 'fast-check';
import * as generators from '../../../generators/index.js';
import { checksOf } from '../../checks/registry/registry.js';
import type { Check, CheckContext, Scope } from '../../checks/types.js';
import { loadContracts } from '../../contract/load.js';
import { loadResources } from '../../contract/resources.js';
import { loadRules } from '../../contract/rules/rules.js';
import type { JsonObject, Service } from '../../contract/types.js';
import { createReference, type ReferenceOptions } from '../../reference/reference.js';
import type { CheckResult, Effort } from '../../results/types.js';
import type { PartialDriver } from '../../transport/driver/types.js';
import { type InProcessEndpoint, inProcessTransport } from '../../transport/in-process.js';
import type { Credentials } from '../../transport/signing/signing.js';
import type { Transport, WireResponse } from '../../transport/types.js';
import { commandLine } from '../check/command-line.js';
import { Judging } from '../conversation/judged.js';
import { type Environment, newEnvironment } from '../environment.js';
import { runChecks } from '../run/run.js';

export const contracts = loadContracts();

export const scopes: ReadonlyMap<Service, Scope> = new Map(
  [...contracts].map(([service, contract]) => [
    service,
    { contract, resources: loadResources(service), rules: loadRules(service) },
  ]),
);

/** Every check of both services. */
export const allChecks: readonly Check[] = [...scopes.values()].flatMap(checksOf);

/** How a test asks. */
export interface Asking {
  /** Default: every check. */
  readonly checks?: readonly Check[];
  /** Default: both services. */
  readonly scopes?: ReadonlyMap<Service, Scope>;
  readonly seed?: number;
  readonly effort?: Effort;
  readonly concurrency?: number;
  readonly path?: string;
  /** IDs of checks that are not asked. */
  readonly leftOut?: ReadonlySet<string>;
  readonly signal?: AbortSignal;
  readonly driver?: PartialDriver;
  /** What to sign with; then signatures are asked about as well. */
  readonly credentials?: Credentials;
  /** Whether a judge sees every exchange. Default: false. */
  readonly isJudged?: boolean;
  /** Made over the in-process one. */
  readonly transport?: (inner: Transport) => Transport;
  onVerdict?(result: CheckResult, done: number, total: number): void;
}

/** What came of it. */
export interface Asked {
  readonly results: readonly CheckResult[];
  readonly environment: Environment;
}

/** Asks an endpoint, by default every check at smoke effort with seed 1, one at a time. */
export async function ask(endpoint: InProcessEndpoint, asking: Asking = {}): Promise<Asked> {
  const { checks = allChecks, seed = 1, effort = 'smoke', concurrency = 1 } = asking;
  const { credentials } = asking;
  const inner = inProcessTransport(endpoint, { region: 'us-east-1', ...(credentials && { credentials }) });
  const transport = asking.transport?.(inner) ?? inner;
  const judging = asking.isJudged ? new Judging(transport, contracts, 0) : undefined;
  const environment = newEnvironment({
    transport: judging?.transport ?? transport,
    ...(judging && { judging }),
    scopes: asking.scopes ?? scopes,
    generators,
    fc: { ...fc, default: fc },
    seed,
    effort,
    asksAuthentication: credentials !== undefined,
    ...(asking.path === undefined ? {} : { path: asking.path }),
    ...(asking.signal === undefined ? {} : { signal: asking.signal }),
    ...(asking.driver === undefined ? {} : { driver: asking.driver }),
  });
  const probes = allChecks.filter(
    ({ kind, service }) => kind === 'operation' && environment.scopes.has(service),
  );
  const results = await runChecks(environment, {
    checks,
    probes,
    concurrency,
    command: commandLine({ effort }),
    ...(asking.leftOut === undefined ? {} : { leftOut: asking.leftOut }),
    ...(asking.onVerdict === undefined ? {} : { onVerdict: asking.onVerdict }),
  });
  return { results, environment };
}

/** A new reference endpoint as a function. */
export function referenceEndpoint(options: ReferenceOptions = {}): InProcessEndpoint {
  const reference = createReference({ contracts, ...options });
  return (request) => reference.handle(request);
}

/** The checks whose ID holds one of these texts. */
export function checksWith(...texts: readonly string[]): Check[] {
  return allChecks.filter(({ id }) => texts.some((text) => id.includes(text)));
}

/** A check of our own about one operation of `ivs`. */
export function ownCheck(
  run: (context: CheckContext) => Promise<void>,
  operations: readonly string[] = ['CreateChannel'],
): Check {
  return {
    id: `own/ivs/${operations.join('+')}`,
    kind: 'own',
    title: 'a check of a test',
    service: 'ivs',
    operations,
    strength: 'documented',
    source: { document: 'none' },
    sent: 'whatever the test sends',
    expected: 'whatever the test expects',
    run,
  };
}

/** The only result of a run of one check. */
export function only({ results }: Asked): CheckResult {
  const [first] = results;
  if (first === undefined || results.length !== 1) throw new Error(`${results.length} results`);
  return first;
}

/** A JSON answer. */
export function json(status: number, body: unknown, headers: { [name: string]: string } = {}): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}

/** An error answer in the form of the services. */
export function refusal(status: number, code: string, message = 'no'): WireResponse {
  return json(status, { exceptionMessage: message }, { 'x-amzn-errortype': code });
}

/** Every resource of an endpoint that checks make, by the list operations. */
export async function census(endpoint: InProcessEndpoint): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for (const { path, member } of LISTS) {
    let token: string | undefined;
    do {
      const body = JSON.stringify({ maxResults: 50, ...(token === undefined ? {} : { nextToken: token }) });
      const response = await endpoint({ method: 'POST', path, headers: {}, body });
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${response.body}`);
      const page = JSON.parse(response.body);
      found.push(...page[member]);
      token = page.nextToken;
    } while (token !== undefined);
  }
  return found;
}

/** What belongs to a parent is gone with it. */
const LISTS: readonly { readonly path: string; readonly member: string }[] = [...scopes.values()].flatMap(
  ({ contract, resources }) =>
    resources.flatMap(({ checked, parent, list }) => {
      const path = contract.operations.get(list?.operation ?? '')?.http.uri;
      if (!checked || parent !== undefined || path === undefined) return [];
      return [{ path, member: list?.output ?? '' }];
    }),
);

/** What of results has to be the same in every run with the same seed. */
export function verdicts(results: readonly CheckResult[]): object[] {
  return results.map(({ id, outcome, reason, deviation }) => ({
    id,
    outcome,
    reason,
    // Which ID the endpoint gives to what a check makes depends on what else it makes.
    counterexample: JSON.stringify(deviation?.counterexample)?.replace(/(arn:aws:[^"]*\/)\w+/g, '$1…'),
    path: deviation?.reproduce.path,
    member: deviation?.member,
  }));
}
