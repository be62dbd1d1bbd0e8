/** How long the command takes to do something small, against what Node.js itself takes to do nothing. */
import { COMMAND, run } from './process.mjs';

/** What is measured: arguments of `node`. */
const COMMANDS = {
  list: [COMMAND, 'list'],
  changes: [COMMAND, 'changes'],
  contract: [COMMAND, 'contract', 'CreateChannel', '--revision', '2021-10-20'],
  node: ['-e', '0'],
};

/**
 * All in turn, so that a busy moment of the machine falls on all of them.
 * @param {number} rounds
 * @returns {Promise<{ [command in keyof typeof COMMANDS]: number[] }>} milliseconds
 */
export async function measureStartUp(rounds) {
  /** @type {{ [command in keyof typeof COMMANDS]: number[] }} */
  const measured = { list: [], changes: [], contract: [], node: [] };
  for (let done = 0; done < rounds; done += 1) {
    measured.list.push((await run(COMMANDS.list)).durationMs);
    measured.changes.push((await run(COMMANDS.changes)).durationMs);
    measured.contract.push((await run(COMMANDS.contract)).durationMs);
    measured.node.push((await run(COMMANDS.node)).durationMs);
  }
  return measured;
}
