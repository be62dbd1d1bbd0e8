/**
 * The endpoints of the overhead measurement, each a process of its own:
 *
 *   node bench/endpoint.mjs record FILE   the reference endpoint, as `serve` serves it, that also remembers every exchange
 *   node bench/endpoint.mjs repeat FILE   gives the n-th request the n-th remembered answer, and does the same work for it
 *   node bench/endpoint.mjs recall FILE   gives the n-th request the n-th remembered answer, and does no work at all
 *
 * Prints where it listens. On SIGTERM it stops; `record` then writes what it remembers to FILE.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createReference } from '../dist/src/reference/reference.js';
import { startReference } from '../dist/src/reference/server/server.js';
import { seededRandom } from '../dist/src/reference/variations/random.js';

/** @typedef {import('../dist/src/reference/reference.js').Reference} Reference */
/** @typedef {import('../dist/src/reference/protocol/request.js').ReferenceRequest} ReferenceRequest */
/** @typedef {import('../dist/src/reference/protocol/request.js').ReferenceResponse} ReferenceResponse */
/** @typedef {{ request: ReferenceRequest, answer: ReferenceResponse }} RecordedExchange */

const [mode = '', file = ''] = process.argv.slice(2);

/** Always the same numbers, so that the same requests in the same order get the same ARNs. */
const reference = createReference({ random: seededRandom(1) });

/** @returns {{ handle: Reference['handle'], finish(): void }} */
function record() {
  /** @type {RecordedExchange[]} */
  const exchanges = [];
  return {
    handle(request) {
      const answer = reference.handle(request);
      exchanges.push({ request, answer });
      return answer;
    },
    finish() {
      const plain = exchanges.map(({ request: { method, path, headers, body }, answer }) => ({
        request: { method, path, headers, body: Buffer.from(body).toString('base64') },
        answer,
      }));
      writeFileSync(file, JSON.stringify(plain));
    },
  };
}

/** @returns {RecordedExchange[]} */
function remembered() {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** @returns {{ handle: Reference['handle'], finish(): void }} */
function repeat() {
  const exchanges = remembered().map(({ request, answer }) => ({
    request: { ...request, body: Buffer.from(String(request.body), 'base64') },
    answer,
  }));
  let asked = 0;
  return {
    handle() {
      const exchange = exchanges[asked++];
      if (exchange === undefined) throw new Error('more requests than were recorded');
      const answer = reference.handle(exchange.request);
      // Tokens and times may differ, what was done may not.
      if (answer.status !== exchange.answer.status) {
        throw new Error(`${exchange.request.path} had ${exchange.answer.status}, now ${answer.status}`);
      }
      return answer;
    },
    finish() {},
  };
}

/** @returns {{ handle: Reference['handle'], finish(): void }} */
function recall() {
  const answers = remembered().map(({ answer }) => answer);
  let asked = 0;
  return {
    handle() {
      const answer = answers[asked++];
      if (answer === undefined) throw new Error('more requests than were recorded');
      return answer;
    },
    finish() {},
  };
}

const modes = new Map([
  ['record', record],
  ['repeat', repeat],
  ['recall', recall],
]);
const chosen = modes.get(mode);
if (chosen === undefined) throw new Error(`no mode ${mode}; there are ${[...modes.keys()].join(', ')}`);
const { handle, finish } = chosen();
const server = await startReference({ handle });
process.once('SIGTERM', async () => {
  await server.close();
  finish();
});
process.stdout.write(`${server.url}\n`);
