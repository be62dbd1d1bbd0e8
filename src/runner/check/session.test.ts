import { describe, expect, test } from 'vitest';
import { DeviationFound, Skipped } from '../../checks/expect/verdicts.js';
import type { CheckContext } from '../../checks/types.js';
import { type Resource, resourceNamed } from '../../contract/resources.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import {
  allChecks,
  ask,
  census,
  checksWith,
  json,
  only,
  ownCheck,
  referenceEndpoint,
  refusal,
} from '../testing/asking.js';

const resource = (context: CheckContext, name: string): Resource =>
  resourceNamed(context.scope.resources, name);
const channel = (context: CheckContext) => resource(context, 'Channel');

describe('everything that a check made is removed', () => {
  test('after a run of all checks', async () => {
    const endpoint = referenceEndpoint();
    const { environment } = await ask(endpoint, { concurrency: 8 });
    expect(await census(endpoint)).toEqual([]);
    expect([...environment.shared.leftovers]).toEqual([]);
  });

  test.each<[string, () => Promise<void>]>([
    ['conforms', async () => {}],
    ['deviates', async () => Promise.reject(new DeviationFound({ expected: 'a', observed: 'b' }))],
    ['is skipped', async () => Promise.reject(new Skipped('no'))],
  ])('when the check %s', async (_, end) => {
    const endpoint = referenceEndpoint();
    const check = ownCheck(async (context) => {
      await context.create(channel(context));
      await context.create(resource(context, 'StreamKey'));
      const policy = await context.create(resource(context, 'PlaybackRestrictionPolicy'));
      await context.create(channel(context), { playbackRestrictionPolicyArn: policy.arn });
      await end();
    });
    await ask(endpoint, { checks: [check] });
    expect(await census(endpoint)).toEqual([]);
  });

  test('when generated cases deviate and are shrunk, and between the cases', async () => {
    const endpoint = referenceEndpoint();
    const seen: number[] = [];
    const check = ownCheck(async (context) => {
      await context.create(channel(context));
      await context.forAll(context.fc.integer({ min: 0, max: 1000 }), async (value) => {
        seen.push((await census(endpoint)).length);
        await context.create(channel(context));
        if (value > 10) throw new DeviationFound({ expected: 'small', observed: `${value}` });
      });
    });
    const result = only(await ask(endpoint, { checks: [check], effort: 'standard' }));
    expect(result.deviation?.observed).toBe('11');
    expect(new Set(seen)).toEqual(new Set([1]));
    expect(await census(endpoint)).toEqual([]);
  });

  test('when it was made by a plain call, which nobody adopted', async () => {
    const endpoint = referenceEndpoint();
    const check = ownCheck(async (context) => void (await context.call('CreateChannel', { name: 'x' })));
    await ask(endpoint, { checks: [check] });
    expect(await census(endpoint)).toEqual([]);
  });

  test('when the check ends while calls that it started are still under way', async () => {
    const endpoint = referenceEndpoint();
    let calls = 0;
    const slow: InProcessEndpoint = async (request) => {
      if (request.path !== '/CreateChannel') return endpoint(request);
      calls += 1;
      if (calls === 3) return refusal(403, 'AccessDeniedException');
      await new Promise((resolve) => setTimeout(resolve, 5 * calls));
      return endpoint(request);
    };
    const check = ownCheck(async (context) => {
      await Promise.all(Array.from({ length: 8 }, () => context.create(channel(context))));
    });
    expect(only(await ask(slow, { checks: [check] })).outcome).toBe('inconclusive');
    expect(await census(endpoint)).toEqual([]);
  });

  test('when the run is interrupted, even while something is being made', async () => {
    const endpoint = referenceEndpoint();
    const controller = new AbortController();
    let requests = 0;
    const slow: InProcessEndpoint = async (request) => {
      requests += 1;
      if (requests === 300) controller.abort();
      await new Promise((resolve) => setTimeout(resolve, 1));
      return endpoint(request);
    };
    const { results } = await ask(slow, { concurrency: 8, signal: controller.signal });
    const interrupted = results.filter(({ reason }) => reason?.includes('interrupted'));
    expect(interrupted.length).toBeGreaterThan(100);
    expect(new Set(interrupted.map(({ outcome }) => outcome))).toEqual(new Set(['inconclusive']));
    expect(results).toHaveLength(allChecks.length);
    expect(await census(endpoint)).toEqual([]);
  });

  test('as far as the endpoint lets it; what stays is told with the reason', async () => {
    const reference = referenceEndpoint();
    const endpoint: InProcessEndpoint = (request) =>
      request.path === '/DeleteChannel' ? refusal(409, 'ConflictException') : reference(request);
    const check = ownCheck(async (context) => void (await context.create(channel(context))));
    const { environment } = await ask(endpoint, { checks: [check] });
    const [left] = await census(endpoint);
    expect([...environment.shared.leftovers]).toEqual([[left?.arn, 'DeleteChannel answered 409']]);
  });

  test('a creation whose answer was lost is told', async () => {
    const reference = referenceEndpoint();
    let lost = 0;
    const endpoint: InProcessEndpoint = (request) => {
      const answer = reference(request);
      if (request.path !== '/CreateChannel' || !String(request.body).includes('lost')) return answer;
      lost += 1;
      throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
    };
    const check = ownCheck(
      async (context) => void (await context.create(channel(context), { name: 'lost' })),
    );
    const { environment } = await ask(endpoint, { checks: [check] });
    expect(lost, 'it is not sent again').toBe(1);
    expect([...environment.shared.leftovers.keys()]).toEqual(['perhaps a Channel, whose ARN never arrived']);
  });
});

describe('other resources of the account', () => {
  test('are left as they are, and change no verdict', async () => {
    const endpoint = referenceEndpoint();
    const make = async (path: string, body: object) =>
      endpoint({ method: 'POST', path, headers: {}, body: JSON.stringify(body) });
    for (let index = 0; index < 60; index += 1) {
      await make('/CreateChannel', { name: `n${index}`, tags: { 'key-1': 'theirs' } });
      await make('/CreateStage', { name: 'n' });
    }
    await make('/CreatePlaybackRestrictionPolicy', { name: 'theirs' });
    const before = await census(endpoint);
    const { results } = await ask(endpoint, { concurrency: 4 });
    expect(await census(endpoint)).toEqual(before);
    const wrong = results.filter(({ outcome }) => outcome === 'deviates' || outcome === 'inconclusive');
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe('what a check is given', () => {
  test('an unknown ARN has the form, the account and the region of known ones, and never comes twice', async () => {
    const arns: string[] = [];
    const check = ownCheck(async (context) => {
      arns.push(await context.unknownArn(channel(context)), await context.unknownArn(channel(context)));
    });
    await ask(referenceEndpoint({ account: '999988887777' }), { checks: [check] });
    expect(new Set(arns).size).toBe(2);
    for (const arn of arns) expect(arn).toMatch(/^arn:aws:ivs:us-east-1:999988887777:channel\/[a-z0-9]{12}$/);
  });

  test('services in different accounts have unknown ARNs of their own', async () => {
    const [lowLatency, realTime] = ['111111111111', '222222222222'].map((account) =>
      referenceEndpoint({ account }),
    );
    const named = new Set<string>();
    const endpoint: InProcessEndpoint = (request) => {
      const isStage = /Stage|ParticipantToken/.test(request.path);
      for (const [, service, account] of String(request.body).matchAll(
        /"arn:aws:ivs:us-east-1:(?=\d)()(\d+):/g,
      ))
        named.add(`${isStage ? 'stage' : 'channel'}${service} ${account}`);
      const target = isStage ? realTime : lowLatency;
      if (target === undefined) throw new Error('no endpoint');
      return target(request);
    };
    const checks = checksWith('not-found/ivs/GetChannel', 'not-found/ivs-realtime/DeleteStage');
    const { results } = await ask(endpoint, { checks });
    expect(results.map(({ outcome }) => outcome)).toEqual(['conforms', 'conforms']);
    expect([...named].sort()).toEqual(['channel 111111111111', 'stage 222222222222']);
  });

  test('a fixture that the endpoint refuses to make is a deviation, of the first check that nothing else tells of it', async () => {
    const reference = referenceEndpoint();
    const endpoint: InProcessEndpoint = (request) =>
      request.path === '/CreateChannel'
        ? refusal(400, 'ValidationException', 'bad mood')
        : reference(request);
    const check = ownCheck(async (context) => void (await context.create(channel(context))));
    expect(only(await ask(endpoint, { checks: [check] }))).toMatchObject({
      outcome: 'deviates',
      deviation: { observed: expect.stringContaining('400 ValidationException: bad mood') },
    });
  });

  test('a success without an ARN makes no fixture, and is a deviation', async () => {
    const reference = referenceEndpoint();
    const endpoint: InProcessEndpoint = (request) =>
      request.path === '/CreateChannel' ? json(200, { channel: { name: 'x' } }) : reference(request);
    const check = ownCheck(async (context) => void (await context.create(channel(context))));
    expect(only(await ask(endpoint, { checks: [check] }))).toMatchObject({
      outcome: 'deviates',
      deviation: { counterexample: { CreateChannel: expect.anything() } },
    });
  });
});
