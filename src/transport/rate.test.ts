import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPacer, type Pacer, type PacerOptions } from './rate.js';

describe('a pacer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const paced = (options: PacerOptions) => createPacer({ now: () => Date.now(), ...options });

  /** When so many requests of an operation start, in milliseconds from now; each takes `durationMs`. */
  async function startsOf(pacer: Pacer, operation: string, count: number, durationMs = 0): Promise<number[]> {
    const began = Date.now();
    const starts: number[] = [];
    const asked = Array.from({ length: count }, async () => {
      const leave = await pacer.enter(operation);
      starts.push(Date.now() - began);
      setTimeout(leave, durationMs);
    });
    await vi.advanceTimersByTimeAsync(60_000);
    await Promise.all(asked);
    return starts;
  }

  /** The most starts within any second. */
  const mostInASecond = (starts: readonly number[]) =>
    Math.max(...starts.map((from) => starts.filter((at) => at >= from && at <= from + 1000).length));

  it('never waits without a rate', async () => {
    expect(await startsOf(createPacer(), 'A', 3)).toEqual([0, 0, 0]);
  });

  it('spaces the requests of one operation evenly, and a little more than the rate asks for', async () => {
    expect(await startsOf(paced({ rate: 5 }), 'A', 4)).toEqual([0, 210, 420, 630]);
  });

  it('paces each operation on its own', async () => {
    const pacer = paced({ rate: 5 });
    const both = await Promise.all([startsOf(pacer, 'A', 2), startsOf(pacer, 'B', 2)]);
    expect(both).toEqual([
      [0, 210],
      [0, 210],
    ]);
  });

  it('does not save up places while nothing is asked', async () => {
    const pacer = paced({ rate: 5 });
    await startsOf(pacer, 'A', 1);
    expect(await startsOf(pacer, 'A', 3)).toEqual([0, 210, 420]);
  });

  it.each([1, 3, 4, 10, 50])('lets never more than %s start in any second', async (rate) => {
    expect(mostInASecond(await startsOf(paced({ rate }), 'A', 3 * rate + 1))).toBeLessThanOrEqual(rate);
  });

  it('counts from when a request really starts: those that waited for a connection leave no burst', async () => {
    const starts = await startsOf(paced({ rate: 4, atOnce: 2 }), 'A', 12, 3000);
    expect(mostInASecond(starts)).toBeLessThanOrEqual(4);
    expect(starts.filter((at) => at < 3000)).toHaveLength(2);
  });

  it('gives up a place that is no longer wanted', async () => {
    const pacer = paced({ rate: 1 });
    await pacer.enter('A');
    const interruption = new AbortController();
    const given = pacer.enter('A', interruption.signal);
    interruption.abort();
    await expect(given).rejects.toThrow();
    expect(await startsOf(pacer, 'A', 1)).toEqual([1050]);
  });

  it.each([0, -1, Number.NaN])('refuses the rate %s', (rate) => {
    expect(() => createPacer({ rate })).toThrow(RangeError);
  });
});
