import { UsageError } from '../../results/errors/usage-error.js';
import type { PartialDriver } from './types.js';

const COMMAND = 'command:';

/**
 * The driver that a user names: `reference`, `ffmpeg`, `command:` with a command line, or a module's path.
 * @param endpoint what is asked, where that is on this machine
 * @param timeoutMs how long a function may take, and what it does to show
 * @throws UsageError when there is no such driver, or it cannot be used
 */
export async function selectDriver(
  name: string,
  endpoint: URL | undefined,
  timeoutMs: number,
): Promise<PartialDriver> {
  if (name === 'reference') {
    if (endpoint === undefined) {
      throw new UsageError(
        '--driver reference is for the reference endpoint, which is on this machine. Name another driver, or none.',
      );
    }
    return (await import('./reference.js')).referenceDriver(endpoint);
  }
  if (name === 'ffmpeg') return (await import('./programs/ffmpeg.js')).ffmpegDriver(timeoutMs);
  if (name.startsWith(COMMAND)) {
    const command = name.slice(COMMAND.length).trim();
    if (command === '') throw new UsageError('--driver command: lacks the command line.');
    return (await import('./programs/command.js')).commandDriver(command, timeoutMs);
  }
  if (/\.[cm]?js$/.test(name)) return (await import('./programs/module.js')).moduleDriver(name, timeoutMs);
  throw new UsageError(
    `There is no driver ${name}. It is reference, ffmpeg, the path of a module (.js or .mjs), or command: with a command line.`,
  );
}
