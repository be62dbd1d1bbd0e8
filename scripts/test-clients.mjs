/**
 * Drives the reference endpoint with AWS's own clients (AWS SDK, boto3 and the AWS CLI), directly and through the proxy, and
 * checks that an endpoint that is wrong on purpose is noticed and that the reproduction lines of its report work.
 *
 * The clients are installed into .cache, once per version. Exits with 0 when everything holds, 1 when something does
 * not, 2 when it could not run.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findBrokenEndpoints } from './clients/broken-endpoint.mjs';
import { exerciseAwsCli } from './clients/exercise-aws-cli.mjs';
import { exerciseThroughProxy } from './clients/through-proxy.mjs';
import { DUMMY_CREDENTIALS, isolated, ROOT } from './components/environment.mjs';
import { CannotRun, endWith } from './components/failure.mjs';
import { freePort, withServer } from './components/server.mjs';
import { builtCli } from './components/suite.mjs';
import { pinnedVersion, virtualEnvironment } from './components/virtual-environment.mjs';

const REQUIREMENTS = join(ROOT, 'scripts', 'requirements-clients.txt');

/** Milliseconds that all exercises of one client may take together. */
const EXERCISE_TIMEOUT = 300_000;

/**
 * Runs a script of exercises.
 * @param {string} client that the script is about
 * @param {string} command
 * @param {string} script name of the file
 * @param {string} endpoint URL
 */
function exercise(client, command, script, endpoint) {
  const { status } = spawnSync(command, [join(ROOT, 'scripts', 'clients', script), endpoint], {
    env: isolated({ ...DUMMY_CREDENTIALS, PYTHONDONTWRITEBYTECODE: '1', NODE_NO_WARNINGS: '1' }),
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: EXERCISE_TIMEOUT,
  });
  if (status !== 0)
    throw new Error(`${client}: an answer is not as documented (see above; status ${status})`);
}

/**
 * @param {string} clients directory of the commands
 * @param {string} endpoint URL
 */
function exerciseAll(clients, endpoint) {
  exercise('AWS SDK', process.execPath, 'exercise-aws-sdk.mjs', endpoint);
  exercise('boto3', join(clients, 'python'), 'exercise_boto3.py', endpoint);
  exerciseAwsCli(join(clients, 'aws'), endpoint);
}

function needCurl() {
  if (spawnSync('curl', ['--version'], { stdio: 'ignore' }).status !== 0)
    throw new CannotRun(
      'this needs curl, to execute what a report offers. On Debian and Ubuntu: apt-get install curl.',
    );
}

await endWith(async () => {
  needCurl();
  const version = pinnedVersion(REQUIREMENTS, 'awscli');
  const clients = virtualEnvironment(join(ROOT, '.cache', `clients-${version}`), REQUIREMENTS);
  const url = `http://127.0.0.1:${await freePort()}`;
  const words = [builtCli(), 'serve', '--port', new URL(url).port];
  await withServer({ command: process.execPath, words, url }, async () => {
    console.log(`the reference endpoint answers at ${url}`);
    exerciseAll(clients, url);
  });
  await exerciseThroughProxy((proxied) => exerciseAll(clients, proxied));
  await findBrokenEndpoints(clients);
});
