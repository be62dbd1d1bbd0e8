/** Servers that make up answers from an OpenAPI document: the one of a contract. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, withServer } from '../components/server.mjs';
import { openApi } from '../openapi.mjs';

/**
 * What of the document a server cannot take is changed in place.
 * @typedef {(document: Awaited<ReturnType<typeof openApi>>) => void} Change
 */

/**
 * Starts a server on the OpenAPI document of a service, and lends its URL.
 * @template T
 * @param {import('../../dist/src/api/index.js').Service} service
 * @param {Change} change
 * @param {(at: { document: string, port: string }) => { command: string, words: string[], env?: NodeJS.ProcessEnv }} server
 * @param {(url: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withMocked(service, change, server, use) {
  const folder = await mkdtemp(join(tmpdir(), 'ivs-conformance-openapi-'));
  const document = join(folder, `${service}.json`);
  const text = await openApi(service);
  change(text);
  await writeFile(document, JSON.stringify(text));
  const port = String(await freePort());
  try {
    return await withServer({ ...server({ document, port }), url: `http://127.0.0.1:${port}` }, use);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
