import { expect, it } from 'vitest';
import type { JsonObject } from '../../contract/types.js';
import { isObject, list, nested, text } from '../state/json.js';
import { Client, contracts } from '../testing/client.js';
import { findMutant } from './index.js';

const broken = (id: string): Client => new Client({ mutant: findMutant(contracts, id) });

function channel(client: Client, input: JsonObject = {}): string {
  return text(nested(client.post('CreateChannel', input).body, 'channel'), 'arn');
}

function shown(client: Client, arn: string): JsonObject {
  return nested(client.post('GetChannel', { arn }).body, 'channel');
}

function tag(client: Client, arn: string, tags: JsonObject): void {
  client.tags('POST', arn, '', JSON.stringify({ tags }));
}

it('every tenth call is refused, and no other', () => {
  const client = broken('tenth-call-refused/ivs/GetChannel');
  const arn = channel(client);
  const statuses = Array.from({ length: 20 }, () => client.post('GetChannel', { arn }).status);
  expect(statuses.flatMap((status, at) => (status === 200 ? [] : [at + 1]))).toEqual([10, 20]);
});

it('the same request is refused once, when it comes for the third time', () => {
  const client = broken('third-repeat-refused/ivs/GetChannel');
  const [first, second] = [channel(client), channel(client)];
  const statuses = [first, second, first, second, first, first].map(
    (arn) => client.post('GetChannel', { arn }).status,
  );
  expect(statuses).toEqual([200, 200, 200, 200, 404, 200]);
});

it('every fifth call is answered as the one before, every third with another resource', () => {
  for (const [id, wrong] of [
    ['fifth-call-stale/ivs/GetChannel', [5]],
    ['third-call-another/ivs/GetChannel', [3]],
  ] as const) {
    const client = broken(id);
    const arns = [channel(client), channel(client)];
    const calls = [1, 2, 3, 4, 5].filter((call) => {
      const arn = arns[call % 2] ?? '';
      return shown(client, arn).arn !== arn;
    });
    expect(calls).toEqual(wrong);
  }
});

it('only the second entry of a list lacks a member', () => {
  const client = broken('second-entry-dropped/ivs/ListChannels/channels[].name');
  for (const name of ['a', 'b', 'c']) channel(client, { name });
  const names = list(client.post('ListChannels').body, 'channels').map((each) => isObject(each) && each.name);
  expect(names).toEqual(['a', undefined, 'c']);
});

it('an update, a tag and a deletion reach another resource', () => {
  const updating = broken('update-bleeds/ivs/UpdateChannel/name');
  const [first, second] = [channel(updating, { name: 'a' }), channel(updating, { name: 'b' })];
  updating.post('UpdateChannel', { arn: first, name: 'new' });
  expect(shown(updating, second).name).toBe('new');

  const tagging = broken('tag-bleeds/ivs/TagResource/channel');
  const [tagged, other] = [channel(tagging), channel(tagging)];
  tag(tagging, tagged, { a: 'b' });
  expect(shown(tagging, other).tags).toEqual({ a: 'b' });

  const deleting = broken('delete-bleeds/ivs/DeleteChannel');
  const [doomed, spared] = [channel(deleting), channel(deleting)];
  deleting.post('DeleteChannel', { arn: doomed });
  expect(deleting.post('GetChannel', { arn: spared }).status).toBe(404);
});

it('two members change each by itself, and not together', () => {
  const client = broken('update-together-lost/ivs/UpdateChannel/name+authorized');
  const arn = channel(client, { name: 'a' });
  client.post('UpdateChannel', { arn, name: 'b', authorized: true });
  expect(shown(client, arn)).toMatchObject({ name: 'b', authorized: false });
  client.post('UpdateChannel', { arn, authorized: true });
  expect(shown(client, arn)).toMatchObject({ name: 'b', authorized: true });
});

it('a list shows the name from before the last update, a get the new one', () => {
  const client = broken('stale-after-update/ivs/ListChannels/name');
  const arn = channel(client, { name: 'a' });
  client.post('UpdateChannel', { arn, name: 'b' });
  expect(list(client.post('ListChannels').body, 'channels')).toMatchObject([{ name: 'a' }]);
  expect(shown(client, arn).name).toBe('b');
});

it('the longest name is cut, and one word taken for another', () => {
  const longest = broken('longest-truncated/ivs/CreateChannel/name');
  expect(text(shown(longest, channel(longest, { name: 'a'.repeat(128) })), 'name')).toHaveLength(127);
  expect(text(shown(longest, channel(longest, { name: 'a'.repeat(127) })), 'name')).toHaveLength(127);

  const word = broken('enum-value-misread/ivs/CreateChannel/latencyMode/NORMAL');
  expect(shown(word, channel(word, { latencyMode: 'NORMAL' })).latencyMode).toBe('LOW');
  expect(shown(word, channel(word, { latencyMode: 'LOW' })).latencyMode).toBe('LOW');
});

it('the last page alone lacks an item, and what was deleted is still listed', () => {
  const last = broken('last-page-drops/ivs/ListChannels');
  for (const name of ['a', 'b', 'c']) channel(last, { name });
  const page = (input: JsonObject): JsonObject => last.post('ListChannels', { maxResults: 2, ...input }).body;
  expect(list(page({}), 'channels')).toHaveLength(2);
  expect(list(page({ nextToken: text(page({}), 'nextToken') }), 'channels')).toHaveLength(0);

  const deleted = broken('deleted-listed/ivs/ListChannels');
  const arn = channel(deleted);
  deleted.post('DeleteChannel', { arn });
  expect(list(deleted.post('ListChannels').body, 'channels')).toMatchObject([{ arn }]);
});

it('a channel is found by an ARN of another region, account or case, and by its own', () => {
  for (const [part, change] of [
    ['region', (arn: string) => arn.replace(/us-west-2|us-east-1/, 'eu-west-1')],
    ['account', (arn: string) => arn.replace(/:\d{12}:/, ':000000000000:')],
    ['case', (arn: string) => arn.replace(/[^/]+$/, (id) => id.toUpperCase())],
  ] as const) {
    const client = broken(`found-in-another-${part}/ivs/GetChannel`);
    const arn = channel(client);
    expect(change(arn), part).not.toBe(arn);
    expect([shown(client, arn).arn, shown(client, change(arn)).arn], part).toEqual([arn, arn]);
    expect(new Client().post('GetChannel', { arn: change(arn) }).status, part).toBe(404);
  }
});

it('names are matched whatever their case', () => {
  const client = broken('filter-ignores-case/ivs/ListChannels/filterByName');
  for (const name of ['name', 'Name', 'names']) channel(client, { name });
  expect(list(client.post('ListChannels', { filterByName: 'name' }).body, 'channels')).toHaveLength(2);
});

it('one country code is refused, and no other', () => {
  const client = broken('country-refused/ivs/CreatePlaybackRestrictionPolicy/SS');
  const status = (code: string): number =>
    client.post('CreatePlaybackRestrictionPolicy', { allowedCountries: [code], allowedOrigins: [] }).status;
  expect(['SS', 'SD'].map(status)).toEqual([400, 200]);
});
