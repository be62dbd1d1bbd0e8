import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isolated, ROOT } from './environment.mjs';
import { CannotRun } from './failure.mjs';

/** Milliseconds until a server has to answer. */
const START_TIMEOUT = 60_000;

/** Milliseconds that a server has for an orderly end before it is killed. */
const STOP_TIMEOUT = 5_000;

/**
 * A TCP port of the loopback interface that is free at this moment.
 * @param {number} [wanted] a port that has to be free; 0 for any
 * @returns {Promise<number>}
 */
export async function freePort(wanted = 0) {
  const server = createServer().listen(wanted, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    throw new CannotRun(`port ${wanted} of 127.0.0.1 is taken; end what listens there.`);
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

/**
 * Starts a server, waits until it answers HTTP, lends its URL to `use`, and ends the server whatever happens.
 * @template T
 * @param {{ command: string, words: string[], url: string, env?: NodeJS.ProcessEnv }} server
 * @param {(url: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withServer({ command, words, url, env = isolated() }, use) {
  const child = spawn(command, words, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = lastOutput(child);
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const interrupt = () => process.exit(130);
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    await answering(child, url, output);
    return await use(url);
  } finally {
    await stop(child);
    process.off('exit', kill);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/**
 * Keeps the last lines that a server wrote, for the message when it does not start.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => string}
 */
function lastOutput(child) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (more) => {
      text = `${text}${more}`.slice(-4_000);
    });
  }
  child.on('error', (error) => {
    text += error.message;
  });
  return () => text.trim();
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} url
 * @param {() => string} output
 */
async function answering(child, url, output) {
  const until = Date.now() + START_TIMEOUT;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.pid === undefined) break;
    try {
      await fetch(url, { signal: AbortSignal.timeout(2_000) });
      return;
    } catch {
      await delay(100);
    }
  }
  throw new Error(`${child.spawnfile} does not answer at ${url}. It said:\n${output()}`);
}

/** @param {import('node:child_process').ChildProcess} child */
async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([ended, delay(STOP_TIMEOUT, undefined, { ref: false })]);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await ended;
}
