import { Worker } from 'node:worker_threads';
import type { Outcome } from './outcomes/outcome.js';
import type { Settings } from './settings.js';

/** How mutants are judged. */
export interface PoolOptions {
  /** What each worker is started with. */
  readonly settings: Settings;
  readonly workers: number;
  /** Ends it early, without those that are being judged. */
  readonly signal?: AbortSignal;
  /** Told of each outcome as it comes. */
  onOutcome(outcome: Outcome): void;
}

/**
 * Judges mutants in several threads at once.
 * @param indices places in the list of all mutants
 * @throws Error when a worker fails
 */
export async function judgeAll(indices: readonly number[], options: PoolOptions): Promise<void> {
  const { settings, workers, signal, onOutcome } = options;
  const waiting = [...indices];
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: settings });
    const end = () => void worker.terminate();
    signal?.addEventListener('abort', end);
    try {
      for (;;) {
        const index = waiting.shift();
        if (index === undefined) return;
        const outcome = await ask(worker, index);
        if (signal?.aborted) return;
        if (outcome === undefined) throw new Error(`a worker ended while it judged mutant ${index}`);
        onOutcome(outcome);
      }
    } finally {
      // What others would still begin is not wanted after a fault.
      waiting.length = 0;
      signal?.removeEventListener('abort', end);
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, indices.length) }, work));
}

/** What a worker answers; undefined when it was ended before that. */
function ask(worker: Worker, index: number): Promise<Outcome | undefined> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.off('message', answered);
      worker.off('error', failed);
      worker.off('exit', ended);
    };
    const answered = (outcome: Outcome) => {
      settle();
      resolve(outcome);
    };
    const failed = (error: unknown) => {
      settle();
      reject(error);
    };
    const ended = () => {
      settle();
      resolve(undefined);
    };
    worker.on('message', answered);
    worker.on('error', failed);
    worker.on('exit', ended);
    worker.postMessage(index);
  });
}
