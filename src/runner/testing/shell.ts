import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const curlHelp = spawnSync('curl', ['--help', 'all'], { encoding: 'utf8' });
/** Whether there is a curl that signs for AWS. */
export const hasCurl = curlHelp.status === 0 && curlHelp.stdout.includes('--aws-sigv4');

/** Directory of the `aws` command that `npm run test:clients` installs; undefined when it has not. */
export const clients = (existsSync('.cache') ? readdirSync('.cache') : [])
  .map((name) => join(process.cwd(), '.cache', name, 'bin'))
  .find((directory) => existsSync(join(directory, 'aws')));

/** Runs a script in a shell that knows nothing of the caller's AWS settings. */
export async function run(script: string): Promise<string> {
  const env = {
    PATH: [clients, process.env.PATH].join(delimiter),
    HOME: join(tmpdir(), 'nobody'),
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_PAGER: '',
  };
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', script], { env }).catch((error) => error);
  return `${stdout}${stderr}`;
}
