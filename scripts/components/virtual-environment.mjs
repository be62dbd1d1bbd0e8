import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotRun } from './failure.mjs';

const OLDEST_PYTHON = [3, 10];

/** Milliseconds that pip may take. */
const INSTALL_TIMEOUT = 600_000;

/**
 * The version that a requirements file pins for a package.
 * @param {string} requirements path of the file
 * @param {string} name the package, without extras
 */
export function pinnedVersion(requirements, name) {
  const pin = readFileSync(requirements, 'utf8').match(
    new RegExp(`^${name}(?:\\[[^\\]]*\\])?==(\\S+)$`, 'm'),
  );
  if (pin === null) throw new Error(`${requirements} pins no version of ${name} with ==.`);
  return pin[1];
}

/**
 * Makes a virtual environment that holds what a requirements file asks for, or takes the one that is already there.
 * A file that is written last says that the environment is complete, and for which requirements.
 * @param {string} directory
 * @param {string} requirements path of the file
 * @returns {string} the directory of the environment's commands
 */
export function virtualEnvironment(directory, requirements) {
  const commands = join(directory, 'bin');
  const wanted = readFileSync(requirements, 'utf8');
  const completed = join(directory, 'completed-requirements.txt');
  if (readIfThere(completed) === wanted && succeeds(join(commands, 'python'), ['--version'])) return commands;
  const python = findPython();
  console.log(`installing ${wanted.trim().split('\n').join(', ')} into ${directory}`);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(dirname(directory), { recursive: true });
  execute(
    python,
    ['-m', 'venv', directory],
    'Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv.',
  );
  execute(
    join(commands, 'python'),
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '-r', requirements],
    `pip cannot install ${requirements}.`,
  );
  writeFileSync(completed, wanted);
  return commands;
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function findPython() {
  const [major, minor] = OLDEST_PYTHON;
  const probe = `import sys; sys.exit(sys.version_info < (${major}, ${minor}))`;
  const python = ['python3', 'python'].find((name) => succeeds(name, ['-c', probe]));
  if (python === undefined) {
    throw new CannotRun(
      `this needs Python ${major}.${minor} or newer as python3 on the PATH, to run software that we test against. ` +
        'On Debian and Ubuntu: apt-get install python3 python3-venv.',
    );
  }
  return python;
}

/**
 * @param {string} command
 * @param {string[]} words
 */
function succeeds(command, words) {
  return spawnSync(command, words, { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/**
 * @param {string} command
 * @param {string[]} words
 * @param {string} problem what to tell the user when it fails
 */
function execute(command, words, problem) {
  const options = { encoding: /** @type {const} */ ('utf8'), timeout: INSTALL_TIMEOUT };
  const { status, stdout, stderr, error } = spawnSync(command, words, options);
  if (status === 0) return;
  const said = `${stdout ?? ''}${stderr ?? ''}`.trim() || error?.message || `it ended with ${status}`;
  throw new CannotRun(`${problem}\n${said}`);
}
