import { describe, expect, test } from 'vitest';
import { numberedKey } from '../../reference/testing/keys.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import {
  allChecks,
  ask,
  census,
  checksWith,
  contracts,
  only,
  referenceEndpoint,
  refusal,
  scopes,
} from '../testing/asking.js';
import { inOrder } from './order.js';

/** Checks that make playback key pairs. */
const KEY_CHECKS = allChecks.filter(({ operations }) => operations.includes('ImportPlaybackKeyPair'));

async function importKeys(endpoint: InProcessEndpoint, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const body = JSON.stringify({ publicKeyMaterial: numberedKey(number) });
    const { status } = await endpoint({ method: 'POST', path: '/ImportPlaybackKeyPair', headers: {}, body });
    expect(status).toBe(200);
  }
}

describe('a resource of which an account may have three', () => {
  test('is never made more often at the same time, however many checks run side by side', async () => {
    const endpoint = referenceEndpoint();
    const { results } = await ask(endpoint, { checks: KEY_CHECKS, concurrency: 64 });
    const asked = results.filter(({ reason }) => reason?.includes('asked at standard effort') !== true);
    expect(asked.filter(({ outcome }) => outcome !== 'conforms').map(({ id }) => id)).toEqual([]);
    expect(await census(endpoint)).toEqual([]);
  });

  test.each([1, 2, 3])('is no reason for a deviation where %i are there from elsewhere', async (count) => {
    const endpoint = referenceEndpoint();
    await importKeys(endpoint, count);
    const { results } = await ask(endpoint, { checks: KEY_CHECKS });
    expect(results.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id)).toEqual([]);
    const quota = results.find(({ id }) => id === 'quota/ivs/three-playback-key-pairs/kept');
    expect(quota).toMatchObject({
      outcome: 'skipped',
      reason: `the account has ${count} of 3 PlaybackKeyPairs already`,
    });
    const made = results.find(({ id }) => id === 'http/ivs/ImportPlaybackKeyPair/status');
    if (count < 3) expect(made?.outcome).toBe('conforms');
    else
      expect(made?.reason).toMatch(
        /^ImportPlaybackKeyPair answered 402 .* no room for another PlaybackKeyPair$/,
      );
    expect(await census(endpoint)).toHaveLength(count);
  });

  test.each([
    [402, 'ServiceQuotaExceededException'],
    [409, 'ConflictException'],
  ])(
    'has to be makeable where there is none: always %i is a deviation, and one only',
    async (status, code) => {
      const endpoint = referenceEndpoint();
      const never: InProcessEndpoint = (request) =>
        request.path === '/ImportPlaybackKeyPair' && String(request.body).includes('PUBLIC KEY')
          ? refusal(status, code)
          : endpoint(request);
      const { results } = await ask(never, { checks: KEY_CHECKS });
      const deviating = results.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id);
      expect(deviating).toEqual(['quota/ivs/three-playback-key-pairs/kept']);
    },
  );

  test('that cannot be removed is noticed before the account is full', async () => {
    const endpoint = referenceEndpoint();
    const stubborn: InProcessEndpoint = (request) =>
      request.path === '/DeletePlaybackKeyPair'
        ? { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }
        : endpoint(request);
    const { results } = await ask(stubborn, { checks: KEY_CHECKS });
    const deviating = results.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id);
    expect(deviating).toContain('lifecycle/ivs/PlaybackKeyPair/delete');
  });
});

test('the checks of scarce resources come first: ARN, removal and creation before the rest', () => {
  const ordered = inOrder(allChecks, scopes).map(({ id }) => id);
  expect(ordered).toHaveLength(allChecks.length);
  const place = (id: string) => ordered.indexOf(id);
  const sequence = [
    'arn/ivs/arns-name-region-and-account/PlaybackKeyPair',
    'lifecycle/ivs/PlaybackKeyPair/delete',
    'shape/ivs/ImportPlaybackKeyPair',
    'http/ivs/ImportPlaybackKeyPair/status',
    'http/ivs/CreateChannel/status',
  ];
  expect(sequence.map(place).toSorted((a, b) => a - b)).toEqual(sequence.map(place));
});

test('two of the same key are never made by chance: each creation gets one of its own', async () => {
  const seen: string[] = [];
  const endpoint = referenceEndpoint({ contracts });
  await ask(
    (request) => {
      if (request.path === '/ImportPublicKey')
        seen.push(String(JSON.parse(String(request.body)).publicKeyMaterial));
      return endpoint(request);
    },
    {
      checks: checksWith('lifecycle/ivs-realtime/PublicKey/delete', 'tags/ivs-realtime/realtime-tags-belong'),
    },
  );
  expect(seen.length).toBeGreaterThan(3);
  expect(new Set(seen).size).toBe(seen.length);
});

test('a quota that is answered with status 429 is a wrong status, not throttling', async () => {
  const endpoint = referenceEndpoint();
  const result = only(
    await ask(
      async (request) => {
        const response = await endpoint(request);
        return response.status === 402 ? { ...response, status: 429 } : response;
      },
      { checks: checksWith('error-form/ivs/CreateStreamKey/ServiceQuotaExceededException') },
    ),
  );
  expect(result).toMatchObject({
    outcome: 'deviates',
    deviation: { expected: 'status 402 for ServiceQuotaExceededException', observed: 'status 429' },
  });
});
