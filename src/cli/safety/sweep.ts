import { rmSync } from 'node:fs';
import { Command } from 'commander';
import { SERVICES } from '../../contract/types.js';
import { oneLine } from '../../report/summary/plain-text.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { EXIT } from '../../runner/report/report.js';
import { Sweep, type Swept } from '../../runner/sweep/sweep.js';
import { TransportError } from '../../transport/types.js';
import { connect, resolveDestination } from '../run/connect.js';
import { loadScopes } from '../run/selection.js';
import { isAbout, type LedgerRead, readLedgers, stateDirectory } from './ledger-file.js';

interface SweepOptions {
  readonly run?: string;
  readonly all?: true;
  readonly endpoint?: string;
  readonly dryRun?: true;
  readonly json?: true;
  readonly stateDir?: string;
}

/** What became of one run's remains. */
interface SweptRun extends Swept {
  readonly run: string;
  readonly endpoint: string;
  /** ARNs of what was found. */
  readonly found: readonly string[];
}

/** `ivs-conformance sweep`: removes what runs have left that died, or could not remove all. */
export function sweepCommand(): Command {
  return new Command('sweep')
    .description('remove what earlier runs have left, as their ledgers and the marks on it tell')
    .option('--run <id>', 'only of this run')
    .option('--all', 'of all runs, wherever they were')
    .option('--endpoint <url>', 'of the runs at this endpoint; with --run or --all, where to look instead')
    .option('--dry-run', 'only tell what would be removed')
    .option('--json', 'print JSON on stdout')
    .option(
      '--state-dir <dir>',
      'where ledgers are (default: ivs-conformance in XDG_STATE_HOME or ~/.local/state)',
    )
    .addHelpText('after', HELP)
    .action(sweep);
}

const HELP = `
Runs that are under way are left alone, unless --run names one. An endpoint that is not on this machine has to be named
with --endpoint.

Exit codes: 0 nothing is left; 1 something is; 2 could not look.`;

async function sweep(options: SweepOptions): Promise<void> {
  const swept: SweptRun[] = [];
  for (const ledger of await chosen(options)) {
    const one = await sweepRun(ledger, options);
    swept.push(one);
    if (!options.json) process.stdout.write(textOf(one, options));
  }
  const isLeft = swept.some(({ left }) => left.length > 0);
  process.exitCode = isLeft ? EXIT.deviates : EXIT.conforms;
  if (options.json)
    process.stdout.write(`${JSON.stringify({ dryRun: options.dryRun ?? false, runs: swept }, null, 2)}\n`);
  else if (swept.length === 0) process.stdout.write('No run has left anything.\n');
}

/** @throws UsageError where nothing says which */
async function chosen({ run, all, endpoint, stateDir }: SweepOptions): Promise<LedgerRead[]> {
  const ledgers = readLedgers(stateDirectory(stateDir));
  if (run !== undefined) {
    const named = ledgers.filter((each) => each.run === run);
    if (named.length > 0) return named;
    throw new UsageError(
      `No ledger of a run ${oneLine(run, 40)} is in ${stateDirectory(stateDir)}.${knownRuns(ledgers)}`,
    );
  }
  const over = ledgers.filter(({ isUnderWay }) => !isUnderWay);
  if (all) return over;
  if (endpoint === undefined) {
    throw new UsageError(`Say whose remains to remove: --run ID, --endpoint URL or --all.${knownRuns(over)}`);
  }
  const { target } = await resolveDestination({ endpoint }, SERVICES);
  return over.filter((each) => isAbout(each, [target.ivs, target['ivs-realtime']]));
}

function knownRuns(ledgers: readonly LedgerRead[]): string {
  const known = ledgers.map(
    ({ run, startedAt, endpoints }) => `${run} of ${startedAt} at ${urlsOf(endpoints)}`,
  );
  return known.length === 0
    ? ' No run has left anything.'
    : ` Runs that have left something: ${known.join('; ')}.`;
}

function urlsOf(endpoints: LedgerRead['endpoints']): string {
  return [...new Set(Object.values(endpoints))].join(', ');
}

/** @throws UsageError when the endpoint is not on this machine and not named, or cannot be reached */
async function sweepRun(ledger: LedgerRead, { endpoint, dryRun }: SweepOptions): Promise<SweptRun> {
  const services = SERVICES.filter((service) => ledger.endpoints[service] !== undefined);
  const named = endpoint === undefined ? { reported: ledger.endpoints } : { endpoint };
  const destination = await resolveDestination({ ...named, region: ledger.region }, services);
  const url = endpoint ?? urlsOf(ledger.endpoints);
  if (endpoint === undefined && !destination.target.isLoopback) {
    throw new UsageError(
      `The run ${ledger.run} was at ${url}, which is not on this machine: name it with --endpoint.`,
    );
  }
  const connection = await connect(destination, { timeout: 10, concurrency: 8 });
  const { isLoopback } = destination.target;
  try {
    const tool = new Sweep(connection.transport, loadScopes(services, undefined), ledger.run, isLoopback);
    const remnants = await tool.find(ledger.remains);
    const found = remnants.map(({ arn }) => arn);
    const swept = dryRun ? { removed: [], left: [] } : await tool.remove(remnants);
    if (!dryRun && swept.left.length === 0) rmSync(ledger.file, { force: true });
    return { run: ledger.run, endpoint: url, found, ...swept };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw new UsageError(`${error.message} What the run ${ledger.run} left is still to be removed.`);
  } finally {
    await connection.close();
  }
}

function textOf({ run, endpoint, found, removed, left }: SweptRun, { dryRun }: SweepOptions): string {
  const head = dryRun
    ? `${run} at ${endpoint}: ${found.length} to remove`
    : `${run} at ${endpoint}: ${removed.length} removed, ${left.length} left`;
  const lines = dryRun ? found : left.map(({ arn, reason }) => `${arn} (${oneLine(reason, 200)})`);
  return `${[head, ...lines.map((line) => `  ${oneLine(line, 400)}`)].join('\n')}\n`;
}
