import { LacksFunction } from '../../../results/errors/lacks-function.js';
import { FUNCTIONS } from '../functions.js';
import type { PartialDriver } from '../types.js';
import { Child } from './child.js';

/** Exit status by which a command says that it has no such function (EX_USAGE of sysexits.h). */
const LACKS = 64;

/**
 * Drives by a command: `<command> goLive`, with the function's argument as a JSON object on standard input. It returns
 * when its part is done. Exit status 0 is success, 64 says that it has no such function, anything else is failure.
 * @param command a command line of the shell
 * @param timeoutMs how long one call may take
 */
export function commandDriver(command: string, timeoutMs: number): PartialDriver {
  const busy = new Set<Child>();
  const call = async (name: string, input: object): Promise<void> => {
    const secrets = Object.entries(input).flatMap(([member, value]) =>
      ['streamKey', 'token'].includes(member) ? [String(value)] : [],
    );
    const child = new Child(`${command} ${name}`, [], {
      shell: true,
      input: JSON.stringify(input),
      secrets,
    });
    busy.add(child);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    const status = await child.ended;
    clearTimeout(timer);
    busy.delete(child);
    if (status === 0) return;
    if (status === LACKS) throw new LacksFunction(name);
    const how = isLate ? `did not end within ${timeoutMs / 1000} s` : `ended with ${status}`;
    throw new Error(`the command ${how}${child.complaint === '' ? '' : `: ${child.complaint}`}`);
  };
  const functions = FUNCTIONS.map((name) => [name, (input: object) => call(name, input)]);
  return {
    ...Object.fromEntries(functions),
    name: 'command',
    showsWithinMs: timeoutMs,
    async close() {
      await Promise.all([...busy].map((child) => child.stop()));
    },
  };
}
