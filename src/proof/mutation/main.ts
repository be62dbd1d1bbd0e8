import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { listenForInterruption } from '../../cli/run/interruption.js';
import { carryOut } from '../../cli/terminal/carry-out.js';
import { numberFrom, wholeNumber } from '../../cli/terminal/options.js';
import { count } from '../../report/summary/plain-text.js';
import { UsageError } from '../../results/errors/usage-error.js';
import type { Effort } from '../../results/types.js';
import { EXIT } from '../../runner/report/report.js';
import { candidatesOf } from './candidates.js';
import { fingerprintOfSuite } from './fingerprint.js';
import { createJudge } from './judge.js';
import { caughtAlone, provenWitnesses } from './outcomes/alone.js';
import { type Measured, measure } from './outcomes/measure.js';
import { withoutWitness, writeWitnesses } from './outcomes/witnesses.js';
import { inWords, type Settings } from './settings.js';
import { PUBLISHED, publish } from './summary/publish.js';
import { describeFamilies, describeScore, type Score, scoreOf } from './summary/score.js';
import { asJson, writeTables } from './summary/table.js';

interface Options {
  readonly exchanges?: true;
  readonly odd?: true;
  readonly effort: Effort;
  readonly asRun?: true;
  readonly seed: number;
  readonly only: string;
  readonly every: number;
  readonly min?: number;
  readonly workers: number;
  readonly fresh?: true;
  readonly reportDir: string;
  readonly json?: true;
  readonly writeDocs?: true;
  readonly writeWitnesses?: true;
}

const program = new Command('mutation')
  .description(
    'Breaks the reference endpoint in every known way, one at a time, and counts what the checks catch. What is ' +
      'known of the same build of the suite from an earlier run, interrupted or not, is not asked again.',
  )
  .option('--exchanges', 'break the exchanges with the reference endpoint instead, until a check deviates')
  .option('--odd', 'with --exchanges: the endpoint also refuses something valid, which alone is no catch')
  .addOption(
    new Option('--effort <level>', 'cases per check')
      .choices(['smoke', 'standard', 'thorough'])
      .default('standard'),
  )
  .option('--as-run', 'ask only what a whole run with --effort smoke and this seed asks')
  .option('--seed <number>', 'seed of the checks', wholeNumber(-(2 ** 31), 2 ** 31 - 1), 1)
  .option('--only <text>', 'only mutants whose identifier holds this text', '')
  .option('--every <n>', 'only every n-th of them', wholeNumber(1, 100_000), 1)
  .option('--min <percent>', 'exit with 1 when fewer mutants are caught', numberFrom(0))
  .option('--workers <n>', 'mutants judged at the same time', wholeNumber(1, 64), availableParallelism())
  .option('--fresh', 'judge all anew, although some are known from an earlier run')
  .option('--report-dir <folder>', 'where outcomes and tables are kept', 'reports/latest-mutation')
  .option('--json', 'print JSON: the score, and what became of each mutant')
  .addOption(
    new Option(
      '--write-docs',
      'judge all mutants at standard and at smoke effort; write docs/mutation.md and reports/mutation/score.json',
    ).conflicts(['exchanges', 'effort', 'asRun', 'seed', 'only', 'every', 'min', 'json']),
  )
  .addOption(
    new Option(
      '--write-witnesses',
      'write reports/mutation/witnesses.json: for each check a mutant that it catches',
    ).conflicts(['exchanges', 'effort', 'asRun', 'only', 'every']),
  )
  .exitOverride()
  .action(main);

async function main(options: Options): Promise<void> {
  const { effort, asRun = false, seed, exchanges, odd } = options;
  if (odd && !exchanges) throw new UsageError('--odd needs --exchanges.');
  if (asRun && effort !== 'smoke')
    throw new UsageError(`--as-run needs --effort smoke: with --effort ${effort}, a run asks every check.`);
  const asked: Settings = {
    effort,
    asRun,
    seed,
    ...(exchanges && { faults: odd ? 'exchanges-odd' : 'exchanges' }),
  };
  const all = candidatesOf(asked).ids;
  const chosen = chosenOf(all, options);
  if (chosen.length === 0) throw new UsageError(`No mutant's identifier holds ${options.only}.`);
  const interruption = listenForInterruption(() => {});
  try {
    const measured: Measured[] = [];
    for (const settings of options.writeDocs ? PUBLISHED : [asked]) {
      const each = await measure(settings, {
        mutants: all,
        chosen,
        workers: options.workers,
        suite: fingerprintOfSuite(),
        folder: options.reportDir,
        fresh: options.fresh === true,
        signal: interruption.signal,
      });
      writeTables(each.folder, each.known);
      if (interruption.signal.aborted) return tellInterrupted(each, chosen.length);
      measured.push(each);
    }
    await conclude(measured, options, chosen.length === all.length && !exchanges);
  } finally {
    interruption.stop();
  }
}

/** Places of the chosen mutants in the list of all. */
function chosenOf(all: readonly string[], { only, every }: Options): number[] {
  return all.flatMap((id, index) => (id.includes(only) ? index : [])).filter((_, at) => at % every === 0);
}

function tellInterrupted({ settings, outcomes, folder }: Measured, total: number): void {
  process.stderr.write(
    `interrupted: ${count(outcomes.length)} of ${count(total)} mutants are judged (${inWords(settings)}) and kept in ` +
      `${folder}. The same command goes on from there; --fresh begins anew.\n`,
  );
  process.exitCode = EXIT.interrupted;
}

/** Prints and writes what is asked for. */
async function conclude(measured: readonly Measured[], options: Options, isWhole: boolean): Promise<void> {
  for (const { settings, outcomes, folder } of measured) {
    const checks = checksAskedWith(settings);
    const whole = scoreOf(outcomes, checks);
    // Little effort leaves it to chance whether a check notices what it can notice.
    const everyFails = isWhole && settings.effort !== 'smoke';
    const chancy = everyFails ? withoutWitness(outcomes, checks) : [];
    const alone = everyFails ? await caughtAlone(chancy, settings) : new Map<string, string>();
    const score = { ...whole, idle: chancy.filter((id) => !alone.has(id)) };
    const asked = checks.filter((id) => !id.startsWith('operation/')).length;
    if (options.json) process.stdout.write(asJson(settings, score, outcomes));
    else {
      const families = settings.faults === undefined ? '' : describeFamilies(outcomes);
      process.stdout.write(`${describeScore(score, asked, everyFails)}${families}table of all: ${folder}\n`);
    }
    if (options.writeWitnesses && settings.effort === 'standard')
      writeWitnesses(await provenWitnesses(outcomes, checks, settings, alone));
    if (isInsufficient(score, everyFails, options.min)) process.exitCode = EXIT.deviates;
  }
  if (options.writeDocs && !publish(measured, checksAskedWith)) process.exitCode = EXIT.deviates;
}

function checksAskedWith({ seed, effort, asRun }: Settings): string[] {
  return createJudge(seed, effort, asRun).checks.map(({ id }) => id);
}

function isInsufficient({ idle, falselyCaught, percent }: Score, everyFails: boolean, min = 0): boolean {
  return (everyFails && idle.length > 0) || falselyCaught.length > 0 || percent < min;
}

await carryOut(program);
