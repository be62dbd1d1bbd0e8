import { Command } from 'commander';
import { wholeNumber } from '../../../cli/terminal/options.js';
import { UsageError } from '../../../results/errors/usage-error.js';
import { createJudge } from '../../mutation/judge.js';
import { hostilities, type Survived, survive } from './ask.js';

interface Options {
  readonly seeds: number;
  readonly first: number;
  readonly only: string;
  readonly json?: true;
}

/** `hostile foreign`: nothing is changed or removed that a run did not make. */
export function foreignCommand(): Command {
  return new Command('foreign')
    .description(
      'Asks endpoints that give, in place of what a creation makes, what others have, or list wrongly. Ends with 1 when anything of others is not as it was.',
    )
    .option('--seeds <n>', 'seeds that each endpoint is asked with', wholeNumber(1, 100_000), 1)
    .option('--first <number>', 'the first of them', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--only <text>', 'only endpoints whose description holds this text', '')
    .option('--json', 'print JSON')
    .action(foreign);
}

async function foreign({ seeds, first, only, json }: Options): Promise<void> {
  const chosen = hostilities().filter(({ creation, list }) => `${creation}, ${list}`.includes(only));
  if (chosen.length === 0) throw new UsageError(`No endpoint's description holds ${only}.`);
  const survived: Survived[] = [];
  for (let seed = first; seed < first + seeds; seed += 1) {
    const judge = createJudge(seed, 'smoke', true);
    for (const each of chosen) {
      const one = await survive(judge, each);
      survived.push(one);
      if (!json) process.stdout.write(`${lineOf(one)}\n`);
    }
  }
  const touched = survived.filter((each) => each.touched.length > 0);
  const summary = { tried: survived.length, survived: survived.length - touched.length };
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...summary, runs: survived }, null, 1)}\n`
      : `${summary.tried} runs tried, ${summary.survived} survived: all that others have is as it was\n`,
  );
  if (touched.length > 0) process.exitCode = 1;
}

function lineOf({ creation, list, seed, others, touched, requests, outcomes }: Survived): string {
  const said = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  const kept = `${others - touched.length} of ${others} kept`;
  return `${kept}  ${creation}, ${list} (seed ${seed}): ${requests} requests; ${said.join(', ')}`;
}
