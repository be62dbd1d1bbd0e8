import { describe, expect, it } from 'vitest';
import { conforms, deviates } from '../../results/testing/results.js';
import { CausesSoFar, Tally } from './tally.js';

describe('how far a run is', () => {
  it('is told with time, requests and what is left; what is skipped is no progress', () => {
    let now = 0;
    const tally = new Tally(() => now);
    tally.measure(() => 500);
    tally.add({ outcome: 'skipped' }, 1, 101);
    for (let done = 2; done <= 26; done += 1)
      tally.add({ outcome: done === 2 ? 'deviates' : 'conforms' }, done, 101);
    now = 10_000;
    expect(tally.line()).toBe('25 of 100 checks · 1 deviate · 10 s · 50 requests/s · about 30 s left');
    now = 100_000;
    expect(tally.line()).toContain('1 min 40 s · 5 requests/s · about 5 min 0 s left');
  });

  it('can be told before anything was asked', () => {
    expect(new Tally(() => 0).line()).toBe('0 of 0 checks · 0 deviate · 0 s · 0 requests/s');
  });
});

describe('causes so far', () => {
  const slow = (operation: string) =>
    deviates(operation, { id: `http/ivs/${operation}/body`, expected: 'JSON', observed: 'HTML' });

  it('are told once each, also where more checks see them later', () => {
    const causes = new CausesSoFar();
    causes.add(conforms('shape/ivs/GetChannel', 'GetChannel'));
    expect(causes.news()).toEqual([]);
    causes.add(slow('GetChannel'));
    expect(causes.news()).toHaveLength(1);
    causes.add(slow('ListChannels'));
    expect(causes.news()).toEqual([]);
  });
});
