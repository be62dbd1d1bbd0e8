/**
 * Runs the suite against the embedded reference endpoint with many seeds, two at a time, and tells whether any run is
 * not silent, and what the runs exercise at least:
 *
 *   npm run seeds -- [COUNT] [EFFORT] [FIRST] [--write-docs]     50 standard runs from seed 1 on, unless told otherwise
 *
 * `--write-docs` puts what comes of it into docs/figures.md.
 * Ends with 1 when a run deviates, cannot decide something, or leaves something behind.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { isolated } from './components/environment.mjs';
import { writeFigures } from './components/figures.mjs';

const COMMAND = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const AT_ONCE = 2;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'write-docs': { type: 'boolean', default: false } },
});
const [count = '50', effort = 'standard', first = '1'] = positionals;
const seeds = Array.from({ length: Number(count) }, (_, index) => Number(first) + index);
const folder = await mkdtemp(join(tmpdir(), 'ivs-conformance-seeds-'));
const run = promisify(execFile);

/** @type {{ readonly [figure: string]: string }} what the figures of coverage are called */
const WORDS = {
  members: 'input members',
  outputMembers: 'output members',
  enumValues: 'enum values',
  constraints: 'constraints, both sides',
  errors: 'declared errors',
};

/** @type {{ readonly [figure: string]: number }} the least share of each that standard runs are to exercise, in percent */
const TARGETS = { operations: 100, rules: 95, members: 98, enumValues: 98, constraints: 95, errors: 60 };

/** The most requests that a smoke run is to take. */
const MOST_REQUESTS = 2850;

/** @type {Map<string, { exercised: number, total: number, unprovokable?: number }>} what is exercised, in the run that exercises least of it */
const least = new Map();
/** @type {string[]} */
const troubles = [];
let requests = 0;

/** @param {number} seed */
async function ask(seed) {
  const reports = join(folder, String(seed));
  const options = [
    '--seed',
    String(seed),
    '--effort',
    effort,
    '--report-dir',
    reports,
    '--format',
    'json',
    '--quiet',
  ];
  const { stderr } = await run(process.execPath, [COMMAND, 'run', ...options], { env: isolated() }).catch(
    (error) => error,
  );
  const report = JSON.parse(await readFile(join(reports, 'report.json'), 'utf8'));
  const { deviates, inconclusive, unimplemented } = report.summary;
  if (deviates + inconclusive + unimplemented > 0 || stderr.includes('left behind')) {
    troubles.push(`seed ${seed}: ${deviates} deviations, ${inconclusive} inconclusive. ${stderr.trim()}`);
  }
  requests = Math.max(requests, report.run.requests);
  for (const [what, figure] of Object.entries(report.coverage)) {
    if (typeof figure?.exercised !== 'number') continue;
    const known = least.get(what);
    if (known === undefined || figure.exercised < known.exercised) least.set(what, figure);
  }
}

async function worker() {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) await ask(seed);
}

try {
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
} finally {
  await rm(folder, { recursive: true });
}
for (const trouble of troubles) process.stdout.write(`${trouble}\n`);
process.stdout.write(`${Number(count) - troubles.length} of ${count} ${effort} runs without a deviation\n`);
process.stdout.write(`at most ${requests} requests; at least\n`);
for (const [what, { exercised, total, unprovokable }] of least) {
  process.stdout.write(
    `  ${what.padEnd(14)} ${((100 * exercised) / total).toFixed(1)} %  ${exercised} of ${total}\n`,
  );
  if (unprovokable === undefined) continue;
  const provokable = total - unprovokable;
  const share = ((100 * exercised) / provokable).toFixed(1);
  process.stdout.write(
    `  ${''.padEnd(14)} ${share} %  ${exercised} of the ${provokable} that a client can provoke\n`,
  );
}
if (options['write-docs']) {
  const mark = (/** @type {boolean} */ isMissed) => (isMissed ? ', missed' : '');
  const isSmoke = effort === 'smoke';
  writeFigures(`seeds ${effort}`, [
    [`figure, of ${count} seeds`, 'target', 'measured'],
    [
      'runs without a deviation',
      'all',
      `${Number(count) - troubles.length} of ${count}${mark(troubles.length > 0)}`,
    ],
    [
      'requests, in the run with most',
      isSmoke ? `≤ ${MOST_REQUESTS.toLocaleString('en')}` : '',
      `${requests.toLocaleString('en')}${mark(isSmoke && requests > MOST_REQUESTS)}`,
    ],
    ...[...least].map(([what, { exercised, total, unprovokable }]) => {
      const target = isSmoke ? undefined : TARGETS[what];
      const share = `${exercised.toLocaleString('en')} of ${total.toLocaleString('en')}`;
      const rest =
        unprovokable === undefined ? '' : `; ${total - unprovokable} of these a client can provoke`;
      const isMissed = target !== undefined && (100 * exercised) / total < target;
      return [
        WORDS[what] ?? what,
        target === undefined ? '' : `≥ ${target} %`,
        `${share}${mark(isMissed)}${rest}`,
      ];
    }),
  ]);
}
process.exitCode = troubles.length === 0 ? 0 : 1;
