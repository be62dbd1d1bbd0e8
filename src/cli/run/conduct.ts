import { randomInt } from 'node:crypto';
import type { Check, Scope } from '../../checks/types.js';
import { readPackageJson } from '../../contract/load.js';
import { loadUnprovokable } from '../../contract/rules/unprovokable.js';
import { type Json, SERVICES, type Service } from '../../contract/types.js';
import { oneLine } from '../../report/summary/plain-text.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { FAILING_STRENGTHS } from '../../results/failing.js';
import type { CheckResult, Report, StaleBaselineEntry } from '../../results/types.js';
import { dated } from '../../runner/as-of/answers-as-of.js';
import { commandLine } from '../../runner/check/command-line.js';
import { Judging } from '../../runner/conversation/judged.js';
import { figuresOf } from '../../runner/coverage/coverage.js';
import { notExercised } from '../../runner/coverage/not-exercised.js';
import { canShare, type Environment, newEnvironment } from '../../runner/environment.js';
import { newMark } from '../../runner/guard/mark.js';
import { reconcile } from '../../runner/report/baseline.js';
import { buildReport } from '../../runner/report/report.js';
import { type RunPlan, runChecks } from '../../runner/run/run.js';
import { leftOut } from '../../runner/run/sample.js';
import type { PartialDriver } from '../../transport/driver/types.js';
import { redactText } from '../../transport/secrets/redact.js';
import { confirm } from '../safety/confirm.js';
import { closeLedger, openLedger } from '../safety/keeping.js';
import type { Progress } from '../terminal/progress.js';
import { type Ledger, readLedger, requireWritable } from './baseline.js';
import {
  type Connection,
  connect,
  type Destination,
  endpointToRepeat,
  resolveDestination,
} from './connect.js';
import { listenForInterruption } from './interruption.js';
import type { AskingOptions } from './run.js';
import { loadScopes, type Selected, selectChecks } from './selection.js';
import { selectServices } from './services.js';

/** Seconds that reads of a remote endpoint may lag behind writes, unless the user says otherwise. */
const REMOTE_SETTLE_SECONDS = 10;

/** A run that the user may ask for: everything in it is known to be sound. */
export interface Prepared {
  readonly options: AskingOptions;
  /** Services that have an endpoint; those without a contract at the revision are not asked. */
  readonly asked: readonly Service[];
  readonly destination: Destination;
  readonly scopes: ReadonlyMap<Service, Scope>;
  readonly selected: Selected;
  readonly baseline: Ledger | undefined;
  /** The driver that the user names. */
  readonly driver: PartialDriver | undefined;
}

/**
 * Looks at everything that `run` is given, before anything is sent or written.
 * @throws UsageError for whatever the user has to put right
 */
export async function prepare(options: AskingOptions): Promise<Prepared> {
  preload();
  const named = selectServices(options.service);
  const baseline = options.baseline === undefined ? undefined : readLedger(options.baseline);
  if (options.writeBaseline !== undefined) requireWritable(options.writeBaseline);
  const resolved = await resolveDestination(options, named);
  const scopes = loadScopes(resolved.services, options.revision);
  const destination = { ...resolved, services: [...scopes.keys()] };
  const selected = selectChecks(scopes, options);
  if (options.path !== undefined && selected.checks.length !== 1) {
    throw new UsageError(
      `--path replays one counterexample, but ${selected.checks.length} checks are selected. Name one with --check.`,
    );
  }
  const driver = await driverFor(options, destination);
  return { options, asked: resolved.services, destination, scopes, selected, baseline, driver };
}

/** The driver that a user names; undefined for none, and for that of the embedded reference endpoint. */
async function driverFor(
  { driver: name, driverTimeout }: AskingOptions,
  { target, services, isReference }: Destination,
): Promise<PartialDriver | undefined> {
  if (name === undefined || (name === 'reference' && isReference)) return undefined;
  const { selectDriver } = await import('../../transport/driver/select.js');
  const endpoint = target.isLoopback ? services.map((service) => target[service])[0] : undefined;
  return selectDriver(name, endpoint, driverTimeout * 1000);
}

/** Starts to load what a run needs later: much of it is waiting for files, while there is something to compute. */
function preload(): void {
  const modules = [
    import('../../transport/endpoint/target.js'),
    import('../../../generators/index.js'),
    import('fast-check'),
  ];
  // Whoever needs a module that cannot be loaded is told so.
  for (const module of modules) module.catch(() => undefined);
}

/** Asks what was prepared, and reports. */
export function conduct(prepared: Prepared, progress: Progress): Promise<Report> {
  return asking(prepared, progress, async (environment) => {
    const { options, selected } = prepared;
    const started = { at: new Date(), clock: performance.now() };
    const results = await runChecks(environment, {
      ...planOf(prepared, progress),
      ...sampled(options, selected, environment),
    });
    return assemble(prepared, environment, results, started);
  });
}

/** A plan of all that was prepared. */
export function planOf({ options, destination, selected }: Prepared, { onVerdict }: Progress): RunPlan {
  return {
    checks: selected.checks,
    probes: selected.all.filter(({ kind }) => kind === 'operation'),
    concurrency: options.concurrency,
    command: commandLine({ ...options, endpoint: endpointToRepeat(destination) }),
    onVerdict,
  };
}

/** Lets something be asked of what was prepared: connects first, and afterwards tells what is left behind. */
export async function asking<T>(
  prepared: Prepared,
  progress: Progress,
  ask: (environment: Environment) => Promise<T>,
): Promise<T> {
  const { destination, options, selected } = prepared;
  const account = await confirm({ destination, checks: selected.checks.length, ...options });
  const interruption = listenForInterruption(() =>
    progress.note('interrupted: removing what was made (interrupt again to leave it)'),
  );
  const connection = await connect(prepared.destination, prepared.options);
  const { transport } = connection;
  const note = (text: string) => progress.note(text);
  const mark = newMark();
  const ledger = openLedger(prepared.destination, { mark, note, stateDir: prepared.options.stateDir });
  try {
    const given = await environmentOf(prepared, connection, interruption.signal);
    const environment = newEnvironment({ ...given, mark }, { ledger, account });
    progress.measure(() => environment.transport.requests);
    const asked = await ask(environment).finally(() => closeLedger(ledger, environment, { note, transport }));
    const unlisted = [...environment.guard.unlisted].map(([what, why]) => `${what} (${oneLine(why, 100)})`);
    if (unlisted.length > 0) progress.note(`lists do not tell what was there before: ${unlisted.join(', ')}`);
    for (const [what, why] of environment.shared.leftovers) {
      progress.note(`left behind: ${oneLine(what, 200)} (${oneLine(why, 300)})`);
    }
    return asked;
  } finally {
    await prepared.driver?.close?.().catch(() => undefined);
    interruption.stop();
    await connection.close();
  }
}

/** At smoke effort some of the checks that are alike are left out, unless the user names checks. */
function sampled(
  { check }: Pick<AskingOptions, 'check'>,
  { checks }: Selected,
  environment: Environment,
): { leftOut?: ReadonlySet<string> } {
  return check === undefined && canShare(environment) ? { leftOut: leftOut(checks, environment.seed) } : {};
}

async function environmentOf(
  { options, destination, scopes, driver: named }: Prepared,
  connection: Connection,
  signal: AbortSignal,
): Promise<Parameters<typeof newEnvironment>[0]> {
  const [generators, fc] = await Promise.all([import('../../../generators/index.js'), import('fast-check')]);
  const { isLoopback, isAws } = destination.target;
  const driver = named ?? connection.driver;
  const settle = options.settle ?? (isLoopback ? 0 : REMOTE_SETTLE_SECONDS);
  const contracts = new Map([...scopes].map(([service, { contract }]) => [service, contract]));
  const judging = new Judging(connection.transport, contracts, settle * 1000);
  return {
    transport: judging.transport,
    judging,
    scopes,
    generators,
    fc,
    seed: options.seed ?? randomInt(0, 2 ** 31),
    effort: options.effort,
    settleMs: settle * 1000,
    isLoopback,
    inventsExternals: !isAws,
    asksAuthentication: await asksAuthentication(destination, options),
    ...(options.bucket === undefined ? {} : { bucket: options.bucket }),
    ...(options.path === undefined ? {} : { path: options.path }),
    ...(driver === undefined ? {} : { driver }),
    signal,
  };
}

/**
 * Whether to ask how requests have to be signed: of the embedded reference endpoint, of whoever the user asks it of, and
 * where real credentials go to another machine.
 */
async function asksAuthentication(
  { isReference, target }: Destination,
  { check = [] }: Pick<AskingOptions, 'check'>,
): Promise<boolean> {
  if (isReference || check.some((pattern) => pattern.startsWith('authentication'))) return true;
  if (target.isLoopback) return false;
  const { areReal } = await import('../../transport/signing/signing.js');
  return areReal(await target.credentials());
}

function assemble(
  { options, destination, scopes, baseline, selected }: Prepared,
  { transport, coverage, seed, signal, shared, guard }: Environment,
  found: readonly CheckResult[],
  started: { readonly at: Date; readonly clock: number },
): Report {
  const throttled = shared.throttled + guard.throttled;
  const reconciled = baseline === undefined ? undefined : reconcile(found, baseline, allIds(selected.all));
  const { version, name } = readPackageJson<{ version: string; name: string }>('package.json');
  const contracts = [...scopes.values()].map(({ contract }) => contract);
  const rules = [...scopes.values()].flatMap((scope) => scope.rules);
  const parts = coverage.parts(contracts, rules);
  const unprovokable = new Map(destination.services.map((service) => [service, loadUnprovokable(service)]));
  const circumstances = { all: selected.all, results: found, rules, unprovokable };
  const { results, answersAsOf } = dated(contracts, reconciled?.results ?? found, parts);
  return buildReport(
    {
      suite: { name, version },
      contract: Object.fromEntries(contracts.map(({ service, revision }) => [service, revision])),
      ...(Object.keys(answersAsOf).length === 0 ? {} : { answersAsOf }),
      target: {
        endpoint: destination.isReference ? 'embedded reference endpoint' : transport.endpoint,
        region: transport.region,
        services: destination.services,
      },
      run: {
        seed,
        effort: options.effort,
        startedAt: started.at.toISOString(),
        durationMs: Math.round(performance.now() - started.clock),
        requests: transport.requests,
        ...(throttled > 0 ? { throttled } : {}),
        ...(shared.transient > 0 ? { transient: shared.transient } : {}),
        ...(shared.vitals.died === undefined ? {} : { died: redactText(shared.vitals.died) }),
        ...undone('unlisted', guard.unlisted),
        ...undone('leftBehind', shared.leftovers),
        options: reportedOptions(options),
        failOn: options.failOn ?? baseline?.failOn ?? FAILING_STRENGTHS,
        ...(signal.aborted ? { interrupted: true } : {}),
      },
      coverage: { ...figuresOf(parts, unprovokable), notExercised: notExercised(parts, circumstances) },
      ...(baseline && reconciled ? { baseline: accepted(baseline, reconciled.stale) } : {}),
    },
    results,
  );
}

/** What could not be done, if there is anything. */
function undone(member: 'unlisted' | 'leftBehind', reasons: ReadonlyMap<string, string>) {
  const told = [...reasons].map(([what, why]) => ({
    what: oneLine(what, 300),
    reason: redactText(oneLine(why, 300)),
  }));
  return told.length === 0 ? {} : { [member]: told };
}

function accepted(
  { file, undecided }: Ledger,
  stale: readonly StaleBaselineEntry[],
): NonNullable<Report['baseline']> {
  return { file, stale, ...(undecided === undefined ? {} : { undecided: undecided.reason }) };
}

/** IDs of all checks of both services, and of those asked: a baseline may be for more than is asked at once. */
function allIds(asked: readonly Check[]): ReadonlySet<string> {
  return new Set([...asked, ...selectChecks(loadScopes(SERVICES), {}).all].map(({ id }) => id));
}

/** What the user chose, for the report: never a URL, which is in `target` without its credentials. */
function reportedOptions({
  endpoint: _,
  json: _json,
  quiet: _quiet,
  stateDir: _dir,
  yes: _yes,
  ...options
}: AskingOptions): {
  [option: string]: Json;
} {
  return JSON.parse(JSON.stringify(options));
}
