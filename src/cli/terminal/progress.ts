import { createColors } from 'picocolors';
import { oneLine } from '../../report/summary/plain-text.js';
import type { CheckResult } from '../../results/types.js';
import { isWatched, wantsColour } from './options.js';
import { CausesSoFar, Tally } from './tally.js';

/** Shows a person how far a run is. */
export interface Progress {
  onVerdict(result: CheckResult, done: number, total: number): void;
  /** Says where the number of requests so far is found. */
  measure(requests: () => number): void;
  /** A line that stays, on stderr. */
  note(text: string): void;
  stop(): void;
}

/** Milliseconds between two lines where nobody watches: a log is to show that a run goes on. */
const LOGGED_EVERY = 10_000;

/** Milliseconds between two looks for new causes. */
const LOOKED_EVERY = 1000;

/** Progress on stderr: a line that changes where somebody watches, else a line now and then. */
export async function startProgress(wanted: boolean): Promise<Progress> {
  const tally = new Tally();
  if (!wanted) {
    return { onVerdict: () => {}, measure: () => {}, note: write, stop: () => {} };
  }
  return isWatched(process.stderr) && !process.env.CI ? watched(tally) : logged(tally);
}

function write(text: string): void {
  process.stderr.write(`${text}\n`);
}

function logged(tally: Tally): Progress {
  const timer = setInterval(() => write(tally.line()), LOGGED_EVERY);
  // A run that is over is not to wait for it.
  timer.unref();
  return {
    onVerdict: (result, done, total) => tally.add(result, done, total),
    measure: (requests) => tally.measure(requests),
    note: write,
    stop: () => clearInterval(timer),
  };
}

async function watched(tally: Tally): Promise<Progress> {
  const { default: ora } = await import('ora');
  const isColoured = wantsColour(process.stderr);
  const colours = createColors(isColoured);
  // Standard input is not its business: to read it would stop a run in the background.
  const spinner = ora({
    text: 'starting',
    stream: process.stderr,
    discardStdin: false,
    color: isColoured ? 'cyan' : false,
  }).start();
  const note = (text: string) => {
    spinner.clear();
    write(text);
  };
  const causes = new CausesSoFar();
  const tell = () => {
    for (const title of causes.news())
      note(`${colours.red('✗')} ${oneLine(title, process.stderr.columns - 2)}`);
    spinner.text = tally.line();
  };
  const timer = setInterval(tell, LOOKED_EVERY);
  timer.unref();
  return {
    onVerdict: (result, done, total) => {
      tally.add(result, done, total);
      causes.add(result);
      spinner.text = tally.line();
    },
    measure: (requests) => tally.measure(requests),
    note,
    stop: () => {
      clearInterval(timer);
      spinner.stop();
    },
  };
}
