import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './environment.mjs';
import { CannotRun } from './failure.mjs';

/** Milliseconds that npm may take. */
const INSTALL_TIMEOUT = 600_000;

/**
 * Installs a package of the npm registry into .cache, or takes the one that is already there.
 * @param {string} name
 * @param {string} version
 * @param {string} command what of the package to run
 * @returns {string} path of the command
 */
export function nodePackage(name, version, command) {
  const directory = join(ROOT, '.cache', `${name.replace(/\W+/g, '-').replace(/^-/, '')}-${version}`);
  const path = join(directory, 'node_modules', '.bin', command);
  const completed = join(directory, 'completed');
  if (existsSync(completed)) return path;
  console.log(`installing ${name}@${version} into ${directory}`);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true }\n');
  const words = [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    `${name}@${version}`,
  ];
  const { status, stdout, stderr } = spawnSync('npm', words, {
    cwd: directory,
    encoding: 'utf8',
    timeout: INSTALL_TIMEOUT,
  });
  if (status !== 0) throw new CannotRun(`npm cannot install ${name}@${version}.\n${stdout}${stderr}`);
  writeFileSync(completed, '');
  return path;
}
