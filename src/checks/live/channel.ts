/** What cannot be done to a channel while it is live, and what can be done to its stream. */
import { resourceNamed } from '../../contract/resources.js';
import type { JsonObject } from '../../contract/types.js';
import type { Answer } from '../../transport/answer.js';
import { at, describeAnswer, expectError, expectMember, expectRefusal, requireSuccess } from '../expect.js';
import { Loan } from '../loan.js';
import { makingForUse } from '../scope.js';
import type { CheckContext, Scope } from '../types.js';
import { DeviationFound } from '../verdicts.js';
import type { Behaviours } from './behaviour.js';
import { goOffline, LIVE_CHANNEL, liveChannel } from './stream.js';

const CONFLICT = 'ConflictException';
const AD_CONFIGURATION = 'AdConfiguration';
const AD_BREAK_ID_LENGTH = 12;
/** How far ahead of now an ad break is asked for, in milliseconds. */
const AD_BREAK_AHEAD_MS = 60_000;

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
  'ad-break-ids-differ': {
    title: 'InsertAdBreak gives each ad break an ID of its own',
    member: 'adBreakId',
    sent: 'InsertAdBreak twice, on a live channel with an ad configuration',
    expected: 'two different adBreakId',
    needs: insertingAds,
    ask: async (context) => {
      const { insert } = await adBreaks(context);
      const first = requireSuccess(await insert({}));
      const answer = await insert({});
      if (requireSuccess(answer).adBreakId !== first.adBreakId) return;
      throw new DeviationFound({
        expected: 'adBreakId differs from that of the ad break before',
        observed: `${first.adBreakId} twice`,
        member: 'adBreakId',
        exchange: answer.exchange,
      });
    },
  },
  'ad-break-given-id': {
    title: 'InsertAdBreak takes the adBreakId that it is given',
    member: 'adBreakId',
    sent: 'InsertAdBreak with an adBreakId, on a live channel with an ad configuration',
    expected: 'the same adBreakId',
    needs: insertingAds,
    ask: async (context) => {
      const { insert, streamId } = await adBreaks(context);
      // As long as it has to be, and used by nobody else.
      const adBreakId = streamId.slice(-AD_BREAK_ID_LENGTH);
      const answer = await insert({ adBreakId });
      const because = 'the request gave it';
      expectMember(answer, 'adBreakId', requireSuccess(answer).adBreakId, adBreakId, { because });
    },
  },
  'ad-break-target-start': {
    title: 'InsertAdBreak shows the targetStartAt that it is given',
    member: 'targetStartAt',
    sent: 'InsertAdBreak with a targetStartAt a minute from now, on a live channel with an ad configuration',
    expected: 'the same point in time as targetStartAt',
    needs: insertingAds,
    ask: async (context) => {
      const { insert } = await adBreaks(context);
      const wanted = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + AD_BREAK_AHEAD_MS);
      const answer = await insert({ targetStartAt: wanted.toISOString() });
      const shown = requireSuccess(answer).targetStartAt;
      if (typeof shown === 'string' && Date.parse(shown) === wanted.getTime()) return;
      expectMember(answer, 'targetStartAt', shown, wanted.toISOString(), { because: 'the request gave it' });
    },
  },
  'ad-break-needs-configuration': {
    title: 'InsertAdBreak refuses a live channel without ad configuration',
    member: 'channelArn',
    sent: 'InsertAdBreak on a live channel without ad configuration',
    expected: 'a refusal (4xx); no source names the error',
    needs: () => ['InsertAdBreak'],
    ask: async (context) => {
      const { channel } = await context.lend(LIVE_CHANNEL);
      const answer = await context.call('InsertAdBreak', { channelArn: channel.arn, durationSeconds: 30 });
      expectRefusal(answer, 'the channel has no ad configuration');
    },
  },
};

function insertingAds(scope: Scope): readonly string[] {
  return ['InsertAdBreak', ...makingForUse(scope, resourceNamed(scope.resources, AD_CONFIGURATION))];
}

/** A live channel with an ad configuration, for checks that put ad breaks into its stream. */
const WITH_ADS = new Loan(async (context) => {
  const resource = resourceNamed(context.scope.resources, AD_CONFIGURATION);
  const configuration = await context.create(resource, {}, { ready: true });
  return liveChannel(context, { adConfigurationArn: configuration.arn });
});

/** The stream of such a channel; the function inserts ad breaks into it. */
async function adBreaks(context: CheckContext): Promise<{
  readonly streamId: string;
  insert(members: JsonObject): Promise<Answer>;
}> {
  const { channel, streamId } = await context.lend(WITH_ADS);
  const least = { channelArn: channel.arn, durationSeconds: 1 };
  return { streamId, insert: (members) => context.call('InsertAdBreak', { ...least, ...members }) };
}

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
