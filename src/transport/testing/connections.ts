import { afterEach } from 'vitest';
import { createTransport, type TransportOptions } from '../http/http.js';
import { type Transport, TransportError } from '../types.js';
import { TEST_CREDENTIALS } from './requests.js';
import type { TestServer } from './servers.js';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Closes something after the test, what came last first. */
export function closeAfterTest(close: () => Promise<void>): void {
  closers.unshift(close);
}

/** The URL of a server that is closed after the test. */
export async function serve(server: Promise<TestServer>): Promise<URL> {
  const { url, close } = await server;
  closeAfterTest(close);
  return url;
}

/** A transport that is closed after the test. */
export function connect(endpoint: URL, options: Partial<TransportOptions> = {}): Transport {
  const credentials = async () => TEST_CREDENTIALS;
  const transport = createTransport({ endpoint, region: 'us-west-2', credentials, ...options });
  closeAfterTest(() => transport.close());
  return transport;
}

/** What a sending that must fail failed with. */
export async function failureOf(sending: Promise<unknown>): Promise<TransportError> {
  const error = await sending.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof TransportError)) throw new Error('expected a TransportError', { cause: error });
  return error;
}
