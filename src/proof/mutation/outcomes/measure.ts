import { join } from 'node:path';
import { count } from '../../../report/summary/plain-text.js';
import { judgeAll } from '../pool.js';
import { inWords, nameOf, type Settings } from '../settings.js';
import { Journal } from './journal.js';
import type { Outcome } from './outcome.js';
import { startProgress } from './progress.js';

/** How mutants are judged, and where what comes of it is kept. */
export interface MeasureOptions {
  /** Identifiers of all mutants, in their order. */
  readonly mutants: readonly string[];
  /** Places of those to be judged. */
  readonly chosen: readonly number[];
  readonly workers: number;
  /** Fingerprint of the built suite. */
  readonly suite: string;
  /** Folder of all measures; each has its own in there. */
  readonly folder: string;
  /** Whether all are judged anew, although some are known. */
  readonly fresh: boolean;
  readonly signal: AbortSignal;
}

/** What came of mutants under the same settings. */
export interface Measured {
  readonly settings: Settings;
  /** Of the chosen mutants, in their order; without those that an interruption came before. */
  readonly outcomes: readonly Outcome[];
  /** Of every mutant that is known, in their order. */
  readonly known: readonly Outcome[];
  readonly folder: string;
}

/** Judges the chosen mutants, except for those whose outcomes are known from before. */
export async function measure(settings: Settings, options: MeasureOptions): Promise<Measured> {
  const { mutants, chosen, workers, signal } = options;
  const folder = join(options.folder, nameOf(settings));
  const journal = Journal.open(
    join(folder, 'outcomes.jsonl'),
    { suite: options.suite, ...settings },
    options.fresh,
  );
  const left = chosen.filter((index) => !journal.known.has(mutants[index] ?? ''));
  announce(settings, journal, chosen.length - left.length);
  const progress = await startProgress(inWords(settings), chosen.length, chosen.length - left.length);
  try {
    await judgeAll(left, {
      settings,
      workers,
      signal,
      onOutcome: (outcome) => {
        journal.add(outcome);
        progress.advance(outcome.caughtBy.length > 0 || outcome.equivalent !== undefined);
      },
    });
  } finally {
    progress.stop();
  }
  const outcomesOf = (ids: readonly string[]) => ids.flatMap((id) => journal.known.get(id) ?? []);
  return {
    settings,
    outcomes: outcomesOf(chosen.map((index) => mutants[index] ?? '')),
    known: outcomesOf(mutants),
    folder,
  };
}

function announce(settings: Settings, { file, isReplaced }: Journal, known: number): void {
  const tell = (text: string) => process.stderr.write(`${inWords(settings)}: ${text}\n`);
  if (isReplaced) tell(`${file} was of another build of the suite, and is begun anew`);
  if (known > 0) tell(`${count(known)} mutants are known from ${file} (--fresh judges them anew)`);
}
