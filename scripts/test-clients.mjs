/**
 * Drives the reference endpoint with AWS's own clients (boto3 and the AWS CLI), and checks that an endpoint that is
 * wrong on purpose is noticed and that the reproduction lines of its report work.
 *
 * The clients are installed into .cache, once per version. Exits with 0 when everything holds, 1 when something does
 * not, 2 when it could not run.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findBrokenEndpoints } from './clients/broken-endpoint.mjs';
import { exerciseAwsCli } from './clients/exercise-aws-cli.mjs';
import { DUMMY_CREDENTIALS, isolated, ROOT } from './components/environment.mjs';
import { CannotRun, endWith } from './components/failure.mjs';
import { freePort, withServer } from './components/server.mjs';
import { builtCli } from './components/suite.mjs';
import { pinnedVersion, virtualEnvironment } from './components/virtual-environment.mjs';

const REQUIREMENTS = join(ROOT, 'scripts', 'requirements-clients.txt');

/** Milliseconds that all of boto3's exercises may take together. */
const BOTO3_TIMEOUT = 300_000;

/**
 * @param {string} python path of the command
 * @param {string} endpoint URL
 */
function exerciseBoto3(python, endpoint) {
  const { status } = spawnSync(python, [join(ROOT, 'scripts', 'clients', 'exercise_boto3.py'), endpoint], {
    env: isolated({ ...DUMMY_CREDENTIALS, PYTHONDONTWRITEBYTECODE: '1' }),
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: BOTO3_TIMEOUT,
  });
  if (status !== 0) throw new Error(`boto3: an answer is not as documented (see above; status ${status})`);
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
    exerciseBoto3(join(clients, 'python'), url);
    exerciseAwsCli(join(clients, 'aws'), url);
  });
  await findBrokenEndpoints(clients);
});
