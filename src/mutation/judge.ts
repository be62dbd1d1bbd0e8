import fc from 'fast-check';
import * as generators from '../../generators/index.js';
import type { Check, Scope } from '../checks/types.js';
import type { Contracts, Service } from '../contract/types.js';
import type { Mutant } from '../reference/mutant.js';
import { createReference } from '../reference/reference.js';
import type { CheckResult, Effort } from '../results/types.js';
import { CoverageRecorder } from '../runner/coverage.js';
import type { Environment } from '../runner/environment.js';
import { runChecks } from '../runner/run.js';
import { inProcessTransport } from '../transport/in-process.js';

/** What mutants are judged with. */
export interface Judge {
  readonly contracts: Contracts;
  readonly scopes: ReadonlyMap<Service, Scope>;
  readonly checks: readonly Check[];
  readonly seed: number;
  readonly effort: Effort;
}

/** The checks that can notice a mutant: those that call the operation at fault, or all where it is not one. */
export function relevantChecks({ checks }: Judge, mutant: Mutant): Check[] {
  const service = mutant.id.split('/')[1];
  return checks.filter(
    ({ operations, service: of }) =>
      mutant.operation === undefined ||
      (operations.includes(mutant.operation) &&
        (of === service || !['ivs', 'ivs-realtime'].includes(service ?? ''))),
  );
}

/** Asks checks of the reference endpoint, in process; of a mutant of it if one is given. */
export async function askReference(
  judge: Judge,
  checks: readonly Check[],
  mutant?: Mutant,
): Promise<CheckResult[]> {
  const { contracts, scopes, seed, effort } = judge;
  const reference = createReference({ contracts, ...(mutant && { mutant }) });
  const environment: Environment = {
    transport: inProcessTransport((request) => reference.handle(request), { region: 'us-east-1' }),
    scopes,
    generators,
    fc: { ...fc, default: fc },
    seed,
    effort,
    settleMs: 0,
    isLoopback: true,
    inventsExternals: true,
    coverage: new CoverageRecorder(),
    signal: new AbortController().signal,
    shared: { least: new Map(), leftovers: new Map() },
  };
  const probes = judge.checks.filter(({ kind }) => kind === 'operation');
  return runChecks(environment, { checks, probes, concurrency: 1, command: () => '' });
}
