import { describe, expect, it } from 'vitest';
import { altered, type Contradiction, copy, nth, told } from '../../testing/recorded.js';

const CONTRADICTIONS: readonly Contradiction[] = [
  [
    'a deleted channel is listed',
    'ListChannels gone list-as-created channels[1]',
    (all) => {
      nth(all, 'ListChannels', -1).output.channels.push(copy(nth(all, 'BatchGetChannel').output.channels[1]));
    },
  ],
  [
    'a page of two for maxResults 1',
    'ListChannels page-size page-size channels',
    (all) => {
      nth(all, 'ListChannels', 2).output.channels.push(copy(nth(all, 'ListChannels', 3).output.channels[0]));
    },
  ],
  [
    'a page of two by default',
    'ListPlaybackRestrictionPolicies page-size default-page-size playbackRestrictionPolicies',
    (all) => {
      const { allowedCountries, allowedOrigins, ...rest } = nth(all, 'CreatePlaybackRestrictionPolicy', 2)
        .output.playbackRestrictionPolicy;
      const list = nth(all, 'ListPlaybackRestrictionPolicies').output.playbackRestrictionPolicies;
      const other = { ...rest, allowedCountries, allowedOrigins };
      list.push(
        list[0].arn === rest.arn
          ? copy(nth(all, 'CreatePlaybackRestrictionPolicy').output.playbackRestrictionPolicy)
          : other,
      );
    },
  ],
  [
    'a channel is on two pages',
    'ListChannels twice all-pages channels[0]',
    (all) => {
      nth(all, 'ListChannels', 3).output.channels = copy(nth(all, 'ListChannels', 2).output.channels);
    },
  ],
  [
    'a channel is twice on a page',
    'ListChannels twice all-pages channels[1]',
    (all) => {
      const { channels } = nth(all, 'ListChannels', -1).output;
      channels.push(copy(channels[0]));
    },
  ],
  [
    'a list lacks a living channel',
    'ListChannels missing list-as-created channels',
    (all) => {
      nth(all, 'ListChannels', -1).output.channels = [];
    },
  ],
  [
    'the second page lacks a living channel',
    'ListChannels missing list-as-created channels',
    (all) => {
      nth(all, 'ListChannels', 3).output.channels = [];
    },
  ],
  [
    'a filter is ignored',
    'ListChannels filter exact-filters channels[1].name',
    (all) => {
      nth(all, 'ListChannels', 1).output.channels.push(copy(nth(all, 'ListChannels', 3).output.channels[0]));
      const { channels } = nth(all, 'ListChannels', 1).output;
      if (channels[1].name === 'uno') channels[1] = copy(nth(all, 'ListChannels', 2).output.channels[0]);
    },
  ],
  [
    'a filter keeps out what matches',
    'ListChannels missing list-as-created channels',
    (all) => {
      nth(all, 'ListChannels', 1).output.channels = [];
    },
  ],
  [
    'a participant is listed twice',
    'ListParticipants twice all-pages participants[1]',
    (all) => {
      const { participants } = nth(all, 'ListParticipants').output;
      participants[1].participantId = participants[0].participantId;
    },
  ],
  [
    'a list shows secrets',
    'ListStreamKeys contract stream-key-values-not-listed streamKeys[0].value',
    (all) => {
      nth(all, 'ListStreamKeys').output.streamKeys[0].value = nth(
        all,
        'CreateChannel',
      ).output.streamKey.value;
    },
  ],
  [
    'a token of a page is too long',
    'ListChannels contract output-constraints nextToken',
    (all) => {
      nth(all, 'ListChannels', -1).output.nextToken = 'a'.repeat(1025);
    },
  ],
];

describe('lists and their pages', () => {
  it.each(CONTRADICTIONS)('is told where %s', (_, expected, alter) => {
    expect(told(altered(alter))).toContain(expected);
  });
});
