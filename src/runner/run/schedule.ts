/** Some of what there is little of. */
export interface Claim {
  readonly of: string;
  /** How much there is of it. Default: as much as one task can take. */
  readonly limit?: number;
  /** How much is taken of it. Default: all. */
  readonly units?: number;
}

/** What is asked at the same time as what. */
export interface Schedule<T> {
  /** Tasks at the same time. */
  readonly concurrency: number;
  /** What a task takes of what there is little of: tasks run at the same time only while it suffices for all. */
  claimsOf(task: T): readonly Claim[];
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
  const taken = new Map<string, number>();
  const running = new Set<Promise<void>>();
  const take = (claims: readonly Claim[], sign: 1 | -1) => {
    for (const claim of claims) taken.set(claim.of, (taken.get(claim.of) ?? 0) + sign * unitsOf(claim));
  };
  const isFree = (claim: Claim) => (taken.get(claim.of) ?? 0) + unitsOf(claim) <= limitOf(claim);
  const start = ({ task, claims }: (typeof waiting)[number]) => {
    take(claims, 1);
    const done = schedule.run(task).then(() => {
      take(claims, -1);
      running.delete(done);
    });
    running.add(done);
  };
  for (;;) {
    while (running.size < schedule.concurrency && schedule.isOver?.() !== true) {
      const at = waiting.findIndex(({ claims }) => claims.every(isFree));
      const [next] = at === -1 ? [] : waiting.splice(at, 1);
      if (next === undefined) break;
      start(next);
    }
    if (running.size === 0) return;
    await Promise.race(running);
  }
}

function limitOf({ limit = 1 }: Claim): number {
  return limit;
}

function unitsOf(claim: Claim): number {
  return Math.min(claim.units ?? limitOf(claim), limitOf(claim));
}
