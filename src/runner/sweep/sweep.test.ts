import { describe, expect, test } from 'vitest';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import { inProcessTransport } from '../../transport/in-process.js';
import { census, json, referenceEndpoint, refusal, scopes } from '../testing/asking.js';
import type { Remains } from './remains.js';
import { Sweep } from './sweep.js';

const MARK = 'rabcdefghij';
const NOTHING: Remains = { made: new Map(), before: new Map(), unanswered: [] };

async function make(endpoint: InProcessEndpoint, path: string, input: object): Promise<string> {
  const response = await endpoint({ method: 'POST', path, headers: {}, body: JSON.stringify(input) });
  const [, arn = ''] = /"arn":"([^"]*)"/.exec(response.body) ?? [];
  return arn;
}

function sweepOf(endpoint: InProcessEndpoint): Sweep {
  return new Sweep(inProcessTransport(endpoint, { region: 'us-east-1' }), scopes, MARK, true);
}

describe('sweep', () => {
  test('removes what carries the mark of the run in its name or tags, and nothing else', async () => {
    const endpoint = referenceEndpoint();
    const named = await make(endpoint, '/CreateChannel', { name: `n-${MARK}-1` });
    const tagged = await make(endpoint, '/CreateStage', { tags: { 'ivs-conformance-run': MARK } });
    const other = await make(endpoint, '/CreateStage', { tags: { 'ivs-conformance-run': 'rzzzzzzzzzz' } });
    const sweep = sweepOf(endpoint);
    const found = await sweep.find(NOTHING);
    expect(found.map(({ arn }) => arn).toSorted()).toEqual([named, tagged].toSorted());
    expect((await sweep.remove(found)).left).toEqual([]);
    expect((await census(endpoint)).map(({ arn }) => arn)).toEqual([other]);
  });

  test('finds what was made by a creation without an answer by what it was made with', async () => {
    const endpoint = referenceEndpoint();
    const arn = await make(endpoint, '/CreateChannel', { name: 'drawn-at-random' });
    await make(endpoint, '/CreateChannel', { name: 'of-somebody-else' });
    const intent = { service: 'ivs', resource: 'Channel', input: { name: 'drawn-at-random' } } as const;
    const found = await sweepOf(endpoint).find({ ...NOTHING, unanswered: [intent] });
    expect(found.map((each) => each.arn)).toEqual([arn]);
  });

  test('knows a short name again where it was not there before, and only there', async () => {
    const endpoint = referenceEndpoint();
    const others = await make(endpoint, '/CreateChannel', { name: 'abcde' });
    const own = await make(endpoint, '/CreateChannel', { name: 'abcde' });
    const unanswered = [{ service: 'ivs', resource: 'Channel', input: { name: 'abcde' } }] as const;
    const before = new Map([['ivs Channel', new Set([others])]]);
    const found = await sweepOf(endpoint).find({ ...NOTHING, before, unanswered });
    expect(found.map(({ arn }) => arn)).toEqual([own]);
    expect(await sweepOf(endpoint).find({ ...NOTHING, unanswered })).toEqual([]);
  });

  test('leaves what has taken the place of what the ledger tells of', async () => {
    const endpoint = referenceEndpoint();
    const arn = await make(endpoint, '/CreateChannel', { name: 'of-somebody-else' });
    const intent = { service: 'ivs', resource: 'Channel', input: { name: `n-${MARK}-1` } } as const;
    expect(await sweepOf(endpoint).find({ ...NOTHING, made: new Map([[arn, intent]]) })).toEqual([]);
  });

  test('tries again what is refused for a while, and tells what stays', async () => {
    const reference = referenceEndpoint();
    let refused = 0;
    const endpoint: InProcessEndpoint = (request) => {
      if (request.path === '/DeleteStage') return refusal(403, 'AccessDeniedException');
      if (request.path !== '/DeleteChannel' || refused === 2) return reference(request);
      refused += 1;
      return json(409, { message: 'not yet' });
    };
    const stage = await make(endpoint, '/CreateStage', { name: `n-${MARK}-1` });
    const channel = await make(endpoint, '/CreateChannel', { name: `n-${MARK}-2` });
    const sweep = sweepOf(endpoint);
    const { removed, left } = await sweep.remove(await sweep.find(NOTHING));
    expect(removed).toEqual([channel]);
    expect(left).toEqual([{ arn: stage, reason: 'DeleteStage answered 403' }]);
  }, 30_000);
});
