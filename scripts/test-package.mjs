/**
 * Packs the suite, installs it into an empty project as a user would, and uses it from there: by import, by command and
 * by Vitest, against an endpoint that conforms and one that does not.
 *
 * Exits with 0 when everything holds, 1 when something does not, 2 when it could not run.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isolated, ROOT } from './components/environment.mjs';
import { CannotRun, endWith } from './components/failure.mjs';

/** Milliseconds that one command may take. */
const TIMEOUT = 300_000;

/**
 * @param {string} folder
 * @param {string[]} words
 */
function attempt(folder, [command = '', ...words]) {
  const { status, stdout, stderr } = spawnSync(command, words, {
    ...{ cwd: folder, env: isolated(), timeout: TIMEOUT, encoding: 'utf8' },
  });
  return { status, stdout, stderr };
}

/**
 * @param {string} folder
 * @param {string[]} words
 */
function need(folder, ...words) {
  const { status, stdout, stderr } = attempt(folder, words);
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

/**
 * @param {string} what
 * @param {boolean} holds
 * @param {string} seen
 */
function claim(what, holds, seen) {
  if (!holds) throw new Error(`${what}; seen:\n${seen}`);
  console.log(`✓ ${what}`);
}

/** @param {string} folder */
function install(folder) {
  need(ROOT, 'npm', 'pack', '--silent', '--pack-destination', folder);
  const packed = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const { status, stderr } = attempt(folder, [
    ...['npm', 'install', '--silent', '--no-audit', '--no-fund', '--prefer-offline'],
    ...[`./${packed}`, 'vitest'],
  ]);
  if (status !== 0) throw new CannotRun(`npm install of ${packed} ended with ${status}: ${stderr}`);
  cpSync(join(ROOT, 'scripts', 'package'), folder, { recursive: true });
}

await endWith(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ivs-conformance-package-'));
  try {
    install(folder);
    claim(
      'it is imported, with its schemas and its reference endpoint',
      true,
      need(folder, 'node', 'import.mjs'),
    );
    const command = need(
      folder,
      'npx',
      'ivs-conformance',
      'run',
      '--effort',
      'smoke',
      '--check',
      'shape/*',
      '--quiet',
    );
    claim('its command asks the embedded endpoint', command.startsWith('No deviation'), command);
    const { status, stdout } = attempt(folder, ['npx', 'vitest', 'run', '--reporter=json']);
    const { testResults } = JSON.parse(stdout);
    /** @type {Map<string, string>} */
    const outcomes = new Map(
      testResults.flatMap((/** @type {any} */ file) =>
        file.assertionResults.map((/** @type {any} */ { fullName, status: outcome }) => [fullName, outcome]),
      ),
    );
    const of = (/** @type {string} */ suite) => [...outcomes].filter(([name]) => name.startsWith(suite));
    const failed = [...outcomes].filter(([, outcome]) => outcome === 'failed').map(([name]) => name);
    claim('Vitest asks the embedded endpoint', of('conforming ').length > 50 && status === 1, stdout);
    claim(
      'Vitest tells the one deviation of a broken endpoint, and no other',
      failed.length > 0 && failed.every((name) => name.startsWith('broken ') && name.includes('GetChannel')),
      failed.join('\n'),
    );
    claim(
      'Vitest has the matcher',
      of('matcher ').every(([, outcome]) => outcome === 'passed'),
      stdout,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
