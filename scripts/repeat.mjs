/**
 * Asks the same with the same seed again and again, at several concurrencies in turn, and tells every verdict that is not
 * the same as in the first run: its outcome, its reason, or what its deviation expects, observes, and was drawn from.
 * Only what an endpoint assigns anew (identifiers, ARNs, times) is left out of that.
 *
 *   npm run repeat -- [--times 50] [--effort standard] [--concurrency 1,2,8,32] [--seed 1] [--only reference] [--endpoint URL]
 *
 * Asks the reference endpoint, and endpoints that are broken in many ways at once: each has one mutant of every so
 * manieth family, and is started anew for each run. With --endpoint, asks that one instead. Ends with 1 when a
 * verdict differs, 2 when it could not run.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brokenEndpoints, mutantWords } from './components/broken.mjs';
import { CannotRun, endWith } from './components/failure.mjs';
import { freePort, withServer } from './components/server.mjs';
import { builtCli, ivsConformance } from './components/suite.mjs';

/** Differences that are printed of one run. */
const SHOWN = 10;

/** @typedef {import('../src/results/reproduction/assigned.js').Said} Said */
/** @typedef {{ name: string, ask: (words: string[]) => Promise<{ status: number | null, stderr: string }> }} Asked */

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '50' },
    effort: { type: 'string', default: 'standard' },
    concurrency: { type: 'string', default: '1,2,8,32' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    endpoint: { type: 'string' },
  },
});
const concurrencies = values.concurrency.split(',');

await endWith(async () => {
  builtCli();
  const { saidOf, differences } = await import('../dist/src/results/reproduction/assigned.js');
  const folder = await mkdtemp(join(tmpdir(), 'ivs-conformance-repeat-'));
  let differing = 0;
  try {
    for (const asked of await endpoints()) differing += await repeat(asked, folder, saidOf, differences);
  } finally {
    await rm(folder, { recursive: true });
  }
  if (differing > 0) throw new Error(`${differing} runs differ from the first one of their endpoint.`);
});

/**
 * What is asked again and again.
 * @returns {Promise<Asked[]>}
 */
async function endpoints() {
  const { endpoint } = values;
  if (endpoint !== undefined)
    return [{ name: endpoint, ask: (words) => ivsConformance(...words, '--endpoint', endpoint) }];
  const broken = (await brokenEndpoints()).map((mutants, index) => ({
    name: `broken endpoint ${index + 1}, with ${mutants.length} faults`,
    ask: (/** @type {string[]} */ words) => askBroken(mutants, words),
  }));
  const all = [
    { name: 'the reference endpoint', ask: (/** @type {string[]} */ words) => ivsConformance(...words) },
    ...broken,
  ];
  const chosen = all.filter(({ name }) => name.includes(values.only ?? ''));
  if (chosen.length === 0)
    throw new CannotRun(
      `--only ${values.only} is part of none of: ${all.map(({ name }) => name).join('; ')}.`,
    );
  return chosen;
}

/**
 * @param {readonly string[]} mutants
 * @param {string[]} words
 */
async function askBroken(mutants, words) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const server = [builtCli(), 'serve', '--port', new URL(url).port, ...mutantWords(mutants)];
  return withServer({ command: process.execPath, words: server, url }, () =>
    ivsConformance(...words, '--endpoint', url, '--driver', 'reference'),
  );
}

/**
 * Asks one endpoint as often as is wanted.
 * @param {Asked} asked
 * @param {string} folder
 * @param {(check: any) => Said} saidOf
 * @param {(one: Said, other: Said) => (keyof Said)[]} differences
 * @returns {Promise<number>} how many runs differ from the first one
 */
async function repeat({ name, ask }, folder, saidOf, differences) {
  const times = Number(values.times);
  /** @type {Map<string, Said> | undefined} */
  let first;
  let differing = 0;
  let deviations = 0;
  for (let index = 0; index < times; index += 1) {
    const concurrency = concurrencies[index % concurrencies.length] ?? '8';
    const report = await reportOf(ask, folder, concurrency);
    const said = new Map(report.checks.map((/** @type {any} */ check) => [check.id, saidOf(check)]));
    if (first === undefined) {
      first = said;
      deviations = report.summary.deviates;
      continue;
    }
    const lines = compare(first, said, differences);
    if (lines.length === 0) continue;
    differing += 1;
    console.log(
      `${name}: run ${index + 1}, at concurrency ${concurrency}, differs in ${lines.length} verdicts`,
    );
    for (const line of lines.slice(0, SHOWN)) console.log(line);
  }
  console.log(
    `${name}: ${times} ${values.effort} runs at concurrency ${concurrencies.join(', ')}; ` +
      `${first?.size} verdicts, ${deviations} deviations; ${differing} runs differ from the first`,
  );
  return differing;
}

/**
 * @param {Asked['ask']} ask
 * @param {string} folder
 * @param {string} concurrency
 */
async function reportOf(ask, folder, concurrency) {
  const options = ['--seed', values.seed, '--effort', values.effort, '--concurrency', concurrency];
  const { status, stderr } = await ask([
    'run',
    ...options,
    '--report-dir',
    folder,
    '--format',
    'json',
    '--quiet',
  ]);
  if (status !== 0 && status !== 1) throw new CannotRun(stderr);
  return JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
}

/**
 * @param {Map<string, Said>} first
 * @param {Map<string, Said>} second
 * @param {(one: Said, other: Said) => (keyof Said)[]} differences
 * @returns {string[]}
 */
function compare(first, second, differences) {
  return [...first].flatMap(([id, one]) => {
    const other = second.get(id) ?? { outcome: 'not in the report' };
    const members = differences(one, other);
    if (members.length === 0) return [];
    const shown = members.map((member) => `    ${member}\n      ${one[member]}\n      ${other[member]}`);
    return [`  ${id}\n${shown.join('\n')}`];
  });
}
