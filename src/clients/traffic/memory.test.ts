import { describe, expect, it } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import type { JudgeOptions } from './classify.js';
import type { HarEntry } from './har/har.js';
import { TrafficJudge } from './judge.js';
import { ARN, CHANNEL, entry, type Recorded } from './testing/entries.js';

const contracts = loadContracts();

describe('the memory of a recording', () => {
  const KEY = { arn: ARN.replace('channel', 'stream-key'), channelArn: ARN };
  const NAMED = { ...CHANNEL, name: 'two' };
  const at = (second: number, recorded: Recorded): HarEntry => ({
    ...entry(recorded),
    startedDateTime: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`,
    time: 100,
  });
  const create = {
    path: '/CreateChannel',
    sent: { name: 'one' },
    body: { channel: CHANNEL, streamKey: KEY },
  };
  const update = { path: '/UpdateChannel', sent: { arn: ARN, name: 'two' }, body: { channel: NAMED } };
  const verdicts = (entries: readonly HarEntry[], options: Partial<JudgeOptions> = {}) => {
    const by = new TrafficJudge({ contracts, ...options });
    const told = entries.flatMap((each, index) => by.take(index, each));
    return [...told, ...by.finish()].map(({ index, judged }) => {
      const problems = judged?.problems.map(
        ({ rule, path, against }) => `${rule} ${path} against ${against}`,
      );
      return `${index} ${problems?.join() ?? 'left alone'}`;
    });
  };

  it('tells what contradicts an earlier entry, and which', () => {
    expect(verdicts([at(1, create), at(2, update), at(3, {})])).toEqual([
      '0 ',
      '1 ',
      '2 shown-after-changes channel.name against 1',
    ]);
  });

  it('goes by the times of entries, and tells in the order of the file', () => {
    expect(verdicts([at(3, {}), at(1, create), entry({ method: 'GET' }), at(2, update)])).toEqual([
      '0 shown-after-changes channel.name against 3',
      '1 ',
      '2 left alone',
      '3 ',
    ]);
    expect(verdicts([at(2, create), at(1, update), at(3, {})])[0]).toBe(
      '0 identifiers-are-distinct channel.arn against undefined',
    );
  });

  it('goes by the order of the file where entries have no time', () => {
    expect(verdicts([create, update, {}].map(entry))[2]).toBe('2 shown-after-changes channel.name against 1');
  });

  it('allows for what overlaps, and for a lag', () => {
    const slow = { ...at(2, update), time: 2000 };
    expect(verdicts([at(1, create), slow, at(3, {})])[2]).toBe('2 ');
    const lagging = [at(1, create), at(2, update), at(3, {}), at(9, {})];
    expect(verdicts(lagging, { settle: 5000 }).slice(2)).toEqual([
      '2 ',
      '3 shown-after-changes channel.name against 1',
    ]);
  });
});
