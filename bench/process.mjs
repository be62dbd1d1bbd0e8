/** Starting and timing the processes that are measured. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Our own command. */
export const COMMAND = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));

/**
 * Runs `node` to its end.
 * @param {string[]} args
 * @param {{ env?: { [name: string]: string }, exitCodes?: number[] }} options `exitCodes` that are no failure; default: 0
 * @returns {Promise<{ stdout: string, durationMs: number }>} what it printed, and its whole life in milliseconds
 */
export async function run(args, { env = {}, exitCodes = [0] } = {}) {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  const durationMs = performance.now() - started;
  if (!exitCodes.includes(code)) throw new Error(`node ${args.join(' ')} ended with ${code}: ${stderr}`);
  return { stdout, durationMs };
}

/**
 * Starts a server script and waits for the URL that it prints.
 * @param {string[]} args
 * @param {{ [name: string]: string }} [env]
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function serve(args, env = {}) {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const lines = createInterface({ input: child.stdout });
  const [url] = await Promise.race([
    once(lines, 'line'),
    once(child, 'close').then(([code]) => Promise.reject(new Error(`${args[0]} ended with ${code}`))),
  ]);
  return {
    url,
    stop: async () => {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
