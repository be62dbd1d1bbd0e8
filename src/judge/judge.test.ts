import { describe, expect, it } from 'vitest';
import { loadContract } from '../contract/load.js';
import { createJudge } from './judge.js';
import { findingsOf } from './testing/conversation.js';
import { altered, nth, told, VALID } from './testing/recorded.js';

const ARN = 'arn:aws:ivs:us-east-1:123456789012:channel/abcdABCD1234';

const call = (path: string, sent: object, status: number, answered: object) => ({
  request: { method: 'POST', url: `http://127.0.0.1:5000${path}`, headers: {}, body: JSON.stringify(sent) },
  response: { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(answered) },
});

describe('a judge', () => {
  it('is silent about a conversation that contradicts nothing', () => {
    expect(told(VALID)).toEqual([]);
  });

  it('names both exchanges', () => {
    const recorded = altered((all) => {
      nth(all, 'GetChannel', 2).output.channel.name = 'one';
    });
    const [finding] = findingsOf(recorded);
    expect(finding).toMatchObject({
      ...{ service: 'ivs', operation: 'GetChannel', strength: 'documented', where: 'response' },
      ...{ expected: 'name as it was updated: "uno"', observed: '"one"' },
      exchange: { index: recorded.indexOf(nth(recorded, 'GetChannel', 2)) },
      against: { index: recorded.indexOf(nth(recorded, 'UpdateChannel')) },
    });
  });

  it('tells the same only once', () => {
    const recorded = altered((all) => {
      for (const n of [2, 3]) nth(all, 'GetChannel', n).output.channel.name = 'one';
    });
    expect(told(recorded).filter((each) => each.startsWith('GetChannel'))).toEqual([
      'GetChannel changed shown-after-changes channel.name',
    ]);
  });

  it('sees exchanges without times one after the other', () => {
    const judge = createJudge({ service: 'ivs' });
    const channel = { arn: ARN, name: 'one' };
    const streamKey = { arn: ARN.replace('channel', 'stream-key'), channelArn: ARN };
    expect(judge.see(call('/CreateChannel', { name: 'one' }, 200, { channel, streamKey }))).toEqual([]);
    expect(judge.see(call('/GetChannel', { arn: ARN }, 200, { channel }))).toEqual([]);
    const made = call('/DeleteChannel', { arn: ARN }, 204, {});
    judge.see({ ...made, response: { status: 204, headers: {}, body: '' } });
    const [finding] = judge.see(call('/GetChannel', { arn: ARN }, 200, { channel }));
    expect(finding).toMatchObject({
      code: 'gone',
      against: { request: { url: expect.stringContaining('Delete') } },
    });
  });

  it('tells what contradicts the contract alone, and leaves what is of no service of its own', () => {
    const judge = createJudge({ service: 'ivs', revision: loadContract('ivs').revision });
    const [finding] = judge.see(call('/GetChannel', { arn: ARN }, 200, { channel: { latencyMode: 'FAST' } }));
    expect(finding).toMatchObject({ code: 'contract', rule: 'output-shape', member: 'channel.latencyMode' });
    expect(judge.see(call('/CreateStage', {}, 200, { stage: 'no' }))).toEqual([]);
    expect(
      judge.see({ ...call('/GetChannel', {}, 200, {}), request: { method: 'GET', url: 'x', headers: {} } }),
    ).toEqual([]);
    const [unknown] = judge.see(call('/GetChannel', { arn: ARN, more: 1 }, 200, { channel: {} }));
    expect(unknown).toMatchObject({ code: 'unknown-member', where: 'request', member: 'more' });
  });

  it('looks at nothing that is nested too deeply', () => {
    const depth = 20_000;
    const body = `{"arn":"${ARN}","x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const request = { ...call('/GetChannel', {}, 200, {}).request, body };
    const response = {
      status: 400,
      headers: { 'x-amzn-errortype': 'ValidationException' },
      body: '{"message":"no"}',
    };
    expect(createJudge().see({ request, response })).toEqual([]);
    const answered = { status: 200, headers: { 'content-type': 'application/json' }, body };
    expect(
      createJudge()
        .see({ request, response: answered })
        .map(({ code }) => code),
    ).toContain('unknown-member');
  });
});
