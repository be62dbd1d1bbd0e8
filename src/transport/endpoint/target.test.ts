import { afterEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../results/errors/usage-error.js';
import { createChannel, TEST_CREDENTIALS } from '../testing/requests.js';
import { httpServer } from '../testing/servers.js';
import type { Transport } from '../types.js';
import type { Target } from './endpoint.js';
import { createTargetTransport } from './target.js';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function answering(text: string): Promise<URL> {
  const { url, close } = await httpServer((_, response) => response.end(text));
  closers.push(close);
  return url;
}

function connect(urls: Pick<Target, 'ivs' | 'ivs-realtime'>): Transport {
  const transport = createTargetTransport({
    ...urls,
    region: 'us-east-1',
    credentials: async () => TEST_CREDENTIALS,
    isLoopback: true,
    isPrivate: true,
    isAws: false,
  });
  closers.unshift(() => transport.close());
  return transport;
}

const createStage = createChannel({
  service: 'ivs-realtime',
  operation: 'CreateStage',
  path: '/CreateStage',
});

describe('createTargetTransport', () => {
  it('sends each service its requests, and counts them together', async () => {
    const [ivs, realtime] = [await answering('ivs'), await answering('realtime')];
    const transport = connect({ ivs, 'ivs-realtime': realtime });
    expect((await transport.send(createChannel())).response.body).toBe('ivs');
    expect((await transport.send(createStage)).response.body).toBe('realtime');
    expect(transport.requests).toBe(2);
    expect(transport.endpoint).toBe(`${ivs.origin}, ${realtime.origin}`);
  });

  it('shares the connections where both services have one endpoint', async () => {
    const url = await answering('both');
    const transport = connect({ ivs: url, 'ivs-realtime': new URL(url) });
    await transport.send(createChannel());
    await transport.send(createStage);
    expect(transport).toMatchObject({ endpoint: url.origin, requests: 2, region: 'us-east-1' });
  });

  it('says which service has no endpoint', async () => {
    const transport = connect({ ivs: await answering('ivs') });
    await expect(transport.send(createStage)).rejects.toThrow(UsageError);
    await expect(transport.send(createStage)).rejects.toThrow(/No endpoint is named for ivs-realtime/);
    expect((await transport.send(createChannel())).response.body).toBe('ivs');
  });

  it('needs an endpoint', () => {
    expect(() => connect({})).toThrow(UsageError);
  });
});
