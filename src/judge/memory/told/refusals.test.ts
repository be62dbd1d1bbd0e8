import { describe, expect, it } from 'vitest';
import type { Recorded } from '../../testing/conversation.js';
import { REFUSED } from '../../testing/more.js';
import { altered, copy, nth, succeed, told } from '../../testing/recorded.js';

type Accepted = [
  what: string,
  told: string,
  operation: string,
  n: number,
  output?: (recorded: Recorded[]) => unknown,
];

const channel = (all: Recorded[]) => ({
  channel: { ...copy(nth(all, 'CreateChannel').output.channel), arn: OTHER },
});
const OTHER = 'arn:aws:ivs:us-east-1:123456789012:channel/anotherOne1';

const ACCEPTED: readonly Accepted[] = [
  ['what is in use is deleted', 'recording-configuration-in-use', 'DeleteRecordingConfiguration', 1],
  [
    'a second stream key is made',
    'one-stream-key-per-channel',
    'CreateStreamKey',
    1,
    (all) => {
      const { streamKey } = nth(all, 'CreateChannel').output;
      return { streamKey: { ...streamKey, arn: `${streamKey.arn}2`, value: `${streamKey.value}2` } };
    },
  ],
  ['two filters are taken', 'list-channels-one-filter', 'ListChannels', 1, () => ({ channels: [] })],
  ['a reserved tag is set', 'tag-keys-aws-reserved', 'TagResource', 1, () => ({})],
  ['a tag too many is set', 'at-most-50-tags', 'TagResource', 3, () => ({})],
  [
    'an update names what was deleted',
    'channel-unknown-recording-configuration',
    'UpdateChannel',
    2,
    (all) => ({
      channel: copy(nth(all, 'CreateChannel').output.channel),
    }),
  ],
  ['a combination that is not allowed is taken', 'multitrack-requirements', 'CreateChannel', 2, channel],
  [
    'a key is imported twice',
    'public-keys-are-unique',
    'ImportPublicKey',
    2,
    (all) => {
      const { publicKey } = nth(all, 'ImportPublicKey').output;
      return { publicKey: { ...publicKey, arn: `${publicKey.arn}2` } };
    },
  ],
  [
    'attributes are too large',
    'participant-token-attributes-1-kb',
    'CreateParticipantToken',
    1,
    () => ({ participantToken: {} }),
  ],
];

describe('what has to be refused', () => {
  it('leaves the judge silent where it is', () => {
    expect(told(REFUSED)).toEqual([]);
  });

  it.each(ACCEPTED)('is told where %s', (_, rule, operation, n, output) => {
    const recorded = altered((all) => {
      const each = nth(all, operation, n);
      expect(each.status).toBeGreaterThanOrEqual(400);
      if (output === undefined) Object.assign(each, { status: 204, headers: {}, output: undefined });
      else succeed(each, output(all));
    }, REFUSED);
    expect(told(recorded)).toContain(`${operation} accepted ${rule}`);
  });
});
