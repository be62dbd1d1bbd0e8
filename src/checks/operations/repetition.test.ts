import { expect, test } from 'vitest';
import { ask, checksWith, only, referenceEndpoint, refusal } from '../../runner/testing/asking.js';

const checks = checksWith('repetition/ivs/CreateChannel');

test('a creation that is refused while others stand in its way says nothing about repetition', async () => {
  const endpoint = referenceEndpoint();
  let creations = 0;
  const asked = await ask(
    (request) => {
      if (request.path !== '/CreateChannel') return endpoint(request);
      creations += 1;
      return creations < 3 ? refusal(409, 'ConflictException') : endpoint(request);
    },
    { checks, effort: 'standard' },
  );
  // That it is refused is told all the same.
  expect(only(asked).deviation?.expected ?? '').not.toContain('as when it was asked first');
  expect(creations).toBeLessThan(10);
});

test('a creation that is refused after others like it deviates', async () => {
  const endpoint = referenceEndpoint();
  let creations = 0;
  const asked = await ask(
    (request) => {
      if (request.path === '/CreateChannel') creations += 1;
      return request.path === '/CreateChannel' && creations > 3
        ? refusal(409, 'ConflictException')
        : endpoint(request);
    },
    { checks, effort: 'standard' },
  );
  expect(only(asked).deviation?.observed).toContain('409 ConflictException');
});
