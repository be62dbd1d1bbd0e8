/**
 * What a run costs, in ratios that are measured side by side:
 *
 *   npm run bench -- [--json] [--check] [--rounds N] [--write-docs]
 *
 * `--check` exits with 1 when a target is missed. `--rounds` is how often a run is measured (default 3, at least 3).
 * `--write-docs` puts the figures into docs/figures.md.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { writeFigures } from '../scripts/components/figures.mjs';
import { measureOverhead } from './overhead.mjs';
import { median } from './process.mjs';
import { measureProxy } from './proxy.mjs';
import { measureStartUp } from './start-up.mjs';
import { measureTraffic } from './traffic.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    'write-docs': { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
if (!Number.isInteger(rounds) || rounds < 3) {
  process.stderr.write('bench: --rounds has to be a whole number of at least 3.\n');
  process.exit(2);
}

const START_UPS = 15;
const {
  list: listMs,
  changes: changesMs,
  contract: contractMs,
  node: nodeMs,
} = await measureStartUp(START_UPS);
const runs = await measureOverhead(rounds);
/** The first rounds warm up: a file of any size is judged by warm code. */
const TRAFFIC_ROUNDS = 15;
const traffic = (await measureTraffic(TRAFFIC_ROUNDS)).slice(5);
/** Exchanges that pass the proxy. */
const PASSED = 10_000;
const proxy = await measureProxy(PASSED);
const { requests = 0, checks = 0 } = runs[0] ?? {};
const runMs = median(runs.map((each) => each.runMs));
const askMs = median(runs.map((each) => each.askMs));
const repeatMs = median(runs.map((each) => each.repeatMs));
const recallMs = median(runs.map((each) => each.recallMs));

/** @typedef {{ name: string, value: number, target?: number, unit: string, detail: string }} Figure */
/** @type {Figure[]} */
const figures = [
  {
    name: 'run ÷ bare replay',
    value: median(runs.map((each) => each.runMs / each.repeatMs)),
    target: 2,
    unit: '×',
    detail: `${seconds(runMs)} ÷ ${seconds(repeatMs)}, ${requests} requests, median of ${rounds}`,
  },
  {
    name: 'asking alone ÷ bare replay',
    value: median(runs.map((each) => each.askMs / each.repeatMs)),
    unit: '×',
    detail: `${seconds(askMs)} ÷ ${seconds(repeatMs)}, without start-up and reports`,
  },
  {
    name: 'run ÷ bare replay, idle endpoint',
    value: median(runs.map((each) => each.runMs / each.recallMs)),
    unit: '×',
    detail: `${seconds(runMs)} ÷ ${seconds(recallMs)}, answers from memory`,
  },
  {
    name: 'list ÷ node -e 0',
    value: median(listMs) / median(nodeMs),
    target: 3,
    unit: '×',
    detail: `${median(listMs).toFixed(0)} ms ÷ ${median(nodeMs).toFixed(0)} ms, median of ${START_UPS}`,
  },
  ...[
    { name: 'changes of all revisions ÷ list', ms: changesMs },
    { name: 'contract of 2021-10-20 ÷ list', ms: contractMs },
  ].map(({ name, ms }) => ({
    name,
    value: median(ms) / median(listMs),
    target: 3,
    unit: '×',
    detail: `${median(ms).toFixed(0)} ms ÷ ${median(listMs).toFixed(0)} ms, median of ${START_UPS}`,
  })),
  {
    name: 'peak memory of a run',
    value: Math.max(...runs.map(({ peakMiB }) => peakMiB)),
    target: 250,
    unit: ' MiB',
    detail: `the largest of ${rounds}; ${checks} checks, ${(requests / checks).toFixed(1)} requests each`,
  },
  {
    name: 'validate ÷ JSON.parse of the file',
    value: median(traffic.map((each) => each.judgeMs / each.parseMs)),
    target: 4,
    unit: '×',
    detail: `${median(traffic.map((each) => each.exchanges / each.judgeMs)).toFixed(1)} exchanges a millisecond and core`,
  },
  {
    name: 'validate ÷ JSON.parse of bodies',
    value: median(traffic.map((each) => each.judgeMs / each.bodiesMs)),
    unit: '×',
    detail: `reading the file included, of which bodies are a part; ${traffic[0]?.exchanges} exchanges`,
  },
  {
    name: 'proxy: added at the median',
    value: proxy.addedMs,
    target: 1,
    unit: ' ms',
    detail: `${proxy.proxiedMs.toFixed(2)} − ${proxy.directMs.toFixed(2)} ms, calls by turns`,
  },
  {
    name: 'peak memory of the proxy',
    value: proxy.peakMiB,
    target: 250,
    unit: ' MiB',
    detail: `${proxy.exchanges} exchanges, report included`,
  },
];

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

/** @param {Figure} figure */
function isMet({ value, target }) {
  return target === undefined || value <= target;
}

/** @param {Figure} figure */
function shownValue({ value, unit }) {
  return `${value.toFixed(unit === ' MiB' ? 0 : 2)}${unit}`;
}

/** @param {Figure} figure */
function row(figure) {
  const { name, target, unit, detail } = figure;
  const shown = shownValue(figure);
  const goal = target === undefined ? '' : `target ≤ ${target}${unit}`;
  const verdict = target === undefined ? '' : isMet(figure) ? 'met' : 'MISSED';
  return `${name.padEnd(34)}${shown.padStart(8)}  ${goal.padEnd(17)} ${verdict.padEnd(6)}  ${detail}`;
}

const machine = { node: process.version, cpus: availableParallelism() };
process.stdout.write(
  options.json
    ? `${JSON.stringify({ ...machine, figures: figures.map((each) => (each.target === undefined ? each : { ...each, met: isMet(each) })), runs, listMs, nodeMs, changesMs, contractMs, traffic, proxy }, null, 2)}\n`
    : `${figures.map(row).join('\n')}\nNode.js ${machine.node}, ${machine.cpus} CPUs\n`,
);
if (options['write-docs']) {
  writeFigures('bench', [
    ['figure', 'target', 'measured', 'how'],
    ...figures.map((each) => [
      each.name,
      each.target === undefined ? '' : `≤ ${each.target}${each.unit}`,
      `${shownValue(each)}${isMet(each) ? '' : ', missed'}`,
      each.detail,
    ]),
  ]);
}
if (options.check && !figures.every(isMet)) process.exitCode = 1;
