import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Effort } from '../../results/types.js';
import type { Verdict } from './verdict.js';

/** One endpoint to ask. */
export interface Task {
  readonly variation: string;
  readonly seed: number;
}

/** What a worker is started with. */
export interface WorkerData {
  readonly effort: Effort;
}

/** How endpoints are asked. */
export interface PoolOptions extends WorkerData {
  readonly workers: number;
  /** Told after each endpoint how many are done. */
  onProgress(done: number): void;
}

/**
 * Asks varied endpoints in several threads at once.
 * @param tasks those of one seed after the other
 * @returns verdicts in the order of the tasks
 * @throws Error when a worker fails
 */
export async function judgeAll(tasks: readonly Task[], options: PoolOptions): Promise<Verdict[]> {
  const { effort, workers, onProgress } = options;
  const verdicts: Verdict[] = [];
  const left = [...tasks.entries()];
  let done = 0;
  const work = async (): Promise<void> => {
    const workerData = { effort } satisfies WorkerData;
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData });
    try {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const [place, task] = next;
        worker.postMessage(task);
        // Rejects when the worker fails.
        [verdicts[place]] = await once(worker, 'message');
        done += 1;
        onProgress(done);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, tasks.length) }, work));
  return verdicts;
}
