/**
 * Runs the suite against moto, an emulator that we did not write, and checks that it finds what moto does wrong.
 *
 *   node scripts/test-moto.mjs            test: deviations other than the accepted ones, and mended ones, fail
 *   node scripts/test-moto.mjs --sample   write reports/sample, and the excerpt in README.md, in place of the test
 *   … --write-baseline                    first write the baseline anew; known entries keep their reasons
 *
 * moto is installed into .cache, once per version. Exits with 0 when everything holds, 1 when something does not,
 * 2 when it could not run.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { surprises, unexplained } from './components/baseline.mjs';
import { ROOT } from './components/environment.mjs';
import { endWith } from './components/failure.mjs';
import { freePort, withServer } from './components/server.mjs';
import { ivsConformance } from './components/suite.mjs';
import { pinnedVersion, virtualEnvironment } from './components/virtual-environment.mjs';
import { sampleReadme, withExcerpt } from './test-moto-sample.mjs';

const REQUIREMENTS = join(ROOT, 'scripts', 'requirements-moto.txt');
const BASELINE = 'reports/baselines/moto.json';
const REPORTS = 'reports/latest-moto';
const SAMPLE = 'reports/sample';

/** The port that moto_server takes when it is not told one; the sample shows what a user would see. */
const SAMPLE_PORT = 5000;

/** What moto is known to do wrong, and the checks one of which has to say so. */
const KNOWN_DEVIATIONS = [
  {
    what: 'two filters of ListChannels together are not refused',
    check: /^exclusive\/ivs\/list-channels-one-filter\//,
  },
  {
    what: 'CreateChannel accepts a latencyMode that is none',
    check: /^constraint\/ivs\/CreateChannel\/latencyMode\/enum$/,
  },
  { what: 'CreateChannel accepts an invalid name', check: /^constraint\/ivs\/CreateChannel\/name\/pattern$/ },
  {
    what: 'BatchGetChannel reports no error for an unknown ARN',
    check: /^batch\/ivs\/batch-get-reports-unknown\/BatchGetChannel$/,
  },
  {
    what: 'preset of an ADVANCED channel has not the documented default',
    check: /^conditional-default\/ivs\/preset-by-channel-type\/ADVANCED_[SH]D$/,
  },
];

/**
 * @template T
 * @param {number} port
 * @param {(url: string) => Promise<T>} use
 */
function withMoto(port, use) {
  const version = pinnedVersion(REQUIREMENTS, 'moto');
  const commands = virtualEnvironment(join(ROOT, '.cache', `moto-${version}`), REQUIREMENTS);
  const words = ['-H', '127.0.0.1', '-p', String(port)];
  const url = `http://127.0.0.1:${port}`;
  return withServer({ command: join(commands, 'moto_server'), words, url }, (ready) => {
    console.log(`moto ${version} answers at ${ready}`);
    return use(ready);
  });
}

/**
 * What could not be decided, which moto gives no reason for.
 * @param {import('../src/results/types.js').Report} report
 */
function undecided({ checks }) {
  return checks
    .filter(({ outcome }) => outcome === 'inconclusive')
    .map(({ id, reason }) => `inconclusive: ${id}: ${reason}`);
}

/** @param {{ writesBaseline: boolean }} options */
async function test({ writesBaseline }) {
  const run = (/** @type {string} */ url) =>
    ivsConformance(
      ...['run', '--endpoint', url, '--seed', '1', '--report-dir', REPORTS, '--baseline', BASELINE],
      ...(writesBaseline ? ['--write-baseline', BASELINE] : []),
    );
  const { status, stdout, stderr } = await withMoto(await freePort(), run);
  process.stdout.write(stdout);
  if (status !== 0 && status !== 1) throw new Error(`the run ended with ${status}: ${stderr}`);
  const problems = unexplained(BASELINE);
  const report = JSON.parse(readFileSync(join(ROOT, REPORTS, 'report.json'), 'utf8'));
  if (!writesBaseline) problems.push(...surprises(report), ...undecided(report));
  for (const { what, check } of KNOWN_DEVIATIONS) {
    const found = report.checks.filter(({ id, outcome }) => check.test(id) && outcome === 'deviates');
    if (found.length === 0) problems.push(`not found: ${what}`);
    else console.log(`ok     ${what} (${found.length} ${found.length === 1 ? 'check' : 'checks'})`);
  }
  if (status !== 0 && !writesBaseline)
    problems.push(`the run ended with ${status}, not 0, under ${BASELINE}`);
  if (problems.length > 0) throw new Error(problems.map((problem) => `\n- ${problem}`).join(''));
  console.log(`ok     ${BASELINE} ${writesBaseline ? 'is written' : 'accepts all of it, and nothing else'}`);
}

async function writeSample() {
  mkdirSync(join(ROOT, SAMPLE), { recursive: true });
  const { status, stdout, stderr } = await withMoto(await freePort(SAMPLE_PORT), (url) =>
    ivsConformance('run', '--endpoint', url, '--seed', '1', '--report-dir', SAMPLE),
  );
  if (status !== 1) throw new Error(`the run ended with ${status}, and moto has deviations: ${stderr}`);
  writeFileSync(join(ROOT, SAMPLE, 'summary.txt'), stdout);
  const report = JSON.parse(readFileSync(join(ROOT, SAMPLE, 'report.json'), 'utf8'));
  const version = pinnedVersion(REQUIREMENTS, 'moto');
  writeFileSync(join(ROOT, SAMPLE, 'README.md'), sampleReadme(report, version, SAMPLE_PORT));
  const readme = join(ROOT, 'README.md');
  writeFileSync(readme, withExcerpt(readFileSync(readme, 'utf8'), stdout));
  console.log(`ok     ${SAMPLE} is written, and the excerpt in README.md`);
}

const { values: options } = parseArgs({
  options: { sample: { type: 'boolean' }, 'write-baseline': { type: 'boolean' } },
});
await endWith(() =>
  options.sample ? writeSample() : test({ writesBaseline: options['write-baseline'] ?? false }),
);
