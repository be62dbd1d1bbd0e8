import type { CheckResult } from '../results/types.js';
import { isWatched } from './options.js';

/** Shows a person how far a run is. */
export interface Progress {
  onVerdict(result: CheckResult, done: number, total: number): void;
  /** A line that stays, on stderr. */
  note(text: string): void;
  stop(): void;
}

/** Progress on stderr if it is a terminal, else only the notes. */
export async function startProgress(wanted: boolean): Promise<Progress> {
  const note = (text: string) => void process.stderr.write(`${text}\n`);
  if (!wanted || !isWatched(process.stderr)) {
    return { onVerdict: () => {}, note, stop: () => {} };
  }
  const { default: ora } = await import('ora');
  // Standard input is not its business: to read it would stop a run in the background.
  const spinner = ora({ text: 'starting', stream: process.stderr, discardStdin: false }).start();
  let deviations = 0;
  return {
    onVerdict: (result, done, total) => {
      if (result.outcome === 'deviates') deviations += 1;
      const found = deviations === 0 ? 'no deviation yet' : `${deviations} deviate`;
      spinner.text = `${done} of ${total} checks · ${found} · ${result.operations[0] ?? ''}`;
    },
    note: (text) => {
      spinner.clear();
      note(text);
    },
    stop: () => void spinner.stop(),
  };
}
