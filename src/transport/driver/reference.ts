import { UsageError } from '../../results/errors/usage-error.js';
import type { Driver } from './types.js';

/** How long the admin path may take to answer, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Drives a reference endpoint of another process, through its admin path.
 * @param endpoint where it listens
 * @throws UsageError when the endpoint has no such path
 */
export async function referenceDriver(endpoint: URL): Promise<Driver> {
  const at = (action: string) => new URL(`/_reference${action}`, endpoint);
  await requireAdminPath(at(''));
  const ask = async (action: string, input: object): Promise<void> => {
    const response = await fetch(at(`/${action}`), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  return {
    name: 'reference',
    // What the control surface does is there as soon as it returns.
    showsWithinMs: 0,
    // It needs no secrets, so it is given none.
    goLive: ({ channelArn }) => ask('goLive', { channelArn }),
    goOffline: ({ channelArn }) => ask('goOffline', { channelArn }),
    joinParticipant: ({ stageArn, participantId, publish, ingest }) => {
      const by = ingest && { ingestConfigurationArn: ingest.ingestConfigurationArn };
      return ask('joinParticipant', { stageArn, participantId, publish, ...by });
    },
    leaveParticipant: ({ stageArn, participantId }) => ask('leaveParticipant', { stageArn, participantId }),
  };
}

async function requireAdminPath(url: URL): Promise<void> {
  let seen: string;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok && 'actions' in Object(await response.json())) return;
    seen = `status ${response.status}`;
  } catch (error) {
    seen = error instanceof Error ? error.message : String(error);
  }
  throw new UsageError(
    `--driver reference is for an endpoint that ivs-conformance serve has started on this machine, and ${url.href} is ` +
      `not one (${seen}). Name another driver, or none.`,
  );
}
