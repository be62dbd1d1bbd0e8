import { join, resolve as resolvePath } from 'node:path';
import { Command, Option } from 'commander';
import type { Strength } from '../../contract/types.js';
import { formats, type ReportFormat } from '../../report/formats.js';
import { count, oneLine } from '../../report/summary/plain-text.js';
import { verdictOf } from '../../report/summary/verdict/verdict.js';
import { renderTerminal } from '../../report/terminal/terminal.js';
import { ensureReportDirectory, writeReports } from '../../report/write.js';
import { UsageError } from '../../results/errors/usage-error.js';
import type { Effort, Report } from '../../results/types.js';
import { decidedOf, isThin } from '../../results/undecided.js';
import { type Baseline, baselineOf } from '../../runner/report/baseline.js';
import { EXIT, exitCodeOf, lacksEverything, wasAnythingDecided } from '../../runner/report/report.js';
import type { TargetOptions } from '../../transport/endpoint/endpoint.js';
import { failOnOption, formatOption, refuseDirectory } from '../report/report-options.js';
import { withHelp } from '../terminal/help.js';
import { linkTo } from '../terminal/hyperlinks.js';
import {
  collect,
  numberFrom,
  pathOfCase,
  positiveNumber,
  wantsColour,
  wholeNumber,
} from '../terminal/options.js';
import { startProgress } from '../terminal/progress.js';
import { writeLedger } from './baseline.js';
import { conduct, type Prepared, prepare } from './conduct.js';
import { absentText } from './services.js';

/** The options of `run`, as parsed. */
export interface RunOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly service?: string[];
  readonly operation?: string[];
  readonly check?: string[];
  readonly effort: Effort;
  readonly seed?: number;
  readonly path?: string;
  readonly concurrency: number;
  readonly rate?: number;
  readonly timeout: number;
  readonly settle?: number;
  readonly bucket?: string;
  readonly driver?: string;
  readonly driverTimeout: number;
  readonly revision?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  /** Strengths whose deviations fail the run; else those of the baseline, else all but `inferred`. */
  readonly failOn?: readonly Strength[];
  readonly reportDir: string;
  readonly format: readonly ReportFormat[];
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly stateDir?: string;
  readonly yes?: boolean;
}

/** What holds for options that are not given. */
export const RUN_DEFAULTS = {
  effort: 'standard',
  concurrency: 8,
  timeout: 10,
  driverTimeout: 60,
  reportDir: 'reports/latest',
  format: ['json', 'html', 'junit'],
} satisfies Partial<RunOptions>;
/** How an endpoint is asked, whatever is made of the answers. */
export interface AskingOptions extends Omit<RunOptions, 'reportDir' | 'format'> {
  /** See {@link TargetOptions}. */
  readonly reported?: TargetOptions['reported'];
}

/** `ivs-conformance run`: asks an endpoint and reports. */
export function runCommand(): Command {
  const command = new Command('run')
    .description(
      'ask an endpoint every check and report each deviation (without an endpoint: the embedded reference)',
    )
    .optionsGroup('What is asked:')
    .option('--endpoint <url>', 'endpoint to ask; else AWS_ENDPOINT_URL[_IVS, _IVS_REALTIME]')
    .option('--region <name>', 'region to sign for; else AWS_REGION, or that of ~/.aws/config')
    .option('--service <name>', 'only this service: ivs or ivs-realtime (repeatable)', collect)
    .option('--operation <name>', 'only checks about this operation (repeatable)', collect)
    .option('--check <glob>', 'only checks whose ID matches (repeatable)', collect)
    .addOption(
      new Option('--effort <level>', 'how much is asked')
        .choices(['smoke', 'standard', 'thorough'])
        .default(RUN_DEFAULTS.effort),
    )
    .option('--seed <number>', 'seed of everything that is generated', wholeNumber(-(2 ** 31), 2 ** 31 - 1))
    .option(
      '--path <path>',
      'replay only the counterexample at this path (with one --check and its --seed)',
      pathOfCase,
    )
    .option('--revision <date>', 'contract in force on this date (YYYY-MM-DD)')
    .optionsGroup('How it is asked:')
    .option(
      '--concurrency <number>',
      'checks asked at the same time',
      wholeNumber(1, 64),
      RUN_DEFAULTS.concurrency,
    )
    .option(
      '--rate <number>',
      'requests per second and operation (default: 3 for AWS, else unlimited)',
      positiveNumber,
    )
    .option('--timeout <seconds>', 'how long a response may take', positiveNumber, RUN_DEFAULTS.timeout)
    .option(
      '--settle <seconds>',
      'how long reads may lag behind writes (default: 0 on loopback, else 10)',
      numberFrom(0),
    )
    .option('--bucket <name>', 'S3 bucket for recording and storage configurations (needed for AWS)')
    .option(
      '--driver <name>',
      'who makes channels go live and people join stages: reference, ffmpeg, a module, or command:LINE',
    )
    .option(
      '--driver-timeout <seconds>',
      'how long a driver may take, and what it does to show',
      positiveNumber,
      RUN_DEFAULTS.driverTimeout,
    )
    .optionsGroup('What fails the run:')
    .option('--baseline <file>', 'accepted deviations; only others fail the run')
    .option('--write-baseline <file>', 'write a baseline that accepts what this run finds')
    .addOption(failOnOption())
    .optionsGroup('What is told:')
    .option('--report-dir <dir>', 'where reports are written', RUN_DEFAULTS.reportDir)
    .addOption(formatOption(RUN_DEFAULTS.format))
    .option(
      '--state-dir <dir>',
      'where a ledger of what is made is kept (default: ivs-conformance in XDG_STATE_HOME or ~/.local/state)',
    )
    .option(
      '--yes',
      'ask an endpoint that is neither on this machine nor in a private network without asking back',
    )
    .option('--json', 'print report.json on stdout in place of the summary')
    .option('--quiet', 'print only the verdict')
    .action(run);
  return withHelp(command, HELP);
}

const HELP = {
  text: `Exit codes: 0 conforms; 1 deviations of the strengths in --fail-on, unimplemented operations, stale baseline entries,
an endpoint that died, or less than half of what was planned decided; 2 could not run; 130 interrupted.`,
  examples: [
    'run --endpoint http://127.0.0.1:5000',
    'run --endpoint http://127.0.0.1:5000 --operation CreateChannel --effort smoke',
  ],
};

async function run(options: RunOptions): Promise<void> {
  const prepared = await prepare(options);
  process.stderr.write(absentText(prepared.asked, prepared.scopes));
  const reportDir = resolvePath(options.reportDir);
  await ensureReportDirectory(reportDir).catch(refuseDirectory);
  const progress = await startProgress(options.quiet !== true);
  const report = await conduct(prepared, progress).finally(() => progress.stop());
  if (!wasAnythingDecided(report) && !report.run.interrupted) throw nothingAsked(report);
  await writeReports(report, reportDir, options.format).catch(refuseDirectory);
  const isNewBaseline = options.writeBaseline !== undefined && !report.run.interrupted;
  if (isNewBaseline) {
    const written = baselineOf(report.checks, TO_BE_EXPLAINED, stillValid(report, prepared));
    const isSparse = isThin(decidedOf(report.checks));
    const undecided = isSparse
      ? { undecided: { reason: report.baseline?.undecided ?? TO_BE_EXPLAINED } }
      : {};
    writeLedger(options.writeBaseline, { ...undecided, ...written });
  }
  // Set before anything is printed: a reader that closes the pipe early does not change the verdict.
  process.exitCode = isNewBaseline ? EXIT.conforms : exitCodeOf(report);
  process.stdout.write(textOf(report, options));
}

/** The entries of a baseline that this run has not found stale, and what fails a run where somebody has chosen it. */
function stillValid({ baseline }: Report, { baseline: earlier, options }: Prepared): Baseline {
  const stale = new Set(baseline?.stale.map(({ check }) => check));
  const failOn = options.failOn ?? earlier?.failOn;
  const entries = (earlier?.entries ?? []).filter(({ check }) => !stale.has(check));
  return { ...(failOn === undefined ? {} : { failOn }), entries };
}

/** The reason in a baseline that nobody has looked at yet. */
const TO_BE_EXPLAINED = 'Accepted by --write-baseline; say here why.';

/** What is printed: the report itself, the verdict in one line, or the summary. */
function textOf(report: Report, options: RunOptions): string {
  if (options.json) return `${JSON.stringify(report, null, 2)}\n`;
  if (options.quiet) return `${verdictOf(report).sentence}\n`;
  const colour = wantsColour(process.stdout);
  const width = process.stdout.columns ?? 80;
  return `${renderTerminal(report, { colour, width, ...pageOf(options) })}\n`;
}

/** The report that a person reads, with a link to it where the terminal knows links. */
function pageOf({ reportDir, format }: RunOptions): { report: string; link?: string } {
  const [name = 'json'] = READABLE.filter((each) => format.includes(each));
  const report = join(reportDir, formats[name].file);
  const link = linkTo(report, process.stdout);
  return { report, ...(link === undefined ? {} : { link }) };
}

/** Formats in the order in which people want to read them. */
const READABLE: readonly ReportFormat[] = ['html', 'markdown', 'json', 'junit'];

const CHECK_URL =
  'Check that the URL is that of an Amazon IVS endpoint, with its path if it has one, and name the services that it offers with --service.';

/** Says why nothing came of a run: an endpoint that cannot be asked anything is not one that conforms. */
function nothingAsked(report: Report): UsageError {
  const { target, checks, summary } = report;
  const undecided = checks.find(({ outcome }) => outcome === 'inconclusive') ?? checks[0];
  const reason = oneLine(undecided?.reason ?? 'no check says why', 500).replace(/\.$/, '');
  if (lacksEverything(report)) {
    const services = target.services.join(' and ');
    return new UsageError(
      `Nothing could be asked: ${target.endpoint} implements none of the ${summary.unimplemented} operations of ` +
        `${services} (${reason}). ${CHECK_URL}`,
    );
  }
  return new UsageError(
    `Nothing could be asked of ${target.endpoint}, no check of ${count(checks.length)} was decided: ${reason}.${adviceOn(reason)}`,
  );
}

/** What to do about a reason that does not say so itself. */
function adviceOn(reason: string): string {
  if (reason.includes('of the driver failed')) return '';
  if (/Check|Start|Look for|driver/.test(reason)) {
    return reason.includes('allow it more time') ? ' More time is given by --timeout.' : '';
  }
  if (reason.includes('is not permitted')) {
    return ' Check the credentials (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE) and what they may do.';
  }
  if (reason.includes('throttled')) return ' Ask more slowly, with --rate.';
  // Of an endpoint that answers as it should, the URL is right, and the reason says what else to do.
  return reason.includes('does not answer as') ? ` ${CHECK_URL}` : '';
}
