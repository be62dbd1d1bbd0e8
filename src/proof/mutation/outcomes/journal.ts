import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../../results/errors/usage-error.js';
import type { Settings } from '../settings.js';
import type { Outcome } from './outcome.js';

/** What outcomes depend on: the first line of a journal. */
export interface Origin extends Settings {
  /** Fingerprint of the built suite. */
  readonly suite: string;
}

/**
 * Outcomes in a file of JSON lines, each written as soon as it is there: however a run ends, the next one goes on from
 * what is known. Outcomes of another origin are never taken for known.
 */
export class Journal {
  readonly file: string;
  /** Whether the file held outcomes of another origin: they have been removed. */
  readonly isReplaced: boolean;
  readonly #known: Map<string, Outcome>;

  private constructor(file: string, isReplaced: boolean, known: Map<string, Outcome>) {
    this.file = file;
    this.isReplaced = isReplaced;
    this.#known = known;
  }

  /**
   * Opens a journal; one of another origin is begun anew.
   * @param fresh whether it is begun anew in any case
   * @throws UsageError when it cannot be read or written
   */
  static open(file: string, origin: Origin, fresh: boolean): Journal {
    const { suite, effort, seed, asRun, faults } = origin;
    const first = JSON.stringify({ suite, effort, seed, asRun, faults });
    try {
      mkdirSync(dirname(file), { recursive: true });
      const [head, ...lines] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
      const isSame = head === first && !fresh;
      if (!isSame) writeFileSync(file, `${first}\n`);
      // What was cut off in the middle of a line stays there, on a line of its own.
      else if (lines.at(-1) !== '') appendFileSync(file, '\n');
      const known = isSame ? lines.flatMap(readOutcome) : [];
      const isReplaced = !isSame && !fresh && head !== undefined;
      return new Journal(file, isReplaced, new Map(known.map((outcome) => [outcome.mutant, outcome])));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UsageError(
        `The outcomes cannot be kept in ${file}: ${why}. Name another folder with --report-dir.`,
      );
    }
  }

  /** Outcomes by mutant. */
  get known(): ReadonlyMap<string, Outcome> {
    return this.#known;
  }

  /** Adds an outcome, and writes it at once. */
  add(outcome: Outcome): void {
    appendFileSync(this.file, `${JSON.stringify(outcome)}\n`);
    this.#known.set(outcome.mutant, outcome);
  }
}

/** The outcome on a line; none where writing it was cut off. */
function readOutcome(line: string): readonly Outcome[] {
  if (line === '') return [];
  try {
    const outcome: Outcome = JSON.parse(line);
    return [outcome];
  } catch {
    return [];
  }
}
