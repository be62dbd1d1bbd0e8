import { describe, expect, it } from 'vitest';
import { loadContracts } from '../../../contract/load.js';
import { Router } from '../../../contract/route.js';
import type { JsonObject } from '../../../contract/types.js';
import { type Answering, behind, type ExchangeMutant } from './exchange.js';
import { exchangeMutants } from './index.js';

const contracts = loadContracts();
const router = new Router(contracts);
const all = exchangeMutants(contracts);

function find(id: string): ExchangeMutant {
  const found = all.find((mutant) => mutant.id === id);
  if (found === undefined) throw new Error(`no mutant is called ${id}`);
  return found;
}

/** What a client sees of an endpoint that answers like this, behind a mutant. */
function asking(id: string, endpoint: (path: string, input: JsonObject) => JsonObject | number) {
  const mutant = find(id);
  const seen = new Set([mutant.operation, ...(mutant.sees ?? [])]);
  let effects = 0;
  const answering: Answering = ({ path, body }) => {
    const answer = endpoint(path, body.length === 0 ? {} : JSON.parse(String(body)));
    if (typeof answer !== 'number') return { status: 200, headers: {}, body: JSON.stringify(answer) };
    return { status: answer, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' }, body: '{}' };
  };
  const sees = ({ operation }: { operation: string }) => seen.has(operation);
  const handle = behind(mutant.begin(), sees, router, answering, () => {
    effects += 1;
  });
  const ask = (operation: string, input: JsonObject) => {
    const { status, body } = handle({
      method: 'POST',
      path: `/${operation}`,
      headers: {},
      body: JSON.stringify(input),
    });
    return { status, body: body === '' ? undefined : JSON.parse(body) };
  };
  return { ask, effects: () => effects };
}

const arn = (name: string) => `arn:aws:ivs:us-east-1:123456789012:channel/${name}`;

describe('a fault in the exchanges', () => {
  it('leaves what it does not see as it is', () => {
    const { ask, effects } = asking('answer-dropped/ivs/GetChannel/channel.name', () => ({
      channel: { name: 'a' },
    }));
    expect(ask('CreateChannel', {}).body).toEqual({ channel: { name: 'a' } });
    expect(effects()).toBe(0);
    expect(ask('GetChannel', { arn: arn('a') }).body).toEqual({ channel: {} });
    expect(effects()).toBe(1);
  });

  it('gives the value of an earlier answer', () => {
    const { ask } = asking('answer-of-another/ivs/GetChannel/channel.name', (_, { arn: name = '' }) => ({
      channel: { name },
    }));
    const names = ['a', 'b', 'b', 'c'].map((name) => ask('GetChannel', { arn: name }).body.channel.name);
    expect(names).toEqual(['a', 'a', 'a', 'b']);
  });

  it('drops a member from every second answer that has it', () => {
    const { ask } = asking('answer-dropped-at-times/ivs/GetChannel/channel.name', () => ({
      channel: { name: 'a' },
    }));
    const has = [1, 2, 3, 4].map(() => 'name' in ask('GetChannel', { arn: arn('a') }).body.channel);
    expect(has).toEqual([true, false, true, false]);
  });

  it('keeps a view one change behind', () => {
    let name = 'first';
    const { ask } = asking('view-stale/ivs/GetChannel/channel.name', (_, input) => {
      name = String(input.name ?? name);
      return { channel: { arn: arn('a'), name } };
    });
    expect(ask('GetChannel', { arn: arn('a') }).body.channel.name).toBe('first');
    expect(ask('UpdateChannel', { arn: arn('a'), name: 'second' }).body.channel.name).toBe('second');
    expect(ask('GetChannel', { arn: arn('a') }).body.channel.name).toBe('first');
  });

  it('shows the default in place of what was sent', () => {
    const { ask } = asking(
      'view-default/ivs/CreateChannel/channel.type',
      (_, { type = 'STANDARD', name = '' }) => ({
        channel: { arn: arn(String(name)), type },
      }),
    );
    expect(ask('CreateChannel', { name: 'a' }).body.channel.type).toBe('STANDARD');
    expect(ask('CreateChannel', { name: 'b', type: 'BASIC' }).body.channel.type).toBe('STANDARD');
  });

  it('still shows what was deleted, and only that', () => {
    const gone = new Set<string>();
    const { ask } = asking('deleted-shown/ivs/GetChannel', (path, { arn: one = '' }) => {
      if (gone.has(String(one))) return 404;
      if (path === '/DeleteChannel') gone.add(String(one));
      return path === '/DeleteChannel' ? {} : { channel: { arn: one } };
    });
    expect(ask('GetChannel', { arn: arn('a') }).status).toBe(200);
    ask('DeleteChannel', { arn: arn('a') });
    expect(ask('GetChannel', { arn: arn('a') })).toEqual({
      status: 200,
      body: { channel: { arn: arn('a') } },
    });
    gone.add(arn('b'));
    expect(ask('GetChannel', { arn: arn('b') }).status).toBe(404);
  });

  it('loses another resource with a deleted one', () => {
    const { ask } = asking('deleted-beside/ivs/ListChannels', (path, { name = '' }) =>
      path === '/ListChannels'
        ? { channels: [{ arn: arn('a') }, { arn: arn('c') }] }
        : { channel: { arn: arn(String(name)) } },
    );
    for (const name of ['a', 'b', 'c']) ask('CreateChannel', { name });
    expect(ask('ListChannels', {}).body.channels).toHaveLength(2);
    ask('DeleteChannel', { arn: arn('b') });
    expect(ask('ListChannels', {}).body.channels).toEqual([{ arn: arn('c') }]);
  });

  it('takes a token back that it has made too long', () => {
    const sent: unknown[] = [];
    const { ask } = asking('token-too-long/ivs/ListChannels', (_, { nextToken = '' }) => {
      sent.push(nextToken);
      return { channels: [], nextToken: 'more' };
    });
    const { nextToken } = ask('ListChannels', {}).body;
    expect(nextToken.length).toBeGreaterThan(1024);
    ask('ListChannels', { nextToken });
    expect(sent).toEqual(['', 'more']);
  });

  it('loses a member of a request on the way, and keeps the others', () => {
    const sent: JsonObject[] = [];
    const { ask, effects } = asking('request-dropped/ivs/UpdateChannel/name', (_, input) => {
      sent.push(input);
      return { channel: {} };
    });
    ask('UpdateChannel', { arn: arn('a'), name: 'b', type: 'BASIC' });
    expect(sent).toEqual([{ arn: arn('a'), type: 'BASIC' }]);
    expect(effects()).toBe(1);
  });

  it('answers a deletion that it does not pass on, but not one of what is not there', () => {
    const paths: string[] = [];
    const { ask } = asking('never-done/ivs/DeleteChannel', (path, { arn: one = arn('a') }) => {
      paths.push(path);
      return one === arn('a') ? { channel: { arn: arn('a') } } : 404;
    });
    ask('CreateChannel', {});
    expect(ask('DeleteChannel', { arn: arn('a') }).status).toBeLessThan(300);
    expect(ask('DeleteChannel', { arn: arn('b') }).status).toBe(404);
    expect(paths).toEqual(['/CreateChannel', '/DeleteChannel']);
  });

  it('passes on what cannot be read', () => {
    const mutant = find('request-dropped/ivs/UpdateChannel/name');
    const sent: unknown[] = [];
    const handle = behind(
      mutant.begin(),
      () => true,
      router,
      ({ body }) => {
        sent.push(body);
        return { status: 400, headers: {}, body: '' };
      },
    );
    handle({ method: 'POST', path: '/UpdateChannel', headers: {}, body: '{"name":' });
    expect(sent).toEqual(['{"name":']);
  });
});

describe('all faults in the exchanges', () => {
  it('have identifiers of their own, and are many', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(1500);
  });

  it('touch every operation of both services', () => {
    const touched = new Set(all.map(({ service, operation }) => `${service} ${operation}`));
    const known = [...contracts].flatMap(([service, { operations }]) =>
      [...operations.keys()].map((operation) => `${service} ${operation}`),
    );
    expect(known.filter((each) => !touched.has(each))).toEqual([]);
  });

  it('are equivalent where a document leaves that open, never by the dozen without one', () => {
    const equivalent = all.filter((mutant) => mutant.equivalent !== undefined);
    expect(equivalent.length).toBeLessThan(all.length / 10);
    for (const { equivalent: reason = '' } of equivalent) expect(reason).toMatch(/\w+ \w+ \w+/);
  });
});
