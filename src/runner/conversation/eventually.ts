import { DeviationFound } from '../../checks/expect/verdicts.js';

/** Asks again until nothing deviates, or the time is over in which reads may lag behind. */
export async function eventually(settleMs: number, question: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + settleMs;
  for (let wait = 250; ; wait = Math.min(wait * 2, 4_000)) {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof DeviationFound) || Date.now() + wait > deadline) throw error;
      await pause(wait);
    }
  }
}

/** Waits so many milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
