import { describe, expect, it } from 'vitest';
import { altered, type Contradiction, nth, told } from '../../testing/recorded.js';

const CONTRADICTIONS: readonly Contradiction[] = [
  [
    'two participants have one ID',
    'CreateStage not-distinct realtime-identifiers-are-distinct participantTokens[1].participantId',
    (all) => {
      const [one, two] = nth(all, 'CreateStage').output.participantTokens;
      two.participantId = one.participantId;
    },
  ],
  [
    'two tokens are the same',
    'CreateParticipantToken not-distinct realtime-assigned-values-are-distinct participantToken.token',
    (all) => {
      nth(all, 'CreateParticipantToken', 2).output.participantToken.token = nth(
        all,
        'CreateParticipantToken',
      ).output.participantToken.token;
    },
  ],
  [
    'two channels have one ARN',
    'CreateChannel not-distinct identifiers-are-distinct channel.arn',
    (all) => {
      nth(all, 'CreateChannel', 2).output.channel.arn = nth(all, 'CreateChannel').output.channel.arn;
    },
  ],
  [
    'two channels have one playback URL',
    'CreateChannel not-distinct assigned-values-are-distinct channel.playbackUrl',
    (all) => {
      nth(all, 'CreateChannel', 2).output.channel.playbackUrl = nth(
        all,
        'CreateChannel',
      ).output.channel.playbackUrl;
    },
  ],
  [
    'two stream keys have one value',
    'CreateChannel not-distinct assigned-values-are-distinct streamKey.value',
    (all) => {
      nth(all, 'CreateChannel', 2).output.streamKey.value = nth(all, 'CreateChannel').output.streamKey.value;
    },
  ],
  [
    'an ARN names another account',
    'CreateChannel changed arns-name-region-and-account channel.arn',
    (all) => {
      const { channel } = nth(all, 'CreateChannel', 2).output;
      channel.arn = channel.arn.replace(/:\d{12}:/, ':210987654321:');
    },
  ],
  [
    'a session begins at another time',
    'GetStreamSession time get-as-created streamSession.startTime',
    (all) => {
      nth(all, 'GetStreamSession').output.streamSession.startTime = '2020-01-01T00:00:00Z';
    },
  ],
  [
    'a session ends before it began',
    'GetStreamSession time times-have-been streamSession.endTime',
    (all) => {
      nth(all, 'GetStreamSession').output.streamSession.endTime = '2020-01-01T00:00:00Z';
    },
  ],
  [
    'a default is wrong',
    'CreateChannel default documented-defaults channel.latencyMode',
    (all) => {
      nth(all, 'CreateChannel').output.channel.latencyMode = 'NORMAL';
    },
  ],
  [
    'a default within is wrong',
    'StartComposition default documented-defaults composition.layout.grid.gridGap',
    (all) => {
      nth(all, 'StartComposition').output.composition.layout.grid.gridGap = 7;
    },
  ],
  [
    'a default of a token is wrong',
    'CreateParticipantToken default documented-defaults participantToken.duration',
    (all) => {
      nth(all, 'CreateParticipantToken').output.participantToken.duration = 60;
    },
  ],
  [
    'a default that depends on another member is wrong',
    'CreateChannel default preset-by-channel-type channel.preset',
    (all) => {
      nth(all, 'CreateChannel', 2).output.channel.preset = 'HIGHER_BANDWIDTH_DELIVERY';
    },
  ],
  [
    'a stage gets fewer tokens than asked for',
    'CreateStage not-as-sent participant-token-per-configuration participantTokens',
    (all) => {
      nth(all, 'CreateStage').output.participantTokens.pop();
    },
  ],
];

describe('what the service assigns and chooses', () => {
  it.each(CONTRADICTIONS)('is told where %s', (_, expected, alter) => {
    expect(told(altered(alter))).toContain(expected);
  });
});
