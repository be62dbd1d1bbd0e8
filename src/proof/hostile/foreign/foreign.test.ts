import { describe, expect, test } from 'vitest';
import { createJudge } from '../../mutation/judge.js';
import { hostilities, survive } from './ask.js';

/** Checks that make, change, tag and remove something, one of each kind and resource at least. */
const TELLING = /^(?:lifecycle|tags|update|cascade|quota|live|repetition|sequence)\//;

/** Of those, so many for each endpoint. */
const ASKED = 12;

const judge = createJudge(1, 'smoke', true);

/** Others for each endpoint, so that all of them are asked somewhere. */
function sample(at: number) {
  const telling = judge.checks.filter(({ id }) => TELLING.test(id));
  const step = Math.ceil(telling.length / ASKED);
  return telling.filter((_, index) => index % step === at % step);
}

describe('what others have stays as it is', () => {
  const endpoints = hostilities().map((each, at) => [`${each.creation}, ${each.list}`, each, at] as const);

  test.each(endpoints)('where an endpoint %s', async (_, hostility, at) => {
    const { touched, others, requests } = await survive(judge, hostility, sample(at));
    expect(others).toBeGreaterThan(30);
    expect(requests).toBeGreaterThan(others);
    expect(touched).toEqual([]);
  });

  test('and without the guard some of it would be gone', async () => {
    const hostility = {
      creation: 'gives what exists at every third creation',
      list: 'lists everything',
    };
    const { touched } = await survive(judge, hostility, sample(0), { isGuarded: false });
    expect(touched.length).toBeGreaterThan(3);
  });
});
