import { Command } from 'commander';
import { wholeNumber } from '../../../cli/terminal/options.js';
import { seededRandom } from '../../../reference/variations/random.js';
import { createJudge } from '../../mutation/judge.js';
import { Ground, type Killed } from './kill.js';

/** `hostile kill`: what a killed run leaves is found and removed by `sweep`. */
export function killCommand(): Command {
  return new Command('kill')
    .description(
      'Kills runs against a reference endpoint at random moments, sweeps after each, and looks what is left. Ends with 1 when anything is, or anything of others is not as it was.',
    )
    .option('--times <n>', 'runs that are killed', wholeNumber(1, 100_000), 10)
    .option(
      '--longest <ms>',
      'the latest moment, after the start of the run',
      wholeNumber(100, 600_000),
      8000,
    )
    .option('--seed <number>', 'seed of the moments', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--json', 'print JSON')
    .action(kill);
}

interface Options {
  readonly times: number;
  readonly longest: number;
  readonly seed: number;
  readonly json?: true;
}

/** Every so many runs are hung up on in place of being killed. */
const HANG_UP = 5;

async function kill({ times, longest, seed, json }: Options): Promise<void> {
  const random = seededRandom(seed);
  const ground = await Ground.start(createJudge(seed, 'smoke').scopes);
  const killed: Killed[] = [];
  try {
    for (let time = 1; time <= times; time += 1) {
      const signal = time % HANG_UP === 0 ? 'SIGHUP' : 'SIGKILL';
      const one = await ground.kill(seed + time, Math.round(random() * longest), signal);
      killed.push(one);
      if (!json) process.stdout.write(`${lineOf(one)}\n`);
    }
  } finally {
    await ground.stop();
  }
  const failed = killed.filter(({ stays, touched }) => stays.length + touched.length > 0);
  const left = killed.reduce((sum, each) => sum + each.left, 0);
  const summary = { tried: killed.length, survived: killed.length - failed.length, left };
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...summary, killed }, null, 1)}\n`
      : `${summary.tried} runs killed, which left ${left} resources; after ${summary.survived} of them sweep left nothing and touched nothing of others\n`,
  );
  if (failed.length > 0) process.exitCode = 1;
}

function lineOf({ afterMs, signal, left, stays, touched }: Killed): string {
  const after = `${left} left, ${stays.length} after sweep, ${touched.length} of others touched`;
  return `${signal} after ${afterMs} ms: ${[after, ...stays, ...touched].join('\n  ')}`;
}
