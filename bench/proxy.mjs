/**
 * What the proxy adds to each exchange, and how much memory it needs: the same calls are made to the reference endpoint, by
 * turns directly and through the proxy, one after the other over connections that are kept alive.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMAND, median, serve } from './process.mjs';

/** Calls of one turn: a channel is made, got, listed and deleted. */
const CALLS = 4;

/** Turns until the code of all three processes is warm. */
const WARM_UP = 100;

/**
 * @typedef {object} ProxyCost medians in milliseconds
 * @property {number} directMs
 * @property {number} proxiedMs
 * @property {number} addedMs
 * @property {number} exchanges that passed the proxy
 * @property {number} peakMiB of the proxy, from its start to the end of its report
 */

/**
 * @param {number} exchanges
 * @param {string[]} options of the proxy
 * @returns {Promise<ProxyCost>}
 */
export async function measureProxy(exchanges, options = []) {
  const folder = await mkdtemp(join(tmpdir(), 'ivs-conformance-bench-'));
  try {
    const peakFile = join(folder, 'peak');
    const upstream = await serve([COMMAND, 'serve']);
    const words = ['proxy', '--upstream', bare(upstream.url), '--report-dir', folder, ...options];
    const preload = ['--import', new URL('peak-memory.mjs', import.meta.url).href];
    const proxy = await serve([...preload, COMMAND, ...words], { BENCH_PEAK_MEMORY: peakFile });
    const costs = await takeTurns(bare(upstream.url), bare(proxy.url), exchanges / CALLS);
    await proxy.stop();
    await upstream.stop();
    return { ...costs, exchanges, peakMiB: Number(await readFile(peakFile, 'utf8')) / 1024 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {string} line what a server says first */
function bare(line) {
  return line.replace('listening on ', '');
}

/**
 * @param {string} direct
 * @param {string} proxied
 * @param {number} turns
 */
async function takeTurns(direct, proxied, turns) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  /** @type {number[]} */
  const directMs = [];
  /** @type {number[]} */
  const proxiedMs = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const times = [await life(agent, direct), await life(agent, proxied)];
    if (turn < WARM_UP) continue;
    directMs.push(...(times[0] ?? []));
    proxiedMs.push(...(times[1] ?? []));
  }
  agent.destroy();
  const medians = { directMs: median(directMs), proxiedMs: median(proxiedMs) };
  return { ...medians, addedMs: medians.proxiedMs - medians.directMs };
}

/**
 * @param {Agent} agent
 * @param {string} url
 * @returns {Promise<number[]>} milliseconds of each call
 */
async function life(agent, url) {
  const made = await call(agent, `${url}/CreateChannel`, { name: 'bench', tags: { a: '1' } });
  const { arn } = JSON.parse(made.text).channel;
  const others = [
    await call(agent, `${url}/GetChannel`, { arn }),
    await call(agent, `${url}/ListChannels`, {}),
    await call(agent, `${url}/DeleteChannel`, { arn }),
  ];
  return [made, ...others].map(({ ms }) => ms);
}

/**
 * @param {Agent} agent
 * @param {string} url
 * @param {object} input
 * @returns {Promise<{ text: string, ms: number }>}
 */
function call(agent, url, input) {
  const body = JSON.stringify(input);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => resolve({ text, ms: performance.now() - started }));
    });
    sent.on('error', reject).end(body);
  });
}
