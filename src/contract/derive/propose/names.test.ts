import { describe, expect, test } from 'vitest';
import { inKebab, pluralOf, renamed, templateOf } from './names.js';

test.each([
  ['Policy', 'Policies'],
  ['StreamKey', 'StreamKeys'],
  ['Stage', 'Stages'],
])('the plural of %s is %s', (name, plural) => {
  expect(pluralOf(name)).toBe(plural);
});

test.each([
  ['StreamKey', 'stream-key'],
  ['channelArn', 'channel-arn'],
  ['InsertAdBreak', 'insert-ad-break'],
])('%s is %s in an identifier', (name, kebab) => {
  expect(inKebab(name)).toBe(kebab);
});

describe('a resource takes the place of another', () => {
  test.each([
    ['CreateStreamKey', 'CreateAccessPolicy'],
    ['ListStreamKeys', 'ListAccessPolicies'],
    ['streamKeyArn', 'accessPolicyArn'],
    ['stream-key-in-use', 'access-policy-in-use'],
    ['Stream keys may have the same name.', 'Access policies may have the same name.'],
    ['the stream key of a channel', 'the access policy of a channel'],
  ])('in %s', (text, expected) => {
    expect(renamed(text, 'StreamKey', 'AccessPolicy')).toBe(expected);
  });

  test('in the style that the place asks for, where a single word gives no sign of it', () => {
    expect(renamed('channel-in-use', 'Channel', 'StreamKey', 'identifier')).toBe('stream-key-in-use');
    expect(renamed('A channel is deleted.', 'Channel', 'StreamKey', 'prose')).toBe(
      'A stream key is deleted.',
    );
    expect(renamed('Channels are deleted.', 'Channel', 'StreamKey', 'prose')).toBe(
      'Stream keys are deleted.',
    );
    expect(renamed('channel.tags', 'Channel', 'StreamKey')).toBe('streamKey.tags');
  });
});

test('sentences about different resources have the same template when they say the same', () => {
  const names = ['Channel', 'StreamKey', 'AccessPolicy'];
  const [one, other] = ['List of stream keys in Amazon Web Services.', 'List of access policies in AWS.'].map(
    (text) => templateOf(text, names),
  );
  expect(one).toEqual({ text: 'List of @ in AWS.', names: ['StreamKey'] });
  expect(other).toEqual({ text: 'List of @ in AWS.', names: ['AccessPolicy'] });
});
