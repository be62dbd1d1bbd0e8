/** Real clients through the proxy, to an endpoint that verifies signatures: every call succeeds, and nothing is found. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DUMMY_CREDENTIALS, isolated } from '../components/environment.mjs';
import { freePort, withServer } from '../components/server.mjs';
import { builtCli, ivsConformance } from '../components/suite.mjs';

/** Credentials that no client has. */
const OTHERS = { ...DUMMY_CREDENTIALS, AWS_ACCESS_KEY_ID: 'other', AWS_SECRET_ACCESS_KEY: 'secret' };

const WAYS = [
  { how: 'with the Host and the signature of the client', options: [], credentials: DUMMY_CREDENTIALS },
  { how: 'signed anew', options: ['--sign'], credentials: OTHERS },
];

/**
 * @param {(url: string) => void} exercise has all clients ask an endpoint, and throws where one is not content
 */
export async function exerciseThroughProxy(exercise) {
  for (const way of WAYS) {
    const url = `http://127.0.0.1:${await freePort()}`;
    const words = [builtCli(), 'serve', '--verify', '--port', new URL(url).port];
    const env = isolated(way.credentials);
    await withServer({ command: process.execPath, words, url, env }, () => pass(way, url, exercise));
  }
}

/**
 * @param {(typeof WAYS)[number]} way
 * @param {string} upstream
 * @param {(url: string) => void} exercise
 */
async function pass({ how, options, credentials }, upstream, exercise) {
  const folder = mkdtempSync(join(tmpdir(), 'ivs-conformance-'));
  const record = join(folder, 'traffic.har');
  const words = ['proxy', '--upstream', upstream, '--report-dir', folder, '--record', record, ...options];
  const child = spawn(process.execPath, [builtCli(), ...words], {
    env: isolated(credentials),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const said = outputOf(child);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    console.log(`the proxy passes requests on ${how}`);
    exercise(line.replace('listening on ', ''));
    child.kill('SIGINT');
    const [status] = await once(child, 'close');
    assert.equal(status, 0, `the proxy ends with ${status}: ${said()}`);
    assert.match(said(), new RegExp(how));
    assert.match(said(), /✓ No deviation in \d+ exchanges/);
    assert.ok(existsSync(join(folder, 'report.html')), 'the proxy writes report.html');
    const { stdout, status: validated } = await ivsConformance('validate', record);
    assert.equal(validated, 0, `validate of what the proxy recorded: ${stdout}`);
    assert.doesNotMatch(
      readFileSync(record, 'utf8'),
      /"(?:sk|rt)_|Signature=[0-9a-f]/,
      'the record has no secrets',
    );
    console.log(`ok     the proxy finds nothing:${said().match(/ No deviation in \d+ exchanges/)?.[0]}`);
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => string} all that it has said
 */
function outputOf(child) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (more) => {
      text += more;
    });
  }
  return () => text;
}
