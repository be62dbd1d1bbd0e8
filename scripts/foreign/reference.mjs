/** What stands in front of the reference endpoint. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, withServer } from '../components/server.mjs';
import { builtCli } from '../components/suite.mjs';

/**
 * Starts the reference endpoint and a proxy in front of it, and lends the URL of the proxy.
 * @template T
 * @param {(at: { folder: string, port: number, upstream: URL }) => { command: string, words: string[] }} proxy the
 * command that starts it; what it writes goes into the folder, which is removed
 * @param {(url: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withProxy(proxy, use) {
  const folder = await mkdtemp(join(tmpdir(), 'ivs-conformance-proxy-'));
  const upstream = new URL(`http://127.0.0.1:${await freePort()}`);
  const port = await freePort();
  const words = [builtCli(), 'serve', '--port', upstream.port];
  try {
    return await withServer({ command: process.execPath, words, url: upstream.href }, () =>
      withServer({ ...proxy({ folder, port, upstream }), url: `http://127.0.0.1:${port}` }, use),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * What passes everything on changes no verdict.
 * @type {import('./endpoints.mjs').Expectation}
 */
export const CHANGES_NOTHING = {
  silent: true,
  holds: ({ checks }) =>
    checks
      .filter(({ outcome }) => outcome === 'inconclusive')
      .map(({ id, reason }) => `${id} was not decided: ${reason}`),
};
