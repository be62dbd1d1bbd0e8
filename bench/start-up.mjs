/** How long the command takes to do something small, against what Node.js itself takes to do nothing. */
import { COMMAND, run } from './process.mjs';

/**
 * Both in turn, so that a busy moment of the machine falls on both.
 * @param {number} rounds
 * @returns {Promise<{ listMs: number[], nodeMs: number[] }>}
 */
export async function measureStartUp(rounds) {
  /** @type {number[]} */
  const listMs = [];
  /** @type {number[]} */
  const nodeMs = [];
  for (let done = 0; done < rounds; done += 1) {
    listMs.push((await run([COMMAND, 'list'])).durationMs);
    nodeMs.push((await run(['-e', '0'])).durationMs);
  }
  return { listMs, nodeMs };
}
