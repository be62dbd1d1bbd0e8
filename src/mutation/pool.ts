import { Worker } from 'node:worker_threads';
import type { Effort } from '../results/types.js';
import type { Outcome } from './outcome.js';

/** What a worker is started with. */
export interface WorkerData {
  readonly seed: number;
  readonly effort: Effort;
}

/** How mutants are judged. */
export interface PoolOptions extends WorkerData {
  readonly workers: number;
  /** Told after each mutant how many are done. */
  onProgress(done: number): void;
}

/**
 * Judges mutants in several threads at once.
 * @param indices places in the list of all mutants
 * @returns outcomes in the order of the indices
 * @throws Error when a worker fails
 */
export async function judgeAll(indices: readonly number[], options: PoolOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: { seed: options.seed, effort: options.effort } satisfies WorkerData,
    });
    try {
      while (next < indices.length) {
        const place = next;
        next += 1;
        outcomes[place] = await ask(worker, indices[place] ?? 0);
        done += 1;
        options.onProgress(done);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.workers, indices.length) }, work));
  return outcomes;
}

function ask(worker: Worker, index: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.off('message', answered);
      worker.off('error', failed);
    };
    const answered = (outcome: Outcome) => {
      settle();
      resolve(outcome);
    };
    const failed = (error: unknown) => {
      settle();
      reject(error);
    };
    worker.on('message', answered);
    worker.on('error', failed);
    worker.postMessage(index);
  });
}
