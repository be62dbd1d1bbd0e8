import { describe, expect, it } from 'vitest';
import { altered, type Contradiction, copy, NOT_FOUND, nth, succeed, told } from '../../testing/recorded.js';

const CONTRADICTIONS: readonly Contradiction[] = [
  [
    'a deleted channel is got',
    'GetChannel gone delete-one-resource',
    (all) => {
      succeed(nth(all, 'GetChannel', -1), { channel: copy(nth(all, 'CreateChannel', 2).output.channel) });
    },
  ],
  [
    'a deleted channel is in a batch',
    'BatchGetChannel gone batch-get-reports-unknown channels[1]',
    (all) => {
      const batch = nth(all, 'BatchGetChannel', 2).output;
      batch.channels.push(copy(nth(all, 'BatchGetChannel').output.channels[1]));
      batch.errors = [];
    },
  ],
  [
    'the stream key of a deleted channel is got',
    'GetStreamKey gone delete-one-resource',
    (all) => {
      succeed(nth(all, 'GetStreamKey', -1), {
        streamKey: copy(nth(all, 'CreateChannel', 2).output.streamKey),
      });
    },
  ],
  [
    'a deleted channel is deleted again',
    'DeleteChannel gone not-found',
    (all) => {
      const again = copy(nth(all, 'DeleteChannel'));
      all.splice(all.indexOf(nth(all, 'GetChannel', -1)), 1, {
        ...again,
        began: again.began + 20,
        ended: again.ended + 20,
      });
    },
  ],
  [
    'a channel that was made is not found',
    'GetChannel missing get-as-created',
    (all) => {
      Object.assign(nth(all, 'GetChannel'), { status: 404, headers: NOT_FOUND, output: { message: 'no' } });
    },
  ],
  [
    'a channel that was made is not in a batch',
    'BatchGetChannel missing batch-get-returns-known channels',
    (all) => {
      nth(all, 'BatchGetChannel').output.channels.pop();
    },
  ],
  [
    'a creation answers without the resource',
    'CreateChannel missing create-as-sent channel.arn',
    (all) => {
      nth(all, 'CreateChannel', 2).output = {};
    },
  ],
];

describe('what is there and what is gone', () => {
  it.each(CONTRADICTIONS)('is told where %s', (_, expected, alter) => {
    expect(told(altered(alter))).toContain(expected);
  });
});
