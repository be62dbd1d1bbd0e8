/**
 * Sends recorded requests again, in their order and with the headers that were sent, over bare kept-alive connections,
 * and prints how long that took in milliseconds, from the first byte sent to the last byte received:
 *
 *   node bench/replay.mjs URL FILE CONCURRENCY
 *
 * Nothing is built, signed, parsed or judged: this is the floor that a run is compared with.
 */
import { readFileSync } from 'node:fs';
import { Pool } from 'undici';

const [url = '', file = '', concurrency = ''] = process.argv.slice(2);

/** @type {import('undici').Dispatcher.DispatchOptions[]} */
const requests = JSON.parse(readFileSync(file, 'utf8')).map((/** @type {any} */ { request }) => {
  const { connection: _, host: _host, 'content-length': _length, ...headers } = request.headers;
  const body = Buffer.from(request.body, 'base64');
  return { method: request.method, path: request.path, headers, body: body.length === 0 ? null : body };
});
const pool = new Pool(url, { connections: Number(concurrency), pipelining: 1 });

/** @param {import('undici').Dispatcher.DispatchOptions} request */
function send(request) {
  return new Promise((resolve, reject) => {
    pool.dispatch(request, {
      onRequestStart() {},
      onResponseStart() {},
      onResponseData() {},
      onResponseEnd: resolve,
      onResponseError: (_controller, error) => reject(error),
    });
  });
}

let next = 0;
async function worker() {
  for (;;) {
    const request = requests[next++];
    if (request === undefined) return;
    await send(request);
  }
}

const started = performance.now();
await Promise.all(Array.from({ length: Number(concurrency) }, worker));
const took = performance.now() - started;
await pool.close();
process.stdout.write(`${took}\n`);
