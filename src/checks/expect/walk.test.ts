import { describe, expect, test } from 'vitest';
import { loadContract } from '../../contract/load.js';
import type { Json, JsonObject } from '../../contract/types.js';
import { type Answer, readAnswer } from '../../transport/http/answer.js';
import { DeviationFound, Skipped } from './verdicts.js';
import { expectNoDuplicates, itemWith, walk } from './walk.js';

const contract = loadContract('ivs');
const operation = contract.operations.get('ListChannels');
if (operation === undefined) throw new Error('no such operation');
const list = operation;

function read(status: number, body: Json): Answer {
  const request = {
    service: 'ivs',
    operation: 'ListChannels',
    method: 'POST',
    path: '/',
    headers: {},
    url: '',
  } as const;
  return readAnswer(list, {
    request,
    response: { status, headers: {}, body: JSON.stringify(body) },
    durationMs: 1,
  });
}

/** Walks pages that a function gives for each token. */
function walking(page: (token: string | undefined, count: number) => Json, status = 200) {
  const inputs: JsonObject[] = [];
  const call = async (_: string, input: JsonObject) => {
    inputs.push(input);
    return read(
      status,
      page(input.nextToken === undefined ? undefined : String(input.nextToken), inputs.length),
    );
  };
  return { inputs, walk: () => walk({ call, scope: { contract } } as never, list, { maxResults: 2 }) };
}

const channel = (id: number) => ({ arn: `arn:${id}` });

describe('walking pages', () => {
  test('follows the tokens to the page without one, with the same input', async () => {
    const pages: { [token: string]: Json } = {
      first: { channels: [channel(1), channel(2)], nextToken: 'a' },
      a: { channels: [], nextToken: 'b' },
      b: { channels: [channel(3)] },
    };
    const { inputs, walk: go } = walking((token = 'first') => pages[token] ?? {});
    const { items, answers } = await go();
    expect(items).toEqual([channel(1), channel(2), channel(3)]);
    expect(answers).toHaveLength(3);
    expect(inputs).toEqual([
      { maxResults: 2 },
      { maxResults: 2, nextToken: 'a' },
      { maxResults: 2, nextToken: 'b' },
    ]);
  });

  test.each([[''], [null], [5]])('%j is no token', async (nextToken) => {
    const { inputs, walk: go } = walking(() => ({ channels: [], nextToken }));
    await go();
    expect(inputs).toHaveLength(1);
  });

  test('a token that comes again deviates at once', async () => {
    const { inputs, walk: go } = walking((token) => ({
      channels: [channel(1)],
      nextToken: token === 'a' ? 'b' : 'a',
    }));
    await expect(go()).rejects.toThrow('the same nextToken came twice');
    expect(inputs).toHaveLength(3);
  });

  test('pages that never end deviate, even if every token is new', async () => {
    const { inputs, walk: go } = walking((_, count) => ({ channels: [], nextToken: `t${count}` }));
    await expect(go()).rejects.toThrow(/26 pages held 0 items and a further token came/);
    expect(inputs).toHaveLength(26);
  });

  test('many pages of one item each are no deviation', async () => {
    const { walk: go } = walking((_, count) => ({
      channels: [channel(count)],
      ...(count < 200 ? { nextToken: `t${count}` } : {}),
    }));
    expect((await go()).items).toHaveLength(200);
  });

  test('a page that is refused skips the check', async () => {
    await expect(walking(() => ({ message: 'no' }), 400).walk()).rejects.toThrow(Skipped);
  });

  test('a page without its list holds nothing', async () => {
    expect((await walking(() => ({ channels: 'none' })).walk()).items).toEqual([]);
  });
});

test('an item is found by its ARN, whatever else is listed', () => {
  const items: Json[] = [null, 'arn:1', [], { arn: 5 }, { arn: 'arn:1', name: 'x' }];
  expect(itemWith(items, 'arn:1')).toEqual({ arn: 'arn:1', name: 'x' });
  expect(itemWith(items, 'arn:2')).toBeUndefined();
});

test('a resource that is listed twice deviates; items without ARN are not compared', () => {
  const answer = read(200, {});
  expect(() => expectNoDuplicates([channel(1), channel(2), {}, {}, null], answer)).not.toThrow();
  expect(() => expectNoDuplicates([channel(1), channel(2), channel(1)], answer)).toThrow(DeviationFound);
});
