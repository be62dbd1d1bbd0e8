import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { carryOut } from '../../cli/terminal/carry-out.js';
import { wholeNumber } from '../../cli/terminal/options.js';
import { variations } from '../../reference/variations/index.js';
import { UsageError } from '../../results/errors/usage-error.js';
import type { Effort } from '../../results/types.js';
import { judgeAll } from './pool.js';
import { describe, summarise } from './summary.js';

interface Options {
  readonly effort: Effort;
  readonly seeds: number;
  readonly first: number;
  readonly only: string;
  readonly workers: number;
  readonly json?: true;
}

const program = new Command('variations')
  .description(
    'Asks endpoints that differ from the reference endpoint in what the documents leave free, and prints every check that takes one for wrong. Ends with 1 when there is any.',
  )
  .option('--seeds <n>', 'seeds that each variation is asked with', wholeNumber(1, 100_000), 1)
  .option('--first <number>', 'the first of them', wholeNumber(0, 2 ** 31 - 1), 1)
  .addOption(
    new Option('--effort <level>', 'cases per check')
      .choices(['smoke', 'standard', 'thorough'])
      .default('smoke'),
  )
  .option('--only <text>', 'only variations whose identifier holds this text', '')
  .option('--workers <n>', 'endpoints asked at the same time', wholeNumber(1, 64), availableParallelism())
  .option('--json', 'print JSON')
  .exitOverride()
  .action(main);

async function main(options: Options): Promise<void> {
  const chosen = variations().filter(({ id }) => id.includes(options.only));
  if (chosen.length === 0) throw new UsageError(`No variation's identifier holds ${options.only}.`);
  const seeds = Array.from({ length: options.seeds }, (_, at) => options.first + at);
  const tasks = seeds.flatMap((seed) => chosen.map(({ id }) => ({ variation: id, seed })));
  const summary = summarise(await judgeAll(tasks, { ...options, onProgress: progress(tasks.length) }));
  process.stdout.write(options.json ? `${JSON.stringify(summary, null, 1)}\n` : describe(summary, chosen));
  if (summary.loud.length > 0) process.exitCode = 1;
}

function progress(total: number): (done: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (done) => {
    process.stderr.write(done === total ? '\r\u001b[K' : `\r${done} of ${total} runs`);
  };
}

await carryOut(program);
