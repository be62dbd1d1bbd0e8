import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../components/environment.mjs';
import { CannotRun } from '../components/failure.mjs';
import { freePort, withServer } from '../components/server.mjs';

const MANIFEST = join(ROOT, 'scripts', 'foreign', 'winterbaume', 'Cargo.toml');
const TARGET = join(ROOT, '.cache', 'winterbaume-target');

/** Milliseconds that the first build may take. */
const BUILD_TIMEOUT = 600_000;

export const name = 'winterbaume';
export const what = 'winterbaume-ivs 1.0.0, an emulator in Rust, behind the HTTP handling of its core';

/** @returns {string} path of the server */
function built() {
  const words = ['build', '--quiet', '--locked', '--manifest-path', MANIFEST, '--target-dir', TARGET];
  const { status, error, stderr } = spawnSync('cargo', words, {
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'pipe'],
    timeout: BUILD_TIMEOUT,
  });
  if (status !== 0)
    throw new CannotRun(
      `cargo, of Rust 1.85 or newer, cannot build ${MANIFEST}.\n${error?.message ?? stderr}`,
    );
  return join(TARGET, 'debug', 'winterbaume-endpoint');
}

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = async (use) => {
  const port = String(await freePort());
  return withServer({ command: built(), words: [port], url: `http://127.0.0.1:${port}` }, use);
};

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = { reasons: [] };
