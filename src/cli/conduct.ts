import { randomInt } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { Scope } from '../checks/types.js';
import { packageRoot, readPackageJson } from '../contract/load.js';
import type { Json, Service } from '../contract/types.js';
import type { CheckResult, Report } from '../results/types.js';
import { UsageError } from '../results/usage-error.js';
import { type Baseline, baselineOf, readBaseline, reconcile } from '../runner/baseline.js';
import { commandLine } from '../runner/command-line.js';
import { CoverageRecorder } from '../runner/coverage.js';
import type { Environment } from '../runner/environment.js';
import { buildReport } from '../runner/report.js';
import { runChecks } from '../runner/run.js';
import type { Transport } from '../transport/types.js';
import type { Progress } from './progress.js';
import type { RunOptions } from './run.js';
import { loadScopes, type Selected, selectChecks, selectServices } from './selection.js';

/** Seconds that reads of a remote endpoint may lag behind writes, unless the user says otherwise. */
const REMOTE_SETTLE_SECONDS = 10;

/** Requests per second and operation that AWS is asked with: well under its documented limits. */
const AWS_RATE = 3;

/** The endpoint of a run, and how to leave it. */
interface Connected {
  readonly transport: Transport;
  readonly services: readonly Service[];
  readonly isLoopback: boolean;
  readonly isAws: boolean;
  /** The embedded reference endpoint. */
  readonly isReference: boolean;
  close(): Promise<void>;
}

/**
 * Does what `run` asks for, up to the report.
 * @throws UsageError for whatever the user has to put right
 */
export async function conduct(options: RunOptions, progress: Progress): Promise<Report> {
  const named = selectServices(options.service);
  const scopes = loadScopes(named, options.revision);
  const selected = selectChecks(scopes, options);
  if (options.path !== undefined && selected.checks.length !== 1) {
    throw new UsageError(
      `--path replays one counterexample, but ${selected.checks.length} checks are selected. Name one with --check.`,
    );
  }
  const given =
    options.baseline === undefined
      ? undefined
      : { file: options.baseline, ...readBaseline(options.baseline) };
  const connected = await connect(options, named);
  const asked =
    connected.services.length === named.length ? { scopes, selected } : narrow(connected.services, options);
  const baseline = given ?? (connected.isReference ? referenceLedger() : undefined);
  const interruption = interruptible(progress);
  try {
    const environment = await prepare(options, connected, asked.scopes, interruption.signal);
    const started = { at: new Date(), clock: performance.now() };
    const results = await runChecks(environment, {
      checks: asked.selected.checks,
      probes: asked.selected.all.filter(({ kind }) => kind === 'operation'),
      concurrency: options.concurrency,
      command: commandLine(options.endpoint, options.effort),
      onVerdict: progress.onVerdict,
    });
    for (const [arn, reason] of environment.shared.leftovers)
      progress.note(`left behind: ${arn} (${reason})`);
    return assemble(options, environment, connected, asked, baseline, results, started);
  } finally {
    interruption.stop();
    await connected.close();
  }
}

async function connect(options: RunOptions, named: readonly Service[]): Promise<Connected> {
  const { resolveTarget } = await import('../transport/endpoint.js');
  const { createTargetTransport } = await import('../transport/target.js');
  const target = await resolveTarget({
    services: named,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
  });
  const services = named.filter((service) => target[service] !== undefined);
  const rate = options.rate ?? (target.isAws ? AWS_RATE : undefined);
  const limits = {
    timeoutMs: options.timeout * 1000,
    concurrency: Math.max(options.concurrency, 8),
    ...(rate === undefined ? {} : { rate }),
  };
  if (services.length > 0) {
    const transport = createTargetTransport(target, limits);
    const { isLoopback, isAws } = target;
    return { transport, services, isLoopback, isAws, isReference: false, close: () => transport.close() };
  }
  const { createReference } = await import('../reference/reference.js');
  const { startReference } = await import('../reference/server.js');
  const server = await startReference(createReference());
  const url = new URL(server.url);
  const transport = createTargetTransport({ ...target, ivs: url, 'ivs-realtime': url }, limits);
  const close = async () => {
    await transport.close();
    await server.close();
  };
  return { transport, services: named, isLoopback: true, isAws: false, isReference: true, close };
}

interface Asked {
  readonly scopes: ReadonlyMap<Service, Scope>;
  readonly selected: Selected;
}

/** An endpoint is configured for some of the services only: the others are not asked. */
function narrow(services: readonly Service[], options: RunOptions): Asked {
  const scopes = loadScopes(services, options.revision);
  return { scopes, selected: selectChecks(scopes, options) };
}

async function prepare(
  options: RunOptions,
  connected: Connected,
  scopes: ReadonlyMap<Service, Scope>,
  signal: AbortSignal,
): Promise<Environment> {
  const [generators, fc] = await Promise.all([import('../../generators/index.js'), import('fast-check')]);
  const settle = options.settle ?? (connected.isLoopback ? 0 : REMOTE_SETTLE_SECONDS);
  return {
    transport: connected.transport,
    scopes,
    generators,
    fc,
    seed: options.seed ?? randomInt(0, 2 ** 31),
    effort: options.effort,
    settleMs: settle * 1000,
    isLoopback: connected.isLoopback,
    inventsExternals: !connected.isAws,
    ...(options.bucket === undefined ? {} : { bucket: options.bucket }),
    ...(options.path === undefined ? {} : { path: options.path }),
    coverage: new CoverageRecorder(),
    signal,
    shared: { least: new Map(), leftovers: new Map() },
  };
}

type NamedBaseline = Baseline & { readonly file: string };

/** What the reference endpoint is known to lack is kept in a ledger of its own, and held to it. */
function referenceLedger(): NamedBaseline {
  const file = 'reports/baselines/reference.json';
  return { file, ...readBaseline(`${packageRoot()}/${file}`) };
}

function assemble(
  options: RunOptions,
  environment: Environment,
  connected: Connected,
  { scopes, selected }: Asked,
  baseline: NamedBaseline | undefined,
  found: readonly CheckResult[],
  started: { at: Date; clock: number },
): Report {
  const known = new Set(loadAllIds());
  const reconciled = reconcile(found, baseline ?? { entries: [] }, known);
  if (options.writeBaseline !== undefined) writeBaseline(options.writeBaseline, reconciled.results);
  const { version, name } = readPackageJson<{ version: string; name: string }>('package.json');
  const contracts = [...scopes.values()].map(({ contract }) => contract);
  const rules = [...scopes.values()].flatMap((scope) => scope.rules);
  return buildReport(
    {
      suite: { name, version },
      contract: Object.fromEntries(contracts.map(({ service, revision }) => [service, revision])),
      target: {
        endpoint: connected.isReference ? 'embedded reference endpoint' : connected.transport.endpoint,
        region: connected.transport.region,
        services: connected.services,
      },
      run: {
        seed: environment.seed,
        effort: options.effort,
        startedAt: started.at.toISOString(),
        durationMs: Math.round(performance.now() - started.clock),
        requests: connected.transport.requests,
        options: reportedOptions(options),
        ...(environment.signal.aborted ? { interrupted: true } : {}),
      },
      coverage: environment.coverage.figures(contracts, rules),
      ...(baseline === undefined ? {} : { baseline: { file: baseline.file, stale: reconciled.stale } }),
    },
    reconciled.results.length === selected.checks.length ? reconciled.results : found,
  );
}

/** IDs of all checks of both services: a baseline may be for more than is asked at once. */
function loadAllIds(): string[] {
  return selectChecks(loadScopes(selectServices()), {}).all.map(({ id }) => id);
}

function writeBaseline(file: string, results: readonly CheckResult[]): void {
  const baseline = baselineOf(results, 'Accepted by --write-baseline; say here why.');
  try {
    writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(
      `The baseline ${file} cannot be written (${why}). Name another file with --write-baseline.`,
    );
  }
}

/** What the user chose, for the report: never a URL, which is in `target` without its credentials. */
function reportedOptions({ endpoint: _, json: _json, quiet: _quiet, ...options }: RunOptions): {
  [option: string]: Json;
} {
  return JSON.parse(JSON.stringify(options));
}

/** The first interruption ends the run after cleaning up, the second at once. */
function interruptible(progress: Progress): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  // Every request under way listens to it.
  setMaxListeners(0, controller.signal);
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    progress.note('interrupted: removing what was made (interrupt again to leave it)');
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    stop: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
