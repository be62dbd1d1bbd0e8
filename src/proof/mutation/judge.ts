import fc from 'fast-check';
import * as generators from '../../../generators/index.js';
import { checksOf } from '../../checks/registry/registry.js';
import type { Check, Scope } from '../../checks/types.js';
import { loadContracts } from '../../contract/load.js';
import { loadResources } from '../../contract/resources.js';
import { loadRules } from '../../contract/rules/rules.js';
import type { Contracts, Service } from '../../contract/types.js';
import type { Mutant } from '../../reference/mutants/build/mutant.js';
import { createReference } from '../../reference/reference.js';
import type { CheckResult, Effort } from '../../results/types.js';
import { Judging } from '../../runner/conversation/judged.js';
import { CoverageRecorder } from '../../runner/coverage/coverage.js';
import { canShare, type Environment, newEnvironment } from '../../runner/environment.js';
import { runChecks } from '../../runner/run/run.js';
import { leftOut } from '../../runner/run/sample.js';
import { inProcessDriver } from '../../transport/driver/in-process.js';
import type { Driver } from '../../transport/driver/types.js';
import { type InProcessEndpoint, inProcessTransport } from '../../transport/in-process.js';
import type { Credentials } from '../../transport/signing/signing.js';

/** Nobody's, but known to both sides. */
const CREDENTIALS: Credentials = { accessKeyId: 'mutation', secretAccessKey: 'none' };

/** What mutants are judged with. */
export interface Judge {
  readonly contracts: Contracts;
  readonly scopes: ReadonlyMap<Service, Scope>;
  /** Every check of both services; without those that the sample of a run leaves out, where it is asked as it is run. */
  readonly checks: readonly Check[];
  readonly seed: number;
  readonly effort: Effort;
  /** What comes out the same whatever endpoint is asked: least inputs, by resource; and coverage, which nobody reads. */
  readonly kept: Pick<Environment, 'coverage'> & Pick<Environment['shared'], 'least'>;
}

/** What is told while an endpoint is asked. */
export type VerdictListener = (result: CheckResult) => void;

/**
 * A judge with every check that there is.
 * @param asRun whether checks are left out that a run of this effort and seed leaves out, because others are alike
 */
export function createJudge(seed: number, effort: Effort, asRun = false): Judge {
  const contracts = loadContracts();
  const scopes = new Map(
    [...contracts].map(([service, contract]) => [
      service,
      { contract, resources: loadResources(service), rules: loadRules(service) },
    ]),
  );
  const all = [...scopes.values()].flatMap(checksOf);
  const out = asRun && canShare({ effort }) ? leftOut(all, seed) : new Set();
  const kept = { coverage: new CoverageRecorder(), least: new Map() };
  return { contracts, scopes, checks: all.filter(({ id }) => !out.has(id)), seed, effort, kept };
}

/** How an endpoint is asked. */
export interface Asking {
  /** Operations that may be missing; all others are known to be there and are not probed. */
  probed(operation: string): boolean;
  readonly onVerdict?: VerdictListener;
  readonly driver?: Driver;
  /** What to sign with, where the endpoint verifies signatures. */
  readonly credentials?: Credentials;
  /** Once it is aborted, nothing more is asked. */
  readonly signal?: AbortSignal;
  /** Whether every exchange is judged besides, as in a run. Default: false. */
  readonly isJudged?: boolean;
}

/** Asks checks of an endpoint in this process, one after the other. */
export function askEndpoint(
  judge: Judge,
  handle: InProcessEndpoint,
  checks: readonly Check[],
  { probed, onVerdict = () => {}, driver, credentials, signal, isJudged = false }: Asking,
): Promise<CheckResult[]> {
  const { contracts, scopes, seed, effort, kept } = judge;
  const inner = inProcessTransport(handle, { region: 'us-east-1', ...(credentials && { credentials }) });
  const judging = isJudged ? new Judging(inner, contracts, 0) : undefined;
  const { shared, ...environment } = newEnvironment({
    transport: judging?.transport ?? inner,
    ...(judging && { judging }),
    asksAuthentication: credentials !== undefined,
    verdictsOnly: true,
    scopes,
    generators,
    fc: { ...fc, default: fc },
    seed,
    effort,
    coverage: kept.coverage,
    ...(driver === undefined ? {} : { driver }),
    ...(signal === undefined ? {} : { signal }),
  });
  const probes = judge.checks.filter(
    ({ kind, operations: [name = ''] }) => kind === 'operation' && probed(name),
  );
  const keeping = { ...environment, shared: { ...shared, least: kept.least } };
  return runChecks(keeping, { checks, probes, concurrency: 1, command: () => '', onVerdict });
}

/**
 * Asks checks of the reference endpoint; of a mutant of it if one is given. Only the operation at fault is probed,
 * as the reference endpoint has all others that checks call. Those about signatures are asked of one that verifies
 * them, last: signing and verifying costs more than everything else.
 */
export async function askReference(
  judge: Judge,
  checks: readonly Check[],
  mutant?: Mutant,
): Promise<CheckResult[]> {
  const ask = (some: readonly Check[], credentials?: Credentials) => {
    const reference = createReference({
      contracts: judge.contracts,
      ...(mutant && { mutant }),
      ...(credentials && { credentials }),
    });
    return askEndpoint(judge, reference.handle, some, {
      probed: (operation) => operation === mutant?.operation,
      driver: inProcessDriver(reference.control),
      ...(credentials && { credentials }),
    });
  };
  const signing = checks.filter(({ authenticates }) => authenticates);
  const results = await ask(checks.filter(({ authenticates }) => !authenticates));
  return signing.length === 0 ? results : [...results, ...(await ask(signing, CREDENTIALS))];
}
