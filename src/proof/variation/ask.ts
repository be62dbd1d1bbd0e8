import fc from 'fast-check';
import * as generators from '../../../generators/index.js';
import type { Check } from '../../checks/types.js';
import { createReference, type Reference } from '../../reference/reference.js';
import { startReference } from '../../reference/server/server.js';
import { sending } from '../../reference/variations/delivery/deliver.js';
import type { Variation, Varied } from '../../reference/variations/index.js';
import { seededRandom } from '../../reference/variations/random.js';
import type { CheckResult } from '../../results/types.js';
import { newEnvironment } from '../../runner/environment.js';
import { runChecks } from '../../runner/run/run.js';
import { leftOut } from '../../runner/run/sample.js';
import { inProcessDriver } from '../../transport/driver/in-process.js';
import { createTransport } from '../../transport/http/http.js';
import { inProcessTransport } from '../../transport/in-process.js';
import type { Credentials } from '../../transport/signing/signing.js';
import type { Transport } from '../../transport/types.js';
import type { Judge } from '../mutation/judge.js';

/** Nobody's, but known to both sides. */
const CREDENTIALS: Credentials = { accessKeyId: 'variation', secretAccessKey: 'none' };

/** Longer than any endpoint lags, in milliseconds. */
const SETTLE_MS = 4_000;

/** Checks asked at once: of an endpoint that lags each of them mostly waits. */
const CONCURRENCY = { inProcess: 1, connected: 8, lagging: 64 };

/** What came of one endpoint. */
export interface Asked {
  readonly results: readonly CheckResult[];
  /** What the suite left behind, with the reason. */
  readonly leftovers: ReadonlyMap<string, string>;
  /** Variations that the endpoint was made of. */
  readonly parts: readonly string[];
}

/**
 * Asks the reference endpoint, varied or plain, all that a run asks it: over connections where it is these that vary,
 * else in this process. What checks of signatures ask is asked over connections only, where requests are signed.
 * @throws Error when a check fails by a fault of its own
 */
export async function askVaried(
  judge: Judge,
  variation?: Variation,
  checks: readonly Check[] = judge.checks,
): Promise<Asked> {
  const random = seededRandom(judge.seed);
  const varied = variation?.vary(random);
  const isConnected = varied?.delivery !== undefined;
  // The signatures of requests are of the suite's time.
  const isVerifying = isConnected && varied.settings?.clockMs === undefined;
  const reference = createReference({
    contracts: judge.contracts,
    random,
    ...(varied && { varied }),
    ...(isVerifying && { credentials: CREDENTIALS }),
  });
  const { transport, close } = await connect(reference, varied);
  const isLagging = varied?.settings?.lagMs !== undefined;
  const environment = newEnvironment({
    transport,
    asksAuthentication: isVerifying,
    scopes: judge.scopes,
    generators,
    fc: { ...fc, default: fc },
    seed: judge.seed,
    effort: judge.effort,
    driver: inProcessDriver(reference.control),
    settleMs: isLagging ? SETTLE_MS : 0,
  });
  try {
    const results = await runChecks(environment, {
      checks,
      probes: judge.checks.filter(({ kind }) => kind === 'operation'),
      ...(judge.effort === 'smoke' ? { leftOut: leftOut(judge.checks, judge.seed) } : {}),
      concurrency: isLagging ? CONCURRENCY.lagging : CONCURRENCY[isConnected ? 'connected' : 'inProcess'],
      command: () => '',
    });
    return { results, leftovers: environment.shared.leftovers, parts: varied?.parts ?? [] };
  } finally {
    await close();
  }
}

interface Connected {
  readonly transport: Transport;
  close(): Promise<void>;
}

async function connect(reference: Reference, varied: Varied | undefined): Promise<Connected> {
  const { delivery, settings = {} } = varied ?? {};
  const { region = 'us-east-1' } = settings;
  if (delivery === undefined) {
    const transport = inProcessTransport(reference.handle, { region });
    return { transport, close: () => transport.close() };
  }
  const server = await startReference(reference, { send: sending(delivery) });
  const credentials = async () => CREDENTIALS;
  const transport = createTransport({ endpoint: new URL(server.url), region, credentials });
  return {
    transport,
    async close() {
      await transport.close();
      await server.close();
    },
  };
}
