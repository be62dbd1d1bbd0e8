import { describe, expect, it } from 'vitest';
import { loadContract } from '../../contract/load.js';
import type { Json } from '../../contract/types.js';
import { createChannel } from '../testing/requests.js';
import type { Exchange } from '../types.js';
import { concealer } from './secrets.js';

const { operations } = loadContract('ivs');

function answering(body: Json): Exchange {
  return {
    request: { ...createChannel(), url: 'http://host/CreateChannel' },
    response: { status: 200, headers: {}, body: JSON.stringify(body) },
    durationMs: 1,
  };
}

const concealing = (body: Json) =>
  concealer(({ request }) => operations.get(request.operation), [answering(body)]);

describe('what is told of exchanges', () => {
  it('is without a secret that an answer shows, whatever its form', () => {
    const conceal = concealing({ streamKey: { value: 'my-key-7"x' } });
    expect(conceal('the key my-key-7"x, or "my-key-7\\"x"')).toBe('the key [redacted], or "[redacted]"');
  });

  it('keeps a word that is also shown openly', () => {
    const conceal = concealing({ channel: { arn: 'string' }, streamKey: { value: 'string' } });
    expect(conceal('channel.arn is "string", and has to be a string')).toBe(
      'channel.arn is "string", and has to be a string',
    );
  });

  it('is without a word that is a secret as a whole value only', () => {
    const conceal = concealing({ channel: { arn: 'a' }, streamKey: { value: 'letmein' } });
    expect(conceal('streamKey.value is "letmein": to letmein')).toBe(
      'streamKey.value is "[redacted]": to letmein',
    );
  });
});
