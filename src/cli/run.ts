import { resolve as resolvePath } from 'node:path';
import { Command, Option } from 'commander';
import type { Service } from '../contract/types.js';
import { FORMAT_NAMES, type ReportFormat } from '../report/formats.js';
import { renderTerminal } from '../report/terminal.js';
import { ensureReportDirectory, writeReports } from '../report/write.js';
import type { Effort, Report } from '../results/types.js';
import { UsageError } from '../results/usage-error.js';
import { EXIT, exitCodeOf, wasAnythingDecided } from '../runner/report.js';
import { conduct } from './conduct.js';
import { collect, positiveNumber, wantsColour, wholeNumber } from './options.js';
import { startProgress } from './progress.js';

/** The options of `run`, as parsed. */
export interface RunOptions {
  readonly endpoint?: string;
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
  readonly revision?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly reportDir: string;
  readonly format: readonly ReportFormat[];
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `ivs-conformance run`: asks an endpoint and reports. */
export function runCommand(): Command {
  return new Command('run')
    .description(
      'ask an endpoint every check and report each deviation (without an endpoint: the embedded reference)',
    )
    .option('--endpoint <url>', 'endpoint to ask; else AWS_ENDPOINT_URL[_IVS, _IVS_REALTIME]')
    .option('--service <name>', 'only this service: ivs or ivs-realtime (repeatable)', collect)
    .option('--operation <name>', 'only checks about this operation (repeatable)', collect)
    .option('--check <glob>', 'only checks whose ID matches (repeatable)', collect)
    .addOption(
      new Option('--effort <level>', 'how much is asked')
        .choices(['smoke', 'standard', 'thorough'])
        .default('standard'),
    )
    .option('--seed <number>', 'seed of everything that is generated', wholeNumber(-(2 ** 31), 2 ** 31 - 1))
    .option('--path <path>', 'replay only the counterexample at this path (with one --check and its --seed)')
    .option('--concurrency <number>', 'checks asked at the same time', wholeNumber(1, 64), 8)
    .option(
      '--rate <number>',
      'requests per second and operation (default: 3 for AWS, else unlimited)',
      positiveNumber,
    )
    .option('--timeout <seconds>', 'how long a response may take', positiveNumber, 10)
    .option(
      '--settle <seconds>',
      'how long reads may lag behind writes (default: 0 on loopback, else 10)',
      positiveNumber,
    )
    .option('--bucket <name>', 'S3 bucket for recording configurations (needed for AWS)')
    .option('--revision <date>', 'contract in force on this date (YYYY-MM-DD)')
    .option('--baseline <file>', 'accepted deviations; only others fail the run')
    .option('--write-baseline <file>', 'write a baseline that accepts what this run finds')
    .option('--report-dir <dir>', 'where reports are written', 'reports/latest')
    .option('--format <list>', `report formats, comma separated: ${FORMAT_NAMES.join(', ')}`, parseFormats, [
      'json',
      'html',
      'junit',
    ])
    .option('--json', 'print report.json on stdout in place of the summary')
    .option('--quiet', 'print only the verdict')
    .addHelpText('after', HELP)
    .action(run);
}

const HELP = `
Exit codes: 0 conforms; 1 deviations, unimplemented operations or stale baseline entries; 2 could not run;
130 interrupted.`;

async function run(options: RunOptions): Promise<void> {
  const reportDir = resolvePath(options.reportDir);
  await ensureReportDirectory(reportDir).catch((error: Error) => {
    throw new UsageError(`${capital(error.message)}. Name another one with --report-dir.`);
  });
  const progress = await startProgress(options.quiet !== true && options.json !== true);
  const report = await conduct(options, progress).finally(() => progress.stop());
  if (!wasAnythingDecided(report) && !report.run.interrupted) throw nothingAsked(report);
  await writeReports(report, reportDir, options.format);
  print(report, options, reportDir);
  process.exitCode =
    options.writeBaseline !== undefined && !report.run.interrupted ? EXIT.conforms : exitCodeOf(report);
}

function print(report: Report, options: RunOptions, reportDir: string): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const colour = wantsColour(process.stdout);
  const text = renderTerminal(report, {
    colour,
    width: process.stdout.columns ?? 100,
    reportDir: options.reportDir || reportDir,
  });
  process.stdout.write(options.quiet ? `${text.split('\n')[0]}\n` : `${text}\n`);
}

/** @throws UsageError for a format that does not exist */
function parseFormats(text: string): ReportFormat[] {
  return text.split(',').map((name) => {
    const format = FORMAT_NAMES.find((candidate) => candidate === name.trim());
    if (format !== undefined) return format;
    throw new UsageError(
      `There is no report format ${name.trim() || '(empty)'}. The formats are ${FORMAT_NAMES.join(', ')}.`,
    );
  });
}

/** Says why nothing came of a run: an endpoint that cannot be asked anything is not one that conforms. */
function nothingAsked({ target, checks }: Report): UsageError {
  const probes = checks.filter(({ kind }) => kind === 'operation');
  const missing = probes.filter(({ outcome }) => outcome === 'unimplemented');
  const reason =
    (checks.find(({ outcome }) => outcome === 'inconclusive') ?? missing[0] ?? checks[0])?.reason ??
    'unknown';
  const services: readonly Service[] = target.services;
  if (missing.length > 0 && missing.length === probes.length) {
    return new UsageError(
      `Nothing could be asked: ${target.endpoint} implements none of the ${probes.length} operations of ` +
        `${services.join(' and ')} (${reason}). Check that the URL is that of an Amazon IVS endpoint, with its path if it ` +
        'has one, and name the services it offers with --service.',
    );
  }
  return new UsageError(
    `Nothing could be asked of ${target.endpoint}: none of ${checks.length} checks was decided (${reason}). ` +
      'Put this right and run again.',
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
