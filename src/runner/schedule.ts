/** What is asked at the same time as what. */
export interface Schedule<T> {
  /** Tasks at the same time. */
  readonly concurrency: number;
  /** What a task needs to itself: no two tasks that claim the same run at the same time. */
  claimsOf(task: T): readonly string[];
  /** Never rejects. */
  run(task: T): Promise<void>;
  /** Whether no further task is to be started. */
  isOver?(): boolean;
}

/**
 * Runs tasks in their order, as far as others do not hold what they claim: those are passed over until it is free. A
 * task gets all that it claims at once, so two of them never wait for one another.
 */
export async function runAll<T>(tasks: readonly T[], schedule: Schedule<T>): Promise<void> {
  const waiting = tasks.map((task) => ({ task, claims: schedule.claimsOf(task) }));
  const claimed = new Set<string>();
  const running = new Set<Promise<void>>();
  const start = ({ task, claims }: (typeof waiting)[number]) => {
    for (const claim of claims) claimed.add(claim);
    const done = schedule.run(task).then(() => {
      for (const claim of claims) claimed.delete(claim);
      running.delete(done);
    });
    running.add(done);
  };
  for (;;) {
    while (running.size < schedule.concurrency && schedule.isOver?.() !== true) {
      const at = waiting.findIndex(({ claims }) => !claims.some((claim) => claimed.has(claim)));
      const [next] = at === -1 ? [] : waiting.splice(at, 1);
      if (next === undefined) break;
      start(next);
    }
    if (running.size === 0) return;
    await Promise.race(running);
  }
}
