import { describe, expect, test } from 'vitest';
import { Inconclusive } from '../../checks/expect/verdicts.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import { inProcessTransport } from '../../transport/in-process.js';
import { ask, checksWith, json, referenceEndpoint, scopes } from '../testing/asking.js';
import { Guard } from './guard.js';

async function make(endpoint: InProcessEndpoint, name: string): Promise<string> {
  const body = JSON.stringify({ name });
  const response = await endpoint({ method: 'POST', path: '/CreateChannel', headers: {}, body });
  const [, arn = ''] = /"arn":"([^"]*channel\/[^"]*)"/.exec(response.body) ?? [];
  return arn;
}

/** A guard before an endpoint, and what was sent to that. */
function guarded(endpoint: InProcessEndpoint, account?: string) {
  const sent: string[] = [];
  const inner = inProcessTransport(
    (request) => {
      sent.push(request.path);
      return endpoint(request);
    },
    { region: 'us-east-1' },
  );
  const place = account === undefined ? {} : { account: { account, region: 'us-east-1' } };
  const { transport } = new Guard(inner, scopes, { isLoopback: true, settleMs: 0, ...place });
  const call = async (operation: string, input: object) => {
    const request = {
      service: 'ivs',
      operation,
      method: 'POST',
      path: `/${operation}`,
      headers: {},
    } as const;
    const { response } = await transport.send({ ...request, body: JSON.stringify(input) });
    return { status: response.status, arn: /"arn":"([^"]*channel\/[^"]*)"/.exec(response.body)?.[1] ?? '' };
  };
  return { sent, call };
}

const UNKNOWN = 'arn:aws:ivs:us-east-1:123456789012:channel/madeUp000000';

describe('a guard', () => {
  test('sends what changes or removes something of the run, and what names nothing', async () => {
    const { call } = guarded(referenceEndpoint());
    const { arn } = await call('CreateChannel', { name: 'n-of-the-run' });
    expect((await call('UpdateChannel', { arn, name: 'other' })).status).toBe(200);
    expect((await call('DeleteChannel', { arn })).status).toBe(204);
    expect((await call('DeleteChannel', { arn })).status).toBe(404);
    expect((await call('DeleteChannel', { arn: UNKNOWN })).status).toBe(404);
  });

  test('does not send what names something that was there before', async () => {
    const endpoint = referenceEndpoint();
    const others = await make(endpoint, 'n-of-others');
    const { call, sent } = guarded(endpoint);
    await call('CreateChannel', { name: 'n-of-the-run' });
    await expect(call('DeleteChannel', { arn: others })).rejects.toBeInstanceOf(Inconclusive);
    await expect(call('CreateStreamKey', { channelArn: others })).rejects.toThrow('was there before');
    expect(sent).not.toContain('/DeleteChannel');
    expect(sent).not.toContain('/CreateStreamKey');
    expect((await call('GetChannel', { arn: others })).status).toBe(200);
  });

  test('does not send what names something that only answers have shown', async () => {
    const endpoint = referenceEndpoint();
    const { call } = guarded(endpoint);
    await call('CreateChannel', { name: 'n-of-the-run' });
    const later = await make(endpoint, 'n-of-others');
    await call('ListChannels', {});
    await expect(call('DeleteChannel', { arn: later })).rejects.toThrow('no creation of this run has given');
  });

  test('acts on nothing of another account than the one that is asked', async () => {
    const { call } = guarded(referenceEndpoint(), '999999999999');
    const { arn } = await call('CreateChannel', { name: 'n-of-the-run' });
    await expect(call('DeleteChannel', { arn })).rejects.toThrow('not of the account and region');
  });
});

describe('a creation that gives what was there before', () => {
  test('is one deviation of its operation, and what it gave is left as it is', async () => {
    const reference = referenceEndpoint();
    const others = await make(reference, 'n-of-others');
    const removed: unknown[] = [];
    const endpoint: InProcessEndpoint = (request) => {
      if (request.path === '/DeleteChannel') removed.push(JSON.parse(String(request.body)).arn);
      if (request.path !== '/CreateChannel') return reference(request);
      return json(200, { channel: { arn: others, name: 'n-of-others' }, streamKey: {} });
    };
    const checks = checksWith('http/ivs/CreateChannel', 'lifecycle/ivs/Channel/', 'http/ivs/UpdateChannel');
    const { results } = await ask(endpoint, { checks });
    const told = results.filter(({ deviation }) => deviation?.observed.includes('was there before'));
    expect(told.map(({ id }) => id)).toEqual(['http/ivs/CreateChannel/status']);
    expect(removed).not.toContain(others);
  });
});
