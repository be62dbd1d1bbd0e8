/**
 * How much longer a standard run takes than its bare traffic, and how much memory it needs.
 *
 * Each round is a run against the reference endpoint in another process, then two replays of exactly the exchanges of
 * that run, in their order. Replayed requests would name resources that are gone, so the endpoint of a replay takes the
 * n-th request for the n-th recorded one:
 *
 * - `repeat` carries the recorded request out again, on a reference endpoint that draws the same ARNs: the endpoint costs
 *   what it cost during the run, so what is left is our own share. This is the one with a target.
 * - `recall` gives the recorded answer and computes nothing: no endpoint could answer sooner.
 *
 * A run counts from the start of its process to its end, with reports written; a replay only from the first byte sent to
 * the last one received. What the run takes without start-up and reports is printed beside it.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMAND, run, serve } from './process.mjs';

const CONCURRENCY = 8;
const SEED = 42;

/** @typedef {{ runMs: number, askMs: number, repeatMs: number, recallMs: number, peakMiB: number, requests: number, checks: number }} Round */

/**
 * @param {number} rounds
 * @returns {Promise<Round[]>}
 */
export async function measureOverhead(rounds) {
  const folder = await mkdtemp(join(tmpdir(), 'ivs-conformance-bench-'));
  try {
    /** @type {Round[]} */
    const measured = [];
    while (measured.length < rounds) measured.push(await round(folder));
    return measured;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * @param {string} folder
 * @returns {Promise<Round>}
 */
async function round(folder) {
  const recording = join(folder, 'exchanges.json');
  const whole = await recordedRun(folder, recording);
  const repeatMs = await replay('repeat', recording);
  const recallMs = await replay('recall', recording);
  return { ...whole, repeatMs, recallMs };
}

/**
 * @param {'repeat' | 'recall'} mode
 * @param {string} recording
 */
async function replay(mode, recording) {
  const endpoint = await serve([script('endpoint.mjs'), mode, recording]);
  const { stdout } = await run([script('replay.mjs'), endpoint.url, recording, String(CONCURRENCY)]);
  await endpoint.stop();
  return Number(stdout);
}

/**
 * @param {string} folder
 * @param {string} recording
 */
async function recordedRun(folder, recording) {
  const endpoint = await serve([script('endpoint.mjs'), 'record', recording]);
  const peakFile = join(folder, 'peak');
  const { durationMs } = await run(
    [
      ...['--import', new URL('peak-memory.mjs', import.meta.url).href, COMMAND, 'run', '--quiet'],
      ...['--endpoint', endpoint.url, '--report-dir', folder, '--seed', String(SEED)],
      ...['--effort', 'standard', '--concurrency', String(CONCURRENCY)],
    ],
    { env: { BENCH_PEAK_MEMORY: peakFile } },
  );
  await endpoint.stop();
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  return {
    runMs: durationMs,
    askMs: report.run.durationMs,
    peakMiB: Number(readFileSync(peakFile, 'utf8')) / 1024,
    requests: report.run.requests,
    checks: report.summary.checks,
  };
}

/** @param {string} name */
function script(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}
