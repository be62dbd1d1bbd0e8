import { once } from 'node:events';
import { resolve as resolvePath } from 'node:path';
import { Command } from 'commander';
import type { JudgeOptions } from '../../clients/traffic/classify.js';
import { readHar } from '../../clients/traffic/har/har.js';
import { TrafficJudge, type Verdict } from '../../clients/traffic/judge.js';
import { type EntryPlace, Tally } from '../../clients/traffic/tally.js';
import type { JudgedEntry } from '../../clients/traffic/verdict.js';
import { type Contracts, SERVICES, type Strength } from '../../contract/types.js';
import { renderTraffic } from '../../report/commands/traffic.js';
import type { ReportFormat } from '../../report/formats.js';
import { ensureReportDirectory, writeReports } from '../../report/write.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { FAILING_STRENGTHS } from '../../results/failing.js';
import { CoverageRecorder } from '../../runner/coverage/coverage.js';
import { EXIT } from '../../runner/report/report.js';
import { failOnOption, formatOption, refuseDirectory } from '../report/report-options.js';
import { RUN_DEFAULTS } from '../run/run.js';
import { absentText, contractsAt, selectServices } from '../run/services.js';
import { withHelp } from '../terminal/help.js';
import { collect, wantsColour, wholeNumber } from '../terminal/options.js';
import { noteCoverage } from './traffic-coverage.js';
import { trafficReport } from './traffic-report.js';

interface ValidateOptions {
  readonly service?: string[];
  readonly revision?: string;
  readonly entry?: number;
  readonly settle?: number;
  readonly reportDir?: string;
  readonly format: readonly ReportFormat[];
  readonly failOn?: readonly Strength[];
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `ivs-conformance validate FILE…`: judges recorded traffic by the contract. */
export function validateCommand(): Command {
  const command = new Command('validate')
    .description('check recorded traffic (HAR 1.2 files) against the contract')
    .argument('<files...>', 'HAR files, or - for the standard input; .gz is read as well')
    .option('--service <name>', 'take requests to any host for this service (repeatable)', collect)
    .option('--revision <date>', 'contract in force on this date (YYYY-MM-DD)')
    .option('--entry <index>', 'tell of this entry only, from 0', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--settle <seconds>', 'how long reads may lag behind writes', wholeNumber(0, 3600))
    .option('--report-dir <dir>', 'write reports there, in the formats of a run')
    .addOption(formatOption(RUN_DEFAULTS.format))
    .addOption(failOnOption())
    .option('--json', 'print JSON: the verdict on each exchange, and a summary')
    .option('--quiet', 'print only the first line')
    .action(validate);
  return withHelp(command, HELP);
}

const HELP = {
  text: `Exchanges are recognised by their path and host; --service says that those to any host, also behind a path of its own,
are of that service. Other entries are counted and left alone.

Each file is judged in the order of its times: what was made, changed, tagged and deleted in it has to show in what comes
later. Requests that overlap may have been carried out in any order.

Exit codes: 0 conforms; 1 deviations of the strengths in --fail-on, or operations that the revision lacks; 2 a file could not be read, or nothing in
it could be judged.`,
  examples: ['validate traffic.har'],
};

async function validate(files: string[], options: ValidateOptions): Promise<void> {
  const services = selectServices(options.service);
  const contracts = contractsAt(services, options.revision);
  const latest = contractsAt(services);
  const failOn = options.failOn ?? FAILING_STRENGTHS;
  process.stderr.write(absentText(services, contracts));
  const judgeOptions = {
    ...{ contracts, latest, isNamed: options.service !== undefined },
    settle: (options.settle ?? 0) * 1000,
  };
  const tally = new Tally(contracts);
  const directory = options.reportDir === undefined ? undefined : resolvePath(options.reportDir);
  if (directory !== undefined) await ensureReportDirectory(directory).catch(refuseDirectory);
  const coverage = directory === undefined ? undefined : new CoverageRecorder();
  const started = { at: new Date(), clock: performance.now() };
  const listing = options.json ? new Listing(files.length > 1) : undefined;
  let fault: unknown;
  try {
    for (const file of files)
      await judgeFile(file, { judgeOptions, tally, listing, coverage, contracts, entry: options.entry });
  } catch (error) {
    // What came before the fault was judged, and is told all the same.
    if (!(error instanceof UsageError) || tally.summary.entries === 0) throw error;
    fault = error;
  }
  if (directory !== undefined && coverage !== undefined) {
    const report = trafficReport({
      ...{ files, contracts, tally, coverage, failOn, startedAt: started.at },
      durationMs: performance.now() - started.clock,
    });
    await writeReports(report, directory, options.format).catch(refuseDirectory);
  }
  process.exitCode = exitCode(tally, failOn, fault !== undefined);
  if (listing !== undefined) await listing.end(tally);
  else process.stdout.write(textOf({ files, failOn }, tally, options.quiet));
  if (fault !== undefined) throw fault;
  if (process.exitCode === EXIT.couldNotRun) throw nothingJudged(files, tally);
}

/** What judges, and where verdicts go. */
interface Bench {
  readonly judgeOptions: JudgeOptions;
  readonly tally: Tally;
  readonly listing: Listing | undefined;
  readonly coverage: CoverageRecorder | undefined;
  readonly contracts: Contracts;
  /** The only entry to look at. */
  readonly entry: number | undefined;
}

async function judgeFile(file: string, bench: Bench): Promise<void> {
  const { tally, entry: only } = bench;
  const judge = new TrafficJudge(bench.judgeOptions);
  try {
    for await (const read of readHar(file)) {
      const isAsked = only === undefined || read.index === only;
      if ('entry' in read) await tellAll(file, judge.take(read.index, read.entry), bench);
      else if (isAsked && 'unreadable' in read)
        tally.addUnreadable({ file, index: read.index }, read.unreadable);
      else if (isAsked) tally.addOther();
    }
  } finally {
    await tellAll(file, judge.finish(), bench);
  }
}

async function tellAll(file: string, verdicts: readonly Verdict[], bench: Bench): Promise<void> {
  const { tally, listing, contracts, coverage, entry: only } = bench;
  for (const { index, judged } of verdicts) {
    const place = { file, index };
    if (only !== undefined && index !== only) continue;
    if (judged === undefined) tally.addOther();
    else {
      tally.add(place, judged);
      noteCoverage(judged, contracts, coverage);
      await listing?.add(place, judged);
    }
  }
}

/** The JSON on stdout, written as it comes: a file may hold more verdicts than memory. */
class Listing {
  readonly #namesFiles: boolean;
  #isEmpty = true;

  /** @param namesFiles whether each entry says which file it is of */
  constructor(namesFiles: boolean) {
    this.#namesFiles = namesFiles;
  }

  async add({ file, index }: EntryPlace, judged: JudgedEntry): Promise<void> {
    const { service, operation, outcome, reason, notes } = judged;
    const problems = judged.problems.map(({ where, path, rule, message, strength, against }) => ({
      ...{ where, path, rule, message, strength },
      ...(against === undefined ? {} : { against }),
    }));
    const entry = {
      ...(this.#namesFiles ? { file } : {}),
      ...{ index, service, operation, outcome, problems },
      ...(notes.length === 0 ? {} : { notes: notes.map(({ text }) => text) }),
      ...(reason === undefined ? {} : { reason }),
    };
    await write(`${this.#isEmpty ? '{"entries":[' : ','}\n${JSON.stringify(entry)}`);
    this.#isEmpty = false;
  }

  async end({ summary, unreadable }: Tally): Promise<void> {
    const head = this.#isEmpty ? '{"entries":[' : '';
    await write(
      `${head}\n],"summary":${JSON.stringify({ ...summary, ...(unreadable.length > 0 ? { firstUnreadable: unreadable } : {}) })}}\n`,
    );
  }
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function textOf(
  asked: { readonly files: readonly string[]; readonly failOn: readonly Strength[] },
  tally: Tally,
  isQuiet = false,
): string {
  const { summary, problems, notes, unreadable, operations } = tally;
  const told = { ...asked, summary, problems, notes, unreadable, operations: operations.values() };
  const style = { colour: wantsColour(process.stdout), width: process.stdout.columns ?? 100 };
  const text = renderTraffic(told, style);
  return isQuiet ? `${text.trim().split('\n')[0]}\n` : text;
}

function exitCode({ summary, problems }: Tally, failOn: readonly Strength[], isFaulty: boolean): number {
  if (isFaulty) return EXIT.couldNotRun;
  const fails = problems.some(({ problem }) => failOn.includes(problem.strength));
  if (fails || summary.unimplemented > 0) return EXIT.deviates;
  return summary.conforms + summary.deviates > 0 && summary.unreadable === 0
    ? EXIT.conforms
    : EXIT.couldNotRun;
}

function nothingJudged(files: readonly string[], { summary, unreadable }: Tally): UsageError {
  const names = files.join(' and ');
  const [first] = unreadable;
  if (first !== undefined) {
    return new UsageError(
      `${summary.unreadable} of ${summary.entries} entries of ${names} cannot be read, the first is entry ${first.index}: ` +
        `${first.reason}. Record the traffic anew, or take these entries out of the file.`,
    );
  }
  if (summary.exchanges > 0) {
    return new UsageError(`None of the ${summary.exchanges} exchanges in ${names} could be judged.`);
  }
  return new UsageError(
    `Nothing in ${names} could be judged: none of its ${summary.entries} entries is an exchange with ` +
      `${SERVICES.join(' or ')}. Entries are recognised by method and path, such as POST /CreateChannel; where they go ` +
      'through a proxy that puts a path before that, name the service with --service.',
  );
}
