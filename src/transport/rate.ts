import { Interruption } from './failure.js';

/** Spaces out the requests of each operation. */
export interface Pacer {
  /**
   * Waits until a request of an operation may start: of those of one operation, first come, first served.
   * @returns to be called once the request is over
   * @throws Interruption when the signal aborts before
   */
  enter(operation: string, signal?: AbortSignal): Promise<() => void>;
}

const UNPACED: Pacer = { enter: async () => () => {} };

/**
 * By how much more than the rate asks for requests are spaced out: two that leave so far apart may come nearer to one
 * another on the way, and are still no more than the rate in any second where the endpoint counts them.
 */
const MARGIN = 1.05;

/** How requests are paced. */
export interface PacerOptions {
  /** Requests per second and operation; undefined for as fast as can be. */
  readonly rate?: number | undefined;
  /** Requests at the same time: one more than there are connections would leave later than it seems to. Default: any number. */
  readonly atOnce?: number;
  /** Clock, in milliseconds. */
  readonly now?: () => number;
}

/**
 * Lets each operation start at most so many requests in any second, evenly spaced: AWS limits every operation on its own,
 * and a burst at the start would only be throttled. What counts is when a request really starts, not when it was to.
 */
export function createPacer({ rate, atOnce = Number.POSITIVE_INFINITY, now }: PacerOptions = {}): Pacer {
  if (rate === undefined) return UNPACED;
  if (!(rate > 0)) throw new RangeError(`requests per second must be above 0, not ${rate}`);
  return new Queue((1000 * MARGIN) / rate, atOnce, now ?? (() => performance.now()));
}

interface Waiting {
  readonly operation: string;
  start(): void;
}

class Queue implements Pacer {
  readonly #interval: number;
  readonly #now: () => number;
  readonly #notBefore = new Map<string, number>();
  #waiting: Waiting[] = [];
  #free: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(interval: number, free: number, now: () => number) {
    this.#interval = interval;
    this.#free = free;
    this.#now = now;
  }

  enter(operation: string, signal?: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting = this.#waiting.filter((each) => each !== mine);
        reject(new Interruption('aborted'));
      };
      const mine: Waiting = {
        operation,
        start: () => {
          signal?.removeEventListener('abort', abort);
          resolve(() => this.#leave());
        },
      };
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.push(mine);
      this.#startThose();
    });
  }

  #leave(): void {
    this.#free += 1;
    this.#startThose();
  }

  /** Starts what may start now, and looks again when the next one may. */
  #startThose(): void {
    clearTimeout(this.#timer);
    const moment = this.#now();
    const later: Waiting[] = [];
    for (const each of this.#waiting) {
      if (this.#free < 1 || this.#pauseOf(each, moment) > 0) {
        later.push(each);
        continue;
      }
      this.#free -= 1;
      this.#notBefore.set(each.operation, moment + this.#interval);
      each.start();
    }
    this.#waiting = later;
    if (later.length === 0 || this.#free < 1) return;
    const pause = Math.min(...later.map((each) => this.#pauseOf(each, moment)));
    this.#timer = setTimeout(() => this.#startThose(), Math.ceil(pause));
  }

  #pauseOf({ operation }: Waiting, moment: number): number {
    return (this.#notBefore.get(operation) ?? moment) - moment;
  }
}
