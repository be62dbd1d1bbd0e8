import { isWatched } from '../../../cli/terminal/options.js';
import { count, duration } from '../../../report/summary/plain-text.js';

/** Tells a person, or a log, how far it is. */
export interface Progress {
  /** Told after each mutant. */
  advance(isCaught: boolean): void;
  stop(): void;
}

/**
 * Progress on stderr: on a terminal all the time, else a line after each tenth.
 * @param total mutants to be judged
 * @param known how many of them are known already
 */
export async function startProgress(what: string, total: number, known: number): Promise<Progress> {
  const started = performance.now();
  let done = known;
  let survived = 0;
  const far = () => {
    const left = ((performance.now() - started) / Math.max(1, done - known)) * (total - done);
    const escaped = survived === 0 ? '' : ` · ${count(survived)} not caught`;
    return `${what}: ${count(done)} of ${count(total)} mutants${escaped}${done < total ? ` · ${duration(left)} left` : ''}`;
  };
  const show = isWatched(process.stderr) ? await spinner(what) : lines(total, known);
  return {
    advance: (isCaught) => {
      done += 1;
      if (!isCaught) survived += 1;
      show.update(done, far);
    },
    stop: show.stop,
  };
}

/** Where progress is shown. */
interface Display {
  update(done: number, far: () => string): void;
  stop(): void;
}

async function spinner(text: string): Promise<Display> {
  const { default: ora } = await import('ora');
  const shown = ora({ text, stream: process.stderr, discardStdin: false }).start();
  return {
    update: (_, far) => {
      shown.text = far();
    },
    stop: () => void shown.stop(),
  };
}

/** A line after each tenth of all mutants. */
function lines(total: number, known: number): Display {
  const tenthOf = (done: number) => Math.floor((10 * done) / total);
  let tenth = tenthOf(known);
  return {
    update: (done, far) => {
      if (tenthOf(done) === tenth) return;
      tenth = tenthOf(done);
      process.stderr.write(`${far()}\n`);
    },
    stop: () => {},
  };
}
