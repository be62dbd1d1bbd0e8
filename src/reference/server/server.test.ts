import { Agent, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createReference } from '../reference.js';
import { contracts } from '../testing/client.js';
import { type ReferenceServer, startReference } from './server.js';

const servers: ReferenceServer[] = [];

async function start(): Promise<ReferenceServer> {
  const server = await startReference(createReference({ contracts }));
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Reply {
  readonly status: number | undefined;
  readonly reused: boolean;
  readonly body: string;
}

function post(url: string, agent: Agent, body: string | Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode, reused: sent.reusedSocket, body: text }),
      );
    });
    sent.on('error', reject).end(body);
  });
}

describe('startReference', () => {
  it('listens on a free loopback port', async () => {
    const { url, port } = await start();
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const answer = await fetch(`${url}/CreateChannel`, { method: 'POST', body: '{"name":"a"}' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toMatchObject({ channel: { name: 'a' } });
  });

  it('keeps connections alive, whatever the answer', async () => {
    const { url } = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const replies = [
      await post(`${url}/CreateChannel`, agent, '{}'),
      await post(`${url}/GetChannel`, agent, 'no json'),
      await post(`${url}/Nothing`, agent, ''),
      await post(`${url}/ListChannels`, agent, '{}'),
    ];
    agent.destroy();
    expect(replies.map(({ status, reused }) => [status, reused])).toEqual([
      [200, false],
      [400, true],
      [404, true],
      [200, true],
    ]);
  });

  it('answers 204 without a body or its length', async () => {
    const { url } = await start();
    const made = await fetch(`${url}/CreateChannel`, { method: 'POST', body: '{}' });
    const { channel } = JSON.parse(await made.text());
    const body = JSON.stringify({ arn: channel.arn });
    const deleted = await fetch(`${url}/DeleteChannel`, { method: 'POST', body });
    expect([deleted.status, deleted.headers.has('content-length'), await deleted.text()]).toEqual([
      204,
      false,
      '',
    ]);
  });

  it('refuses a body that is too long', async () => {
    const { url } = await start();
    const agent = new Agent();
    const reply = await post(`${url}/CreateChannel`, agent, Buffer.alloc(1024 * 1024 + 1, 0x20));
    expect(reply).toMatchObject({ status: 413, body: expect.stringContaining('exceptionMessage') });
  });

  it('closes at once, idle connections included', async () => {
    const server = await startReference(createReference({ contracts }));
    const agent = new Agent({ keepAlive: true });
    await post(`${server.url}/ListChannels`, agent, '{}');
    await server.close();
    await expect(post(`${server.url}/ListChannels`, agent, '{}')).rejects.toThrow();
    agent.destroy();
  });

  it('says so when the port is taken', async () => {
    const { port } = await start();
    await expect(startReference(createReference({ contracts }), { port })).rejects.toThrow(/EADDRINUSE/);
  });
});
