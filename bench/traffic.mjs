/** What judging recorded traffic costs, against parsing the same JSON. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHar } from '../dist/src/clients/traffic/har/har.js';
import { TrafficJudge } from '../dist/src/clients/traffic/judge.js';
import { Tally } from '../dist/src/clients/traffic/tally.js';
import { loadContracts } from '../dist/src/contract/load.js';
import { askEndpoint, createJudge } from '../dist/src/proof/mutation/judge.js';
import { createReference } from '../dist/src/reference/reference.js';
import { inProcessDriver } from '../dist/src/transport/driver/in-process.js';

/**
 * @typedef {object} TrafficCost of one round, in milliseconds of CPU time
 * @property {number} exchanges
 * @property {number} judgeMs reading the file and judging what is in it
 * @property {number} parseMs `JSON.parse` of the same entries
 * @property {number} bodiesMs `JSON.parse` of their bodies alone
 */

/**
 * Records what a run asks the reference endpoint, and judges that again and again.
 * @param {number} rounds
 * @returns {Promise<TrafficCost[]>}
 */
export async function measureTraffic(rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'ivs-conformance-bench-'));
  try {
    const file = join(folder, 'traffic.har');
    writeFileSync(file, JSON.stringify({ log: { version: '1.2', entries: await record() } }));
    const costs = [];
    for (let round = 0; round < rounds; round += 1) costs.push(await measure(file));
    return costs;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Traffic as a client makes it: a run's, without the checks that send invalid requests on purpose.
 * @returns {Promise<object[]>} entries of a HAR file
 */
async function record() {
  const judge = createJudge(1, 'smoke');
  const reference = createReference({ contracts: judge.contracts });
  /** @type {object[]} */
  const entries = [];
  const checks = judge.checks.filter(
    ({ authenticates, kind }) => !authenticates && !['malformed', 'constraint', 'error-form'].includes(kind),
  );
  /** @param {import('../dist/src/transport/in-process.js').InProcessRequest} request */
  const handle = (request) => {
    const response = reference.handle(request);
    entries.push(entryOf(request, response));
    return response;
  };
  await askEndpoint(judge, handle, checks, () => true, undefined, inProcessDriver(reference.control));
  return entries;
}

/**
 * @param {import('../dist/src/transport/in-process.js').InProcessRequest} request
 * @param {import('../dist/src/reference/protocol/request.js').ReferenceResponse} response
 */
function entryOf({ method, path, headers, body }, { status, headers: answered, body: text }) {
  const pairs = (/** @type {object} */ all) => Object.entries(all).map(([name, value]) => ({ name, value }));
  return {
    time: 1,
    request: {
      ...{ method, url: `http://127.0.0.1:5000${path}`, headers: pairs(headers) },
      ...(body.length === 0 ? {} : { postData: { mimeType: 'application/json', text: body.toString() } }),
    },
    response: {
      ...{ status, headers: pairs(answered) },
      content: { size: Buffer.byteLength(text), mimeType: answered['content-type'] ?? '', text },
    },
  };
}

/**
 * @param {string} file
 * @returns {Promise<TrafficCost>}
 */
async function measure(file) {
  const contracts = loadContracts();
  const judge = new TrafficJudge({ contracts });
  const tally = new Tally(contracts);
  /** @param {import('../dist/src/clients/traffic/judge.js').Verdict} verdict */
  const tell = ({ index, judged }) => {
    if (judged === undefined) tally.addOther();
    else tally.add({ file, index }, judged);
  };
  const judgeMs = await cpuTime(async () => {
    for await (const read of readHar(file)) {
      if ('entry' in read) for (const verdict of judge.take(read.index, read.entry)) tell(verdict);
    }
    for (const verdict of judge.finish()) tell(verdict);
  });
  const text = readFileSync(file, 'utf8');
  const parseMs = await cpuTime(async () => void JSON.parse(text));
  /** @type {string[]} */
  const bodies = JSON.parse(text).log.entries.flatMap((/** @type {any} */ { request, response }) =>
    [request.postData?.text, response.content.text].filter(Boolean),
  );
  const bodiesMs = await cpuTime(async () => {
    for (const body of bodies) JSON.parse(body);
  });
  return { exchanges: tally.summary.exchanges, judgeMs, parseMs, bodiesMs };
}

/** @param {() => Promise<void>} work */
async function cpuTime(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
