import { Command } from 'commander';
import { wholeNumber } from '../../../cli/terminal/options.js';
import { UsageError } from '../../../results/errors/usage-error.js';
import { ANSWERS } from './behaviours.js';
import { type Ran, ran } from './survive.js';

interface Options {
  readonly seed: number;
  readonly timeout: number;
  readonly only: string;
  readonly json?: true;
}

/** `hostile answers`: no answer brings a run down. */
export function answersCommand(): Command {
  return new Command('answers')
    .description(
      'Runs at smoke effort against endpoints whose answers mean harm. Ends with 1 when a run ends in a fault, takes more than 400 MiB, asks more than 1.5 times as much as usual, or takes more than 3 times as long and what timeouts explain.',
    )
    .option('--seed <number>', 'seed of the runs', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--timeout <seconds>', 'how long a response may take', wholeNumber(1, 60), 2)
    .option('--only <text>', 'only endpoints whose description holds this text', '')
    .option('--json', 'print JSON')
    .action(answers);
}

/** The bounds of a run, against one on a conforming endpoint. */
const BOUNDS = { memory: 400, requests: 1.5, time: 3 };

/** Timeouts that a run waits for in a row until it gives an endpoint up. */
const TIMEOUTS = 20;

async function answers({ seed, timeout, only, json }: Options): Promise<void> {
  const chosen = Object.entries(ANSWERS).filter(([name]) => name.includes(only));
  if (chosen.length === 0) throw new UsageError(`No endpoint's description holds ${only}.`);
  const usual = await ran(undefined, seed, timeout);
  if (!json) process.stdout.write(`${lineOf('answers as it should', usual, [])}\n`);
  const runs: (Ran & { readonly behaviour: string; readonly problems: readonly string[] })[] = [];
  for (const [behaviour, send] of chosen) {
    const one = await ran(send, seed, timeout);
    const problems = problemsOf(one, usual, timeout);
    runs.push({ behaviour, ...one, problems });
    if (!json) process.stdout.write(`${lineOf(behaviour, one, problems)}\n`);
  }
  const survived = runs.filter(({ problems }) => problems.length === 0).length;
  const summary = { tried: runs.length, survived };
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...summary, usual, runs }, null, 1)}\n`
      : `${summary.tried} endpoints tried, ${summary.survived} survived\n`,
  );
  if (survived < runs.length) process.exitCode = 1;
}

function problemsOf({ code, seconds, memory, requests, seen }: Ran, usual: Ran, timeout: number): string[] {
  const longest = usual.seconds * BOUNDS.time + timeout * TIMEOUTS;
  return [
    ...(code === null ? ['had to be killed'] : []),
    ...(seen === undefined ? [] : [`shows ${seen}`]),
    ...(memory > BOUNDS.memory ? [`${memory} MiB`] : []),
    ...(requests > usual.requests * BOUNDS.requests ? [`${requests} requests`] : []),
    ...(seconds > longest ? [`${seconds} s`] : []),
  ];
}

function lineOf(
  behaviour: string,
  { code, seconds, memory, requests, outcomes }: Ran,
  problems: readonly string[],
) {
  const verdict = problems.length === 0 ? 'survived' : `FAILED (${problems.join(', ')})`;
  const said = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  return `${verdict}  ${behaviour}: exit ${code}, ${seconds} s, ${memory} MiB, ${requests} requests; ${said.join(', ')}`;
}
