import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DUMMY_CREDENTIALS, isolated, ROOT } from '../components/environment.mjs';
import { freePort, withServer } from '../components/server.mjs';
import { builtCli, ivsConformance } from '../components/suite.mjs';

/** Milliseconds that one reproduction may take. */
const REPRODUCTION_TIMEOUT = 120_000;

/**
 * Endpoints with one behaviour broken, the check that has to notice it, and what has to be seen again when the
 * report's own reproduction lines are executed: `curl` prints the whole response, `aws` and the AWS SDK the parsed one.
 * What the check made is removed by then, so the lines have to make it again.
 * @type {readonly { mutant: string, check: string, curl: RegExp, awsCli: RegExp, sdk: RegExp }[]}
 */
const BROKEN = [
  {
    mutant: 'filters-not-exclusive/ivs/ListChannels/filterByName+filterByRecordingConfigurationArn',
    check: 'exclusive/ivs/list-channels-one-filter/filterByName+filterByRecordingConfigurationArn',
    curl: /^HTTP\/1\.1 200 [\s\S]*"channels":/,
    awsCli: /"channels":/,
    sdk: /channels: \[/,
  },
  {
    mutant: 'preset-default-missing/ivs/CreateChannel/ADVANCED_SD',
    check: 'conditional-default/ivs/preset-by-channel-type/ADVANCED_SD',
    curl: /^HTTP\/1\.1 200 [\s\S]*"preset":""/,
    awsCli: /"preset": ""/,
    sdk: /preset: ''/,
  },
  {
    mutant: 'constraint-ignored/ivs/CreateChannel/latencyMode/enum',
    check: 'constraint/ivs/CreateChannel/latencyMode/enum',
    curl: /^HTTP\/1\.1 200 [\s\S]*"latencyMode":"NOT_A_DOCUMENTED_VALUE"/,
    awsCli: /"latencyMode": "NOT_A_DOCUMENTED_VALUE"/,
    sdk: /latencyMode: 'NOT_A_DOCUMENTED_VALUE'/,
  },
  {
    mutant: 'update-lost/ivs/UpdateChannel/latencyMode',
    check: 'lifecycle/ivs/Channel/update/latencyMode',
    curl: /^HTTP\/1\.1 200 [\s\S]*"latencyMode":"LOW"/,
    awsCli: /"latencyMode": "LOW"/,
    sdk: /latencyMode: 'LOW'/,
  },
  {
    mutant: 'untag-ignored/ivs/UntagResource',
    check: 'tags/ivs/untag-resource-removes/Channel',
    curl: /^HTTP\/1\.1 200 [\s\S]*"tags":\{"/,
    awsCli: /"tags": \{\s*"/,
    sdk: /tags: \{ \w/,
  },
];

/**
 * Runs the suite against endpoints that are wrong on purpose, and executes the reproduction lines of what it finds.
 * @param {string} clients directory of the `aws` command
 */
export async function findBrokenEndpoints(clients) {
  for (const broken of BROKEN) {
    const url = `http://127.0.0.1:${await freePort()}`;
    const words = [builtCli(), 'serve', '--port', new URL(url).port, '--mutant', broken.mutant];
    await withServer({ command: process.execPath, words, url }, () => notice(broken, url, clients));
  }
}

/**
 * @param {(typeof BROKEN)[number]} broken
 * @param {string} url
 * @param {string} clients
 */
async function notice({ mutant, check, curl, awsCli, sdk }, url, clients) {
  const reports = mkdtempSync(join(tmpdir(), 'ivs-conformance-'));
  try {
    const run = await ivsConformance('run', '--endpoint', url, '--seed', '1', '--report-dir', reports);
    assert.equal(
      run.status,
      1,
      `the run against the mutant ${mutant} ends with ${run.status}: ${run.stderr}`,
    );
    const report = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
    const { deviation } = report.checks.find(({ id }) => id === check);
    const cause = report.causes.find(({ checks }) => checks.includes(check));
    assert.ok(
      run.stdout.includes(`${cause.number}  `),
      `the summary lists cause ${cause.number}:\n${run.stdout}`,
    );
    const words = ['explain', String(cause.number), '--report', join(reports, 'report.json')];
    const told = await ivsConformance(...words);
    assert.ok(told.stdout.includes(check), `explain ${cause.number} names ${check}:\n${told.stdout}`);
    console.log(`ok     mutant ${mutant} is noticed by ${check}`);
    const env = reproductionEnvironment(clients, reports);
    const again = shell(`${deviation.reproduce.command} --report-dir ${reports}/again`, env);
    assert.equal(
      again.status,
      1,
      `${deviation.reproduce.command} ends with ${again.status}: ${again.stderr}`,
    );
    const repeated = JSON.parse(readFileSync(join(reports, 'again', 'report.json'), 'utf8'));
    const outcomes = repeated.checks.map(({ id, outcome }) => `${id} ${outcome}`);
    assert.deepEqual(outcomes, [`${check} deviates`], deviation.reproduce.command);
    for (const [line, feature] of [
      [deviation.reproduce.curl, curl],
      [deviation.reproduce.awsCli, awsCli],
    ]) {
      const { status, stdout, stderr } = shell(line, env);
      assert.equal(status, 0, `${line}: ${stderr}`);
      assert.match(stdout, feature, line);
    }
    const { status, stdout, stderr } = module(deviation.reproduce.sdk, env);
    assert.equal(status, 0, `${deviation.reproduce.sdk}: ${stderr}`);
    assert.match(stdout, sdk, deviation.reproduce.sdk);
    console.log('ok     its reproduction shows it again: our own command, curl, the AWS CLI, the AWS SDK');
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/**
 * @param {string} clients
 * @param {string} directory
 */
function reproductionEnvironment(clients, directory) {
  const path = [clients, process.env.PATH].join(delimiter);
  return isolated({ ...DUMMY_CREDENTIALS, PATH: path, AWS_PAGER: '', HOME: directory });
}

/**
 * @param {string} line
 * @param {NodeJS.ProcessEnv} env
 */
function shell(line, env) {
  return spawnSync('sh', ['-c', line], { cwd: ROOT, env, encoding: 'utf8', timeout: REPRODUCTION_TIMEOUT });
}

/**
 * Runs a module for the AWS SDK, which is installed in the checkout.
 * @param {string} text
 * @param {NodeJS.ProcessEnv} env
 */
function module(text, env) {
  const words = ['--input-type=module', '--eval', text];
  return spawnSync(process.execPath, words, {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    timeout: REPRODUCTION_TIMEOUT,
  });
}
