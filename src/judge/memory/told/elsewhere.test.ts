import { describe, expect, it } from 'vitest';
import { ACTIVE } from '../../testing/more.js';
import { altered, type Contradiction, copy, nth, told } from '../../testing/recorded.js';

const CONTRADICTIONS: readonly Contradiction[] = [
  [
    'a stream has another playback URL',
    'GetStream changed live-stream-playback-url stream.playbackUrl',
    (all) => {
      nth(all, 'GetStream').output.stream.playbackUrl = nth(
        all,
        'CreateChannel',
        2,
      ).output.channel.playbackUrl;
    },
  ],
  [
    'a stream is of another channel',
    'GetStream changed live-stream-channel stream.channelArn',
    (all) => {
      nth(all, 'GetStream').output.stream.channelArn = nth(all, 'CreateChannel', 2).output.channel.arn;
    },
  ],
  [
    'two streams have one ID',
    'GetStream not-distinct identifiers-are-distinct stream.streamId',
    (all) => {
      nth(all, 'GetStream', 2).output.stream.streamId = nth(all, 'GetStream').output.stream.streamId;
    },
  ],
  [
    'a session shows what its channel never was',
    'GetStreamSession changed get-as-created streamSession.channel.latencyMode',
    (all) => {
      nth(all, 'GetStreamSession').output.streamSession.channel.latencyMode = 'NORMAL';
    },
  ],
  [
    'a list holds the keys of another channel',
    'ListStreamKeys changed list-as-created streamKeys[0].channelArn',
    (all) => {
      const [key] = nth(all, 'ListStreamKeys').output.streamKeys;
      Object.assign(key, { arn: `${key.arn}2`, channelArn: nth(all, 'CreateChannel', 2).output.channel.arn });
    },
  ],
  [
    'pages never end',
    'ListChannels twice all-pages nextToken',
    (all) => {
      nth(all, 'ListChannels', 2).output.nextToken = nth(all, 'ListChannels', 2).input.nextToken;
    },
  ],
  [
    'a batch holds one twice',
    'BatchGetChannel twice batch-get-returns-known channels[1]',
    (all) => {
      const { channels } = nth(all, 'BatchGetChannel').output;
      channels.push(copy(channels[0]));
    },
  ],
  [
    'a batch holds what was not named',
    'BatchGetChannel changed batch-get-returns-known channels[1]',
    (all) => {
      nth(all, 'BatchGetChannel').output.channels.push(copy(nth(all, 'CreateChannel', 2).output.channel));
    },
  ],
  [
    'a participant is somebody else',
    'GetParticipant changed participant-is-who-the-token-says participant.userId',
    (all) => {
      nth(all, 'GetParticipant').output.participant.userId = 'y';
    },
  ],
  [
    'a participant has other attributes',
    'GetParticipant changed participant-is-who-the-token-says participant.attributes',
    (all) => {
      nth(all, 'GetParticipant').output.participant.attributes = { role: 'guest' };
    },
  ],
  [
    'another participant is got',
    'GetParticipant changed get-as-created participant.participantId',
    (all) => {
      nth(all, 'GetParticipant').output.participant.participantId = 'abcdefghijkl';
    },
  ],
  [
    'another session is got',
    'GetStageSession changed get-as-created stageSession.sessionId',
    (all) => {
      const { stageSession } = nth(all, 'GetStageSession').output;
      stageSession.sessionId = stageSession.sessionId.replace(/.$/, (last: string) =>
        last === 'a' ? 'b' : 'a',
      );
    },
  ],
  [
    'events are of another participant',
    'ListParticipantEvents changed list-as-created events[0].participantId',
    (all) => {
      nth(all, 'ListParticipantEvents').output.events[0].participantId = 'abcdefghijkl';
    },
  ],
  [
    'what is ready is not any more',
    'GetRecordingConfiguration changed recording-configuration-becomes-active recordingConfiguration.state',
    (all) => {
      nth(all, 'GetRecordingConfiguration').output.recordingConfiguration.state = 'ACTIVE';
      nth(all, 'GetRecordingConfiguration', 2).output.recordingConfiguration.state = 'CREATING';
    },
  ],
  [
    'a token expires at another time',
    'CreateParticipantToken time participant-token-expires-after-duration participantToken.expirationTime',
    (all) => {
      const each = nth(all, 'CreateParticipantToken');
      each.headers.date = new Date(
        Date.parse(each.output.participantToken.expirationTime) - 12 * 60 * 60_000,
      ).toUTCString();
    },
  ],
];

describe('what is shown of one thing at another, and what goes on', () => {
  it('leaves the judge silent where it contradicts nothing', () => {
    expect(told(ACTIVE)).toEqual([]);
  });

  it.each(CONTRADICTIONS)('is told where %s', (_, expected, alter) => {
    expect(told(altered(alter, ACTIVE))).toContain(expected);
  });
});
