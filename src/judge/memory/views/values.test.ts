import { describe, expect, it } from 'vitest';
import { altered, type Contradiction, nth, told } from '../../testing/recorded.js';

const CONTRADICTIONS: readonly Contradiction[] = [
  [
    'an update is lost in the get',
    'GetChannel changed shown-after-changes channel.name',
    (all) => {
      nth(all, 'GetChannel', 2).output.channel.name = 'one';
    },
  ],
  [
    'an update is lost in the list',
    'ListChannels changed shown-after-changes channels[0].name',
    (all) => {
      nth(all, 'ListChannels', -1).output.channels[0].name = 'one';
    },
  ],
  [
    'an update is lost in the batch',
    'BatchGetChannel changed shown-after-changes channels[0].name',
    (all) => {
      nth(all, 'BatchGetChannel').output.channels[0].name = 'one';
    },
  ],
  [
    'an update is not as sent',
    'UpdateChannel not-as-sent update-one-member channel.name',
    (all) => {
      nth(all, 'UpdateChannel').output.channel.name = 'one';
    },
  ],
  [
    'an update changes something else',
    'UpdateChannel changed update-one-member channel.latencyMode',
    (all) => {
      nth(all, 'UpdateChannel').output.channel.latencyMode = 'NORMAL';
    },
  ],
  [
    'a creation is not as sent',
    'CreateChannel not-as-sent create-as-sent channel.name',
    (all) => {
      nth(all, 'CreateChannel').output.channel.name = 'eno';
    },
  ],
  [
    'a reference is lost',
    'GetChannel changed shown-after-changes channel.recordingConfigurationArn',
    (all) => {
      nth(all, 'GetChannel', 2).output.channel.recordingConfigurationArn = '';
    },
  ],
  [
    'a setting is lost in the get',
    'GetChannel changed get-as-created channel.name',
    (all) => {
      delete nth(all, 'GetChannel').output.channel.name;
    },
  ],
  [
    'a tag is lost',
    'ListTagsForResource changed tag-resource-adds tags["env"]',
    (all) => {
      nth(all, 'ListTagsForResource').output.tags = {};
    },
  ],
  [
    'a tag is lost in the get',
    'GetChannel changed tag-resource-adds channel.tags["env"]',
    (all) => {
      delete nth(all, 'GetChannel', 3).output.channel.tags;
    },
  ],
  [
    'a tag is not taken away',
    'ListTagsForResource changed untag-resource-removes tags["team"]',
    (all) => {
      nth(all, 'ListTagsForResource').output.tags.team = 'a';
    },
  ],
  [
    'a tag gets to another resource',
    'ListTagsForResource changed tags-belong-to-one-resource tags["env"]',
    (all) => {
      nth(all, 'ListTagsForResource', 2).output.tags.env = 'test';
    },
  ],
  [
    'a tag has another value than on creation',
    'GetChannel changed tags-on-create channel.tags["team"]',
    (all) => {
      nth(all, 'GetChannel').output.channel.tags.team = 'b';
    },
  ],
  [
    'a stream key changes',
    'GetStreamKey changed get-as-created streamKey.value',
    (all) => {
      nth(all, 'GetStreamKey').output.streamKey.value = 'sk_us-east-1_anotherOne12_abcdefghijkl';
    },
  ],
  [
    'another channel is got than was named',
    'GetChannel changed get-as-created channel.arn',
    (all) => {
      nth(all, 'GetChannel').output.channel.arn = nth(all, 'CreateChannel', 2).output.channel.arn;
    },
  ],
];

describe('what members are', () => {
  it.each(CONTRADICTIONS)('is told where %s', (_, expected, alter) => {
    expect(told(altered(alter))).toContain(expected);
  });
});
