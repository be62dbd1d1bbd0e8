import { expect, test } from 'vitest';
import type { WireResponse } from '../../transport/types.js';
import { ask, json, referenceEndpoint, refusal } from '../testing/asking.js';

/** Forms in which endpoints, and what stands in front of them, ask to slow down. */
const FORMS: readonly WireResponse[] = [
  refusal(429, 'ThrottlingException'),
  refusal(429, 'LimitExceededException'),
  json(429, undefined),
  { status: 429, headers: { 'content-type': 'text/html' }, body: '<h1>Too Many Requests</h1>' },
  refusal(400, 'ThrottlingException'),
];

test('an endpoint that refuses every third request as one too many has no deviation', async () => {
  const endpoint = referenceEndpoint();
  let requests = 0;
  let refused = 0;
  const { results, environment } = await ask(
    (request) => {
      requests += 1;
      const form = FORMS[refused % FORMS.length];
      if (requests % 3 !== 0 || form === undefined) return endpoint(request);
      refused += 1;
      return form;
    },
    { concurrency: 64, seed: 7 },
  );
  expect(results.filter(({ outcome }) => outcome === 'deviates' || outcome === 'unimplemented')).toEqual([]);
  const undecided = results.filter(({ outcome }) => outcome === 'inconclusive');
  // One request that is the third one five times over.
  expect(
    undecided.map(({ reason }) => reason).filter((reason) => !reason?.includes('was throttled')),
  ).toEqual([]);
  expect(undecided.length).toBeLessThan(results.length / 20);
  expect(environment.shared.throttled + environment.guard.throttled).toBe(refused);
  expect(refused).toBeGreaterThan(1000);
});
