/** Spaces out the requests of each operation. */
export interface Pacer {
  /**
   * Takes the operation's next place, first come, first served.
   * @returns how long to wait for it, in milliseconds; 0 for not at all
   */
  reserve(operation: string): number;
}

const UNPACED: Pacer = { reserve: () => 0 };

/**
 * Lets each operation start at most so many requests a second, evenly spaced: AWS limits every operation on its own,
 * and a burst at the start would only be throttled.
 * @param rate requests per second and operation; undefined for as fast as can be
 * @param now clock, in milliseconds
 */
export function createPacer(rate?: number, now: () => number = () => performance.now()): Pacer {
  if (rate === undefined) return UNPACED;
  if (!(rate > 0)) throw new RangeError(`requests per second must be above 0, not ${rate}`);
  const interval = 1000 / rate;
  const nextStart = new Map<string, number>();
  return {
    reserve(operation) {
      const moment = now();
      const start = Math.max(moment, nextStart.get(operation) ?? moment);
      nextStart.set(operation, start + interval);
      return start - moment;
    },
  };
}
