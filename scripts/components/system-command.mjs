import { spawnSync } from 'node:child_process';
import { CannotRun } from './failure.mjs';

/**
 * The first of these commands that the machine has.
 * @param {readonly string[]} candidates names or paths
 * @param {string} install how to get it on Debian and Ubuntu
 */
export function systemCommand(candidates, install) {
  const found = candidates.find((command) => spawnSync(command, ['-v'], { stdio: 'ignore' }).status === 0);
  if (found === undefined)
    throw new CannotRun(`this needs ${candidates[0]}. On Debian and Ubuntu: ${install}.`);
  return found;
}
