import { Command } from 'commander';
import { SERVICES } from '../../contract/types.js';
import { renderReproduction, sentenceOn } from '../../report/commands/reproduction.js';
import { bucket } from '../../results/bucket.js';
import { UsageError } from '../../results/errors/usage-error.js';
import type { Reproduced, ReproductionReport, Standing } from '../../results/reproduction/reproduced.js';
import type { CheckResult, Report } from '../../results/types.js';
import { EXIT } from '../../runner/report/report.js';
import { reproducedFrom } from '../../runner/report/reproduced.js';
import { runChecks } from '../../runner/run/run.js';
import { asking, type Prepared, planOf, prepare } from '../run/conduct.js';
import { loadScopes, selectChecks } from '../run/selection.js';
import { withHelp } from '../terminal/help.js';
import { numberFrom, positiveNumber, wantsColour, wholeNumber } from '../terminal/options.js';
import { type Progress, startProgress } from '../terminal/progress.js';
import { deviationsOf, readReport, requireSameSuite } from './report-file.js';
import { optionsFor, type ReproduceOptions } from './reported-options.js';

/** `ivs-conformance reproduce`: asks the deviations of a report again. */
export function reproduceCommand(): Command {
  const command = new Command('reproduce')
    .description('ask the deviations of a report again, and tell which still stand')
    .argument('<report>', 'report.json of a run')
    .argument('[deviation...]', 'only these: IDs of checks, or globs')
    .option('--endpoint <url>', 'endpoint to ask (default: that of the report)')
    .option('--region <name>', 'region to sign for (default: that of the report)')
    .option('--concurrency <number>', 'deviations asked at the same time', wholeNumber(1, 64), 8)
    .option('--rate <number>', 'requests per second and operation', positiveNumber)
    .option('--timeout <seconds>', 'how long a response may take', positiveNumber)
    .option('--settle <seconds>', 'how long reads may lag behind writes', numberFrom(0))
    .option('--bucket <name>', 'S3 bucket for recording and storage configurations')
    .option('--driver <name>', 'who makes channels go live and people join stages: see run --help')
    .option('--driver-timeout <seconds>', 'how long a driver may take', positiveNumber)
    .option(
      '--yes',
      'ask an endpoint that is neither on this machine nor in a private network without asking back',
    )
    .option('--json', 'print JSON on stdout in place of the summary')
    .option('--quiet', 'print only how many stand')
    .action(reproduce);
  return withHelp(command, HELP);
}

const HELP = {
  text: `Each deviation is asked at its smallest counterexample only, with its seed and path. What is not given is taken from
the options of the run, but for drivers that are modules or commands: those are started only where you name them.

Exit codes: 0 none stands; 1 some stand; 2 could not run, or nothing could be decided; 130 interrupted.`,
  examples: ["reproduce reports/latest/report.json 'lifecycle/*'"],
};

async function reproduce(file: string, patterns: string[], options: ReproduceOptions): Promise<void> {
  const report = readReport(file);
  requireSameSuite(file, report);
  const chosen = deviationsOf(file, report, patterns);
  requireKnown(file, chosen);
  const progress = await startProgress(options.quiet !== true && options.json !== true);
  const reproduction = await askAgain(file, report, chosen, options, progress).finally(() => progress.stop());
  if (wasNothingDecided(reproduction)) throw nothingDecided(reproduction);
  process.exitCode = exitCodeOf(reproduction);
  process.stdout.write(textOf(reproduction, options));
}

function textOf(reproduction: ReproductionReport, options: ReproduceOptions): string {
  if (options.json) return `${JSON.stringify(reproduction, null, 2)}\n`;
  if (options.quiet) return `${sentenceOn(reproduction)}\n`;
  return renderReproduction(reproduction, { colour: wantsColour(process.stdout) });
}

function exitCodeOf({ interrupted, summary }: ReproductionReport): number {
  if (interrupted) return EXIT.interrupted;
  return summary.stands + summary.otherwise > 0 ? EXIT.deviates : EXIT.conforms;
}

function wasNothingDecided({ interrupted, summary, deviations }: ReproductionReport): boolean {
  return !interrupted && summary.undecided === deviations.length;
}

function nothingDecided({ target, deviations }: ReproductionReport): UsageError {
  const reason = (deviations[0]?.reason ?? 'no check says why').replace(/\.$/, '');
  return new UsageError(
    `Nothing could be decided at ${target.endpoint}: ${reason}. Start the endpoint that the report is about, the same ` +
      'way as for its run, or name where it is now with --endpoint.',
  );
}

/** @throws UsageError for a deviation of a check that this version does not have */
function requireKnown(file: string, chosen: readonly CheckResult[]): void {
  const known = new Set(selectChecks(loadScopes(SERVICES), {}).all.map(({ id }) => id));
  const unknown = chosen.filter(({ id }) => !known.has(id));
  const [first] = unknown;
  if (first === undefined) return;
  throw new UsageError(
    `The report ${file} has ${unknown.length} deviations of checks that this version of ivs-conformance does not have, ` +
      `such as ${first.id}: another version made it. Name others as arguments, or run anew.`,
  );
}

/** Asks deviations again. Those of different seeds, which a run does not have, are asked one seed after the other. */
async function askAgain(
  file: string,
  report: Report,
  chosen: readonly CheckResult[],
  given: ReproduceOptions,
  progress: Progress,
): Promise<ReproductionReport> {
  const started = performance.now();
  const deviations: Reproduced[] = [];
  let endpoint = report.target.endpoint;
  let interrupted = false;
  const options = optionsFor(report, given, progress);
  for (const some of bucket(chosen, ({ deviation }) =>
    String(deviation?.reproduce.seed ?? report.run.seed),
  ).values()) {
    const seed = some[0]?.deviation?.reproduce.seed ?? report.run.seed;
    const prepared = await prepare({ ...options, seed, check: some.flatMap(askedFor) });
    if (!prepared.destination.isReference && given.endpoint !== undefined) endpoint = given.endpoint;
    const asked = await replay(prepared, some, progress);
    deviations.push(...asked.deviations);
    interrupted ||= asked.interrupted;
    if (interrupted) break;
  }
  return {
    report: file,
    target: { endpoint, region: options.region ?? report.target.region },
    summary: summaryOf(deviations),
    durationMs: Math.round(performance.now() - started),
    ...(interrupted ? { interrupted } : {}),
    deviations,
  };
}

/** The checks that show a deviation. */
function askedFor({ id, deviation }: CheckResult): string[] {
  return deviation?.seenBy === undefined ? [id] : [id, deviation.seenBy];
}

function replay(
  prepared: Prepared,
  some: readonly CheckResult[],
  progress: Progress,
): Promise<{ deviations: Reproduced[]; interrupted: boolean }> {
  return asking(prepared, progress, async (environment) => {
    const replays = new Map(some.map(({ id, deviation }) => [id, deviation?.reproduce.path ?? '']));
    const results = await runChecks(environment, { ...planOf(prepared, progress), replays });
    const now = new Map(results.map((result) => [result.id, result]));
    const deviations = some.flatMap((before) => {
      const result = now.get(before.id);
      return result === undefined ? [] : [reproducedFrom(before, result)];
    });
    return { deviations, interrupted: environment.signal.aborted };
  });
}

function summaryOf(deviations: readonly Reproduced[]): ReproductionReport['summary'] {
  const count = (standing: Standing) => deviations.filter((each) => each.standing === standing).length;
  return {
    stands: count('stands'),
    otherwise: count('otherwise'),
    gone: count('gone'),
    undecided: count('undecided'),
    requests: deviations.reduce((sum, { requests }) => sum + requests, 0),
  };
}
