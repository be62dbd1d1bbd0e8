import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../results/types.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import { ask, checksWith, json, ownCheck, referenceEndpoint, refusal } from '../testing/asking.js';

/** Makes a channel and leaves it to the runner to remove it. */
const making = ownCheck(async (context) => {
  await context.call('CreateChannel', {});
});

/** What deviates when an endpoint has to remove what a check made. */
async function told(endpoint: InProcessEndpoint, check = making): Promise<CheckResult[]> {
  const { results } = await ask(endpoint, { checks: [check] });
  return results.filter(({ outcome }) => outcome === 'deviates');
}

/** The reference endpoint, of which the answers to one operation are others. */
function answering(
  path: string,
  answer: (own: Awaited<ReturnType<InProcessEndpoint>>) => Awaited<ReturnType<InProcessEndpoint>>,
): InProcessEndpoint {
  const reference = referenceEndpoint();
  return async (request) => {
    const own = await reference(request);
    return request.path === path && own.status < 300 ? answer(own) : own;
  };
}

const absent = () => refusal(404, 'ResourceNotFoundException', 'it is not there');

describe('what was just made, and is not there for its removal', () => {
  it('is a deviation of its creation, where a read does not know it either', async () => {
    const [first] = await told(
      answering('/CreateChannel', (own) => ({
        ...own,
        body: own.body.replace(/:\d{12}:channel/, ':000000000000:channel'),
      })),
    );
    expect(first?.id).toBe('own/ivs/CreateChannel');
    expect(first?.deviation?.member).toBe('channel.arn');
    expect(first?.deviation?.observed).toMatch(
      /:000000000000:channel.*: GetChannel answers 404 .*, and DeleteChannel answers 404 .*nothing has removed it/,
    );
  });

  it('is a deviation of the removal, where a read shows it', async () => {
    const reference = referenceEndpoint();
    const all = await told((request) => (request.path === '/DeleteChannel' ? absent() : reference(request)));
    expect(all.map(({ operations: [name] }) => name)).toEqual(['DeleteChannel']);
    expect(all[0]?.deviation?.expected).toMatch(/GetChannel shows the Channel arn:/);
  });
});

describe('nothing is told', () => {
  it('of the reference endpoint', async () => {
    expect(await told(referenceEndpoint())).toEqual([]);
  });

  it('where the endpoint has no such removal, whatever it answers to any path', async () => {
    const reference = referenceEndpoint();
    const unknown: InProcessEndpoint = async (request) => {
      const own = await reference(request);
      const isLacking = /NoSuchOperation|[GD]e(?:t|lete)Channel$/.test(request.path);
      return isLacking ? absent() : own;
    };
    expect(await told(unknown)).toEqual([]);
    expect(await told(answering('/DeleteChannel', () => json(404, {})))).toEqual([]);
  });

  it('of the creation, where the removal removes it and says that it was not there', async () => {
    const checks = [making, ...checksWith('http/ivs/GetChannel/status')];
    const { results } = await ask(answering('/DeleteChannel', absent), { checks });
    expect(results.map(({ outcome }) => outcome)).toEqual(['conforms', 'conforms']);
  });

  it('where the check may have removed it itself, however that was answered', async () => {
    const reference = referenceEndpoint();
    const endpoint: InProcessEndpoint = async (request) => {
      const own = await reference(request);
      return request.path === '/DeleteChannel' && own.status < 300
        ? refusal(400, 'ValidationException')
        : own;
    };
    const check = ownCheck(
      async (context) => {
        const made = await context.call('CreateChannel', {});
        const { arn } = Object(made.output.channel);
        await context.call('DeleteChannel', { arn: String(arn) });
      },
      ['CreateChannel', 'DeleteChannel'],
    );
    expect(await told(endpoint, check)).toEqual([]);
  });

  it('where a removal fails, and is found to be done when it is sent again', async () => {
    const reference = referenceEndpoint();
    const failed = new Set<string>();
    const endpoint: InProcessEndpoint = async (request) => {
      const own = await reference(request);
      const body = String(request.body);
      if (request.path !== '/DeleteChannel' || own.status >= 300 || failed.has(body)) return own;
      failed.add(body);
      return refusal(500, 'InternalServerException');
    };
    expect(await told(endpoint)).toEqual([]);
    expect(failed.size).toBeGreaterThan(0);
  });
});
