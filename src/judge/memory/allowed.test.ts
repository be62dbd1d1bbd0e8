import { describe, expect, it } from 'vitest';
import type { Recorded } from '../testing/conversation.js';
import { altered, copy, nth, succeed, told } from '../testing/recorded.js';

type Allowance = [what: string, alter: (recorded: Recorded[]) => void, settle?: number];

/** An exchange that begins before another one ends. */
function overlap(recorded: Recorded, other: Recorded): void {
  recorded.began = other.ended - 1;
  recorded.ended = other.ended + 1;
}

const FAILURE = {
  status: 500,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'InternalServerException' },
  output: { message: 'no' },
};

const ALLOWANCES: readonly Allowance[] = [
  [
    'what overlaps the update shows the value before',
    (all) => {
      overlap(nth(all, 'GetChannel', 2), nth(all, 'UpdateChannel'));
      nth(all, 'GetChannel', 2).output.channel.name = 'one';
      nth(all, 'GetChannel', 2).output.channel.recordingConfigurationArn = '';
    },
  ],
  [
    'what is asked before the update is answered shows the value after',
    (all) => {
      const [get, update] = [nth(all, 'GetChannel', 1), nth(all, 'UpdateChannel')];
      get.output.channel = copy(update.output.channel);
      update.began = get.began - 1;
    },
  ],
  [
    'what overlaps the deletion is found',
    (all) => {
      succeed(nth(all, 'GetChannel', -1), { channel: copy(nth(all, 'CreateChannel', 2).output.channel) });
      overlap(nth(all, 'GetChannel', -1), nth(all, 'DeleteChannel'));
    },
  ],
  [
    'a list that was begun before the deletion still has it',
    (all) => {
      nth(all, 'ListChannels', -1).output.channels.push(copy(nth(all, 'BatchGetChannel').output.channels[1]));
      overlap(nth(all, 'ListChannels', -1), nth(all, 'DeleteChannel'));
    },
  ],
  [
    'a read lags behind for as long as is allowed',
    (all) => {
      nth(all, 'GetChannel', 2).output.channel.name = 'one';
    },
    20,
  ],
  [
    'a deleted channel is listed for as long as is allowed',
    (all) => {
      nth(all, 'ListChannels', -1).output.channels.push(copy(nth(all, 'BatchGetChannel').output.channels[1]));
    },
    60,
  ],
  [
    'an update that failed was done all the same',
    (all) => {
      Object.assign(nth(all, 'UpdateChannel'), copy(FAILURE));
    },
  ],
  [
    'an update that failed was not done',
    (all) => {
      Object.assign(nth(all, 'UpdateChannel'), copy(FAILURE));
      for (const each of all) {
        const { channel = each.output?.streamSession?.channel, channels = [channel] } = each.output ?? {};
        for (const shown of channels)
          if (shown?.name === 'uno') Object.assign(shown, { name: 'one', recordingConfigurationArn: '' });
      }
      nth(all, 'ListChannels', 1).output.channels = [];
    },
  ],
  [
    'a deletion that failed was done all the same',
    (all) => {
      Object.assign(nth(all, 'DeleteChannel'), copy(FAILURE));
    },
  ],
  [
    'nothing came back from an update',
    (all) => {
      Object.assign(nth(all, 'UpdateChannel'), { status: 0, headers: {}, output: undefined });
    },
  ],
  [
    'members that no contract has change',
    (all) => {
      let n = 0;
      for (const { output } of all)
        for (const [member, shown] of Object.entries(output ?? {}))
          if (member !== 'tags' && typeof shown === 'object' && shown !== null)
            Object.assign(shown, { updatedAt: n++ });
    },
  ],
  [
    'a list leaves out what is empty',
    (all) => {
      for (const shown of nth(all, 'ListChannels', 3).output.channels)
        for (const [name, value] of Object.entries(shown))
          if (value === '' || JSON.stringify(value) === '{}') delete shown[name];
    },
  ],
  [
    'a secret is shown once only',
    (all) => {
      delete nth(all, 'GetStreamKey').output.streamKey.value;
    },
  ],
  [
    'a token shows neither duration nor capabilities',
    (all) => {
      const { participantToken } = nth(all, 'CreateParticipantToken', 2).output;
      delete participantToken.duration;
      delete participantToken.capabilities;
    },
  ],
  [
    'somebody else changes what was not seen to be made',
    (all) => {
      all.splice(0, all.indexOf(nth(all, 'GetChannel')));
      nth(all, 'UpdateChannel').input = { arn: nth(all, 'UpdateChannel').input.arn ?? '', name: 'uno' };
      nth(all, 'GetChannel', 2).output.channel.latencyMode = 'NORMAL';
      nth(all, 'GetChannel', 3).output.channel.name = 'changed-by-others';
    },
  ],
  [
    'a list lacks what was made by others',
    (all) => {
      all.splice(0, all.indexOf(nth(all, 'GetChannel')));
      nth(all, 'ListChannels', -1).output.channels = [];
    },
  ],
];

describe('a judge with memory is silent where', () => {
  it.each(ALLOWANCES)('%s', (_, alter, settle) => {
    expect(told(altered(alter), settle)).toEqual([]);
  });
});
