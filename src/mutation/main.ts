import { availableParallelism } from 'node:os';
import { Command, CommanderError, Option } from 'commander';
import { numberFrom, wholeNumber } from '../cli/options.js';
import { loadContracts } from '../contract/load.js';
import { mutants } from '../reference/mutants/index.js';
import type { Effort } from '../results/types.js';
import { UsageError } from '../results/usage-error.js';
import { createJudge } from './judge.js';
import { judgeAll } from './pool.js';
import { describeScore, type Score, scoreOf } from './score.js';
import { witnessesOf, writeWitnesses } from './witnesses.js';

interface Options {
  readonly effort: Effort;
  readonly seed: number;
  readonly only: string;
  readonly every: number;
  readonly min?: number;
  readonly workers: number;
  readonly json?: true;
  readonly writeWitnesses?: true;
}

const program = new Command('mutation')
  .description(
    'Breaks the reference endpoint in every known way, one at a time, and counts what the checks catch.',
  )
  .addOption(
    new Option('--effort <level>', 'cases per check')
      .choices(['smoke', 'standard', 'thorough'])
      .default('standard'),
  )
  .option('--seed <number>', 'seed of the checks', wholeNumber(-(2 ** 31), 2 ** 31 - 1), 1)
  .option('--only <text>', 'only mutants whose identifier holds this text', '')
  .option('--every <n>', 'only every n-th of them', wholeNumber(1, 100_000), 1)
  .option('--min <percent>', 'exit with 1 when fewer mutants are caught', numberFrom(0))
  .option('--workers <n>', 'mutants judged at the same time', wholeNumber(1, 64), availableParallelism())
  .option('--json', 'print JSON')
  .option('--write-witnesses', 'write src/mutation/witnesses.json: for each check a mutant that it catches')
  .exitOverride()
  .action(main);

async function main(options: Options): Promise<void> {
  const isWhole = options.only === '' && options.every === 1;
  if (options.writeWitnesses && !isWhole)
    throw new UsageError('--write-witnesses needs every mutant: leave out --only and --every.');
  const indices = chosen(options);
  if (indices.length === 0) throw new UsageError(`No mutant's identifier holds ${options.only}.`);
  const outcomes = await judgeAll(indices, { ...options, onProgress: progress(indices.length) });
  const checks = createJudge(options.seed, options.effort).checks.map(({ id }) => id);
  const score = scoreOf(outcomes, checks);
  const asked = checks.filter((id) => !id.startsWith('operation/')).length;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ...score, outcomes }, null, 1)}\n`
      : describeScore(score, asked, isWhole),
  );
  if (options.writeWitnesses) writeWitnesses(witnessesOf(outcomes, checks));
  if (isInsufficient(score, isWhole, options.min)) process.exitCode = 1;
}

/** Places of the chosen mutants in the list of all. */
function chosen({ only, every }: Options): number[] {
  return mutants(loadContracts())
    .flatMap(({ id }, index) => (id.includes(only) ? index : []))
    .filter((_, at) => at % every === 0);
}

function progress(total: number): (done: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (done) => {
    process.stderr.write(done === total ? '\r\u001b[K' : `\r${done} of ${total} mutants`);
  };
}

function isInsufficient({ idle, falselyCaught, percent }: Score, isWhole: boolean, min = 0): boolean {
  return (isWhole && idle.length > 0) || falselyCaught.length > 0 || percent < min;
}

try {
  await program.parseAsync();
} catch (error) {
  const isUsage = error instanceof UsageError;
  if (!isUsage && !(error instanceof CommanderError)) throw error;
  if (isUsage) process.stderr.write(`mutation: ${error.message}\n`);
  process.exitCode = !isUsage && error.exitCode === 0 ? 0 : 2;
}
