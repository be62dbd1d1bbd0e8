import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isolated, ROOT } from './environment.mjs';
import { CannotRun } from './failure.mjs';

const CLI = join(ROOT, 'dist', 'src', 'cli', 'main.js');

/** Milliseconds that one run of the suite may take. */
const RUN_TIMEOUT = 600_000;

/** The built command line, built now when it is missing.
 * @returns {string} path of the script that Node.js runs */
export function builtCli() {
  if (!existsSync(CLI)) {
    console.log('building, because dist/ is missing');
    const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' });
    if (status !== 0 || !existsSync(CLI)) throw new CannotRun('npm run build fails.');
  }
  return CLI;
}

/**
 * Runs our command line to its end, in the checkout.
 * @param {string[]} words
 * @returns {Promise<{ status: number | null, stdout: string, stderr: string }>}
 */
export async function ivsConformance(...words) {
  const child = spawn(process.execPath, [builtCli(), ...words], {
    cwd: ROOT,
    env: isolated(),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: RUN_TIMEOUT,
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.stderr += text;
  });
  const [status] = await once(child, 'close');
  return { status, ...said };
}
