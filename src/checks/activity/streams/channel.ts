/** What cannot be done to a channel while it is live, and what can be done to its stream. */
import { at, describeAnswer, expectError, expectMember, requireSuccess } from '../../expect/expect.js';
import { DeviationFound } from '../../expect/verdicts.js';
import type { CheckContext } from '../../types.js';
import type { Behaviours } from './behaviour.js';
import { goOffline, liveChannel } from './stream.js';

const CONFLICT = 'ConflictException';

export const CHANNEL: Behaviours = {
  'channel-cannot-be-deleted': {
    title: 'DeleteChannel refuses a live channel',
    member: 'arn',
    sent: 'DeleteChannel of a live channel',
    expected: `409 ${CONFLICT}`,
    needs: () => ['DeleteChannel'],
    ask: async (context) => {
      const { channel } = await liveChannel(context);
      const answer = await context.call('DeleteChannel', { arn: channel.arn });
      expectError(answer, CONFLICT, 409, 'the channel is live');
    },
  },
  'channel-can-be-deleted-afterwards': {
    title: 'DeleteChannel removes a channel whose stream has ended',
    sent: 'DeleteChannel after the stream has ended',
    expected: 'success',
    needs: () => ['DeleteChannel'],
    ask: async (context) => {
      const { channel } = await liveChannel(context);
      await goOffline(context, channel);
      let last = await context.call('DeleteChannel', { arn: channel.arn });
      await context.appears(async () => {
        if (last.status === 409) last = await context.call('DeleteChannel', { arn: channel.arn });
        return last.status === 409 ? undefined : last;
      });
      if (last.succeeded) return;
      const expected = 'success, because the channel is not live any more';
      throw new DeviationFound({ expected, observed: describeAnswer(last), exchange: last.exchange });
    },
  },
  'channel-update': {
    title: 'UpdateChannel refuses a live channel, or leaves its stream alone',
    sent: 'UpdateChannel with another name while the channel is live',
    expected: `409 ${CONFLICT} and the former name, or success and a stream session with the former name`,
    needs: () => ['UpdateChannel', 'GetChannel'],
    ask: askUpdate,
  },
  'metadata-size': {
    title: 'PutMetadata takes metadata of up to 1 KB',
    member: 'metadata',
    sent: 'PutMetadata with 1000 bytes, 1025 bytes, and 600 characters of 3 bytes each',
    expected: 'success for the first, 400 ValidationException for the others',
    needs: () => ['PutMetadata'],
    ask: async (context) => {
      const { channel } = await liveChannel(context);
      const put = (metadata: string) => context.call('PutMetadata', { channelArn: channel.arn, metadata });
      // Whether 1 KB is 1000 or 1024 bytes is not stated.
      const most = await put('m'.repeat(1_000));
      if (!most.succeeded) {
        const expected = 'success, because metadata has only 1000 bytes';
        throw new DeviationFound({ expected, observed: describeAnswer(most), exchange: most.exchange });
      }
      expectError(await put('m'.repeat(1_025)), 'ValidationException', 400, 'metadata has 1025 bytes');
      expectError(await put('€'.repeat(600)), 'ValidationException', 400, 'metadata has 1800 bytes');
    },
  },
};

/** Sources contradict one another on whether it is refused; that the stream is not affected is common to them. */
async function askUpdate(context: CheckContext): Promise<void> {
  const { channel, streamId } = await liveChannel(context, { name: 'before' });
  const answer = await context.call('UpdateChannel', { arn: channel.arn, name: 'after' });
  const because = 'the channel is live';
  if (!answer.succeeded) {
    expectError(answer, CONFLICT, 409, because);
    const read = await context.call('GetChannel', { arn: channel.arn });
    const shown = at(requireSuccess(read), 'channel.name');
    expectMember(read, 'channel.name', shown, 'before', { because: 'UpdateChannel was refused' });
    return;
  }
  const session = await context.call('GetStreamSession', { channelArn: channel.arn, streamId });
  const path = 'streamSession.channel.name';
  expectMember(session, path, at(requireSuccess(session), path), 'before', { because });
}
