import { describe, expect, test } from 'vitest';
import { renderTerminal } from '../../../report/terminal/terminal.js';
import { reportOn } from '../../../report/testing/sample-report.js';
import { attributed } from '../../../results/causes/causes.js';
import type { CheckResult } from '../../../results/types.js';
import type { InProcessEndpoint } from '../../../transport/in-process.js';
import { allChecks, ask, checksWith, json, only, referenceEndpoint, refusal } from '../../testing/asking.js';

const withoutDriver = allChecks.filter(({ drives, authenticates }) => !drives && !authenticates);

/** The reference endpoint with another answer to some requests; what it leaves undefined the reference answers. */
function odd(
  answer: (
    path: string,
    input: { readonly [member: string]: unknown },
  ) => ReturnType<typeof json> | undefined,
  after?: (path: string, input: { readonly [member: string]: unknown }, body: string) => void,
): InProcessEndpoint {
  const reference = referenceEndpoint();
  return async (request) => {
    const input = inputOf(request.body);
    const instead = answer(request.path, input);
    if (instead !== undefined) return instead;
    const response = await reference(request);
    if (response.status < 300) after?.(request.path, input, response.body);
    return response;
  };
}

function inputOf(body: string | Uint8Array | undefined): { readonly [member: string]: unknown } {
  try {
    return JSON.parse(String(body)) ?? {};
  } catch {
    return {};
  }
}

const notAsked = (results: readonly CheckResult[]) =>
  results.filter(
    ({ outcome, reason = '' }) => outcome === 'skipped' && !reason.includes('asked at standard'),
  );

describe('an endpoint that refuses what is valid is told of, and asked all the same', () => {
  test('a name that another channel has: one deviation, first in the report', async () => {
    const names = new Map<unknown, string>();
    const endpoint = odd(
      (path, { name = '' }) =>
        path === '/CreateChannel' && [...names.values()].includes(String(name))
          ? refusal(409, 'ConflictException', 'the name is taken')
          : undefined,
      (path, { name = '', arn }, body) => {
        if (path === '/CreateChannel') names.set(JSON.parse(body).channel.arn, String(name));
        if (path === '/DeleteChannel') names.delete(arn);
      },
    );
    const results = attributed((await ask(endpoint, { checks: withoutDriver, concurrency: 8 })).results);
    const deviating = results.filter(({ outcome }) => outcome === 'deviates');
    expect(deviating.map(({ id }) => id)).toEqual(['http/ivs/CreateChannel/status']);
    expect(deviating[0]?.deviation?.observed).toContain('409 ConflictException');
    const blocked = notAsked(results);
    expect(blocked.length).toBeLessThan(10);
    expect(new Set(blocked.map(({ blockedBy }) => blockedBy))).toEqual(
      new Set(['http/ivs/CreateChannel/status']),
    );
    const lines = renderTerminal(reportOn(results), { colour: false, width: 120 }).split('\n');
    const first = lines.indexOf(' 1  CreateChannel refuses a valid request: 409 ConflictException');
    expect(lines[first - 1]).toBe('Valid requests that are not carried out (1)');
    expect(lines[first + 2]).toMatch(
      new RegExp(`^ +${blocked.length} checks? could not be asked because of it$`),
    );
  });

  test('creations without a name: nearly all checks are asked', async () => {
    const endpoint = odd((path, { name }) => {
      const isNamed = allChecks.length > 0 && /^\/Create(?!ParticipantToken|StreamKey)/.test(path);
      return isNamed && name === undefined
        ? refusal(400, 'ValidationException', 'name is required')
        : undefined;
    });
    const checks = withoutDriver.filter(
      ({ operations }) => !operations.some((name) => /Composition/.test(name)),
    );
    const { results } = await ask(endpoint, { checks, concurrency: 8 });
    expect(notAsked(results).length).toBeLessThan(20);
    expect(results.find(({ id }) => id === 'http/ivs/CreateChannel/status')?.outcome).toBe('deviates');
  });

  test('a creation with the least input: it is tried again with everything', async () => {
    const endpoint = odd((path, { latencyMode }) =>
      path === '/CreateChannel' && latencyMode === undefined
        ? refusal(400, 'ValidationException', 'latencyMode is required')
        : undefined,
    );
    const checks = withoutDriver.filter(({ operations }) => operations.includes('CreateChannel'));
    const { results } = await ask(endpoint, { checks, concurrency: 8 });
    expect(notAsked(results).length).toBeLessThan(checks.length / 10);
    expect(results.find(({ id }) => id === 'http/ivs/CreateChannel/status')?.outcome).toBe('deviates');
  });

  test('creations with tags: only what is about them is not asked', async () => {
    const endpoint = odd((path, { tags }) =>
      path === '/CreateChannel' && tags !== undefined
        ? refusal(400, 'ValidationException', 'no tags please')
        : undefined,
    );
    const checks = withoutDriver.filter(
      ({ id, kind, operations }) =>
        (operations[0] === 'CreateChannel' && kind !== 'concurrent') || /^(?:http|tags)\/ivs\/Tag/.test(id),
    );
    const { results } = await ask(endpoint, { checks, effort: 'standard', concurrency: 8 });
    expect(notAsked(results).map(({ id }) => id)).toEqual([
      'lifecycle/ivs/Channel/create/tags',
      'tags/ivs/tags-on-create/Channel',
    ]);
    expect(results.find(({ id }) => id === 'http/ivs/CreateChannel/status')?.outcome).toBe('deviates');
  });

  test('creations with a name: they are made without', async () => {
    const endpoint = odd((path, { name }) =>
      path === '/CreateStage' && name !== undefined
        ? refusal(400, 'ValidationException', 'no names please')
        : undefined,
    );
    const checks = withoutDriver.filter(({ operations }) => operations.includes('CreateStage'));
    const { results } = await ask(endpoint, { checks, concurrency: 8 });
    expect(notAsked(results).length).toBeLessThan(checks.length / 20);
  });

  test('a creation that wants one member: what is sent because of that is not taken for a default', async () => {
    const endpoint = odd((path, { latencyMode }) =>
      path === '/CreateChannel' && latencyMode === undefined
        ? refusal(400, 'ValidationException', 'latencyMode is required')
        : undefined,
    );
    const { results } = await ask(endpoint, {
      checks: checksWith('default/ivs/CreateChannel/', 'http/ivs/CreateChannel/'),
    });
    const deviating = results.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id);
    expect(deviating).toEqual(['http/ivs/CreateChannel/status']);
    expect(notAsked(results).map(({ id }) => id)).toContain('default/ivs/CreateChannel/latencyMode');
    expect(results.find(({ id }) => id === 'default/ivs/CreateChannel/type')?.outcome).toBe('conforms');
  });

  test('what is the only question of a run is answered by its check', async () => {
    const endpoint = odd((path) =>
      path === '/CreateChannel' ? refusal(409, 'ConflictException') : undefined,
    );
    const checks = checksWith('tags/ivs/').slice(0, 1);
    const result = only(await ask(endpoint, { checks }));
    expect(result).toMatchObject({
      outcome: 'deviates',
      deviation: { observed: '409 ConflictException: no' },
    });
  });

  test('what a quota, a permission or the rate stands in the way of is none', async () => {
    for (const response of [
      refusal(402, 'ServiceQuotaExceededException'),
      refusal(403, 'AccessDeniedException'),
      json(401, {}),
    ]) {
      const endpoint = odd((path) => (path === '/CreateStage' ? response : undefined));
      const { results } = await ask(endpoint, { checks: checksWith('lifecycle/ivs-realtime/Stage/get') });
      expect(results.map(({ outcome }) => outcome)).not.toContain('deviates');
    }
  });
});
