/** How streams end, and what is left of them. */

import { resourceNamed } from '../../../contract/resources.js';
import { isObject } from '../../../transport/http/answer.js';
import {
  at,
  describeAnswer,
  expectError,
  expectMember,
  objectAt,
  requireSuccess,
  show,
  stringAt,
} from '../../expect/expect.js';
import { DeviationFound, Skipped } from '../../expect/verdicts.js';
import { itemsOf } from '../../expect/walk.js';
import { makingForUse, operationOf } from '../../plan/scope.js';
import type { CheckContext } from '../../types.js';
import type { Behaviours } from './behaviour.js';
import { goLive, goOffline, liveChannel, requireId, shows } from './stream.js';
import { expectTime } from './time.js';

const NOT_LIVE = 'ChannelNotBroadcasting';
const SLATE = 'FailoverSlateConfiguration';

export const ENDING: Behaviours = {
  ends: {
    title: 'GetStream does not find a stream any more that has ended',
    sent: 'GetStream after the stream has ended',
    expected: `404 ${NOT_LIVE}`,
    ask: async (context) => {
      const { channel } = await liveChannel(context);
      await goOffline(context, channel);
      await shows(context, async () => {
        const answer = await context.call('GetStream', { channelArn: channel.arn });
        expectError(answer, NOT_LIVE, 404, 'the stream has ended');
      });
    },
  },
  stop: {
    title: 'StopStream ends the stream',
    sent: 'StopStream of a live channel, then GetStream',
    expected: `404 ${NOT_LIVE}, or another stream where the encoder connects anew`,
    needs: () => ['StopStream'],
    ask: async (context) => {
      const { channel, streamId } = await liveChannel(context);
      requireSuccess(await context.call('StopStream', { channelArn: channel.arn }));
      await shows(context, async () => {
        const answer = await context.call('GetStream', { channelArn: channel.arn });
        const next = stringAt(answer.output, 'stream.streamId');
        if (answer.succeeded && next !== undefined && next !== streamId) return;
        expectError(answer, NOT_LIVE, 404, 'StopStream disconnects the encoder');
      });
    },
  },
  'end-time': {
    title: 'GetStreamSession shows when a stream has ended',
    member: 'streamSession.endTime',
    sent: 'GetStreamSession with the streamId after the stream has ended',
    expected: 'streamSession.endTime is the time of going offline, as an ISO 8601 string',
    ask: async (context) => {
      const began = Date.now();
      const { channel, streamId } = await liveChannel(context);
      await goOffline(context, channel);
      await shows(context, async () => {
        const answer = await context.call('GetStreamSession', { channelArn: channel.arn, streamId });
        const { endTime, startTime } = objectAt(requireSuccess(answer), 'streamSession');
        const path = 'streamSession.endTime';
        expectTime(answer, path, endTime, began);
        if (Date.parse(String(endTime)) >= (Date.parse(String(startTime)) || 0)) return;
        const expected = `${path} is not before streamSession.startTime, ${show(startTime)}`;
        const observed = `${path} is ${show(endTime)}`;
        throw new DeviationFound({ expected, observed, member: path, exchange: answer.exchange });
      });
    },
  },
  'listed-end-time': {
    title: 'ListStreamSessions shows when a stream has ended',
    member: 'streamSessions[].endTime',
    sent: 'ListStreamSessions after the stream has ended',
    expected: 'streamSessions[].endTime is the time of going offline, as an ISO 8601 string',
    needs: () => ['ListStreamSessions'],
    ask: async (context) => {
      const began = Date.now();
      const { channel, streamId } = await liveChannel(context);
      await goOffline(context, channel);
      await shows(context, async () => {
        const { items, answers } = await itemsOf(context, operationOf(context.scope, 'ListStreamSessions'), {
          channelArn: channel.arn,
        });
        const entry = items.find((item) => stringAt(item, 'streamId') === streamId);
        const last = answers.at(-1);
        if (last === undefined) return;
        if (isObject(entry)) {
          expectTime(last, 'streamSessions[].endTime', entry.endTime, began);
          return;
        }
        throw new DeviationFound({
          expected: `streamSessions holds an entry for the ended stream ${streamId}`,
          observed: `${items.length} other entries`,
          member: 'streamSessions',
          exchange: last.exchange,
        });
      });
    },
  },
  'list-of-ended': {
    title: 'ListStreams does not list a stream any more that has ended',
    member: 'streams',
    sent: 'ListStreams, all pages, after the stream has ended',
    expected: 'no entry for the stream',
    walks: 'Stream',
    needs: () => ['ListStreams'],
    ask: async (context) => {
      const { channel, streamId } = await liveChannel(context);
      await goOffline(context, channel);
      await shows(context, async () => {
        const operation = operationOf(context.scope, 'ListStreams');
        const { items, answers } = await itemsOf(context, operation, { maxResults: 100 });
        if (!items.some((item) => stringAt(item, 'streamId') === streamId)) return;
        throw new DeviationFound({
          expected: `streams holds no entry for ${streamId}, because it has ended`,
          observed: 'it holds one',
          member: 'streams',
          exchange: answers.at(-1)?.exchange,
        });
      });
    },
  },
  'latest-session': {
    title: 'GetStreamSession gives the latest stream, or the one that is named',
    member: 'streamSession.streamId',
    sent: 'GetStreamSession without and with the streamId of the first of two streams of a channel',
    expected: 'the second stream without a streamId, the first one with its own',
    ask: askLatest,
  },
  'session-keeps-channel': {
    title: 'GetStreamSession shows the channel as it was at the time of going live',
    member: 'streamSession.channel.name',
    sent: 'GetStreamSession after UpdateChannel has given the channel another name',
    expected: 'streamSession.channel.name is the former name',
    needs: () => ['UpdateChannel'],
    ask: async (context) => {
      const { channel, streamId } = await liveChannel(context, { name: 'before' });
      await goOffline(context, channel);
      const renamed = await context.appears(async () => {
        const answer = await context.call('UpdateChannel', { arn: channel.arn, name: 'after' });
        return answer.succeeded || answer.status !== 409 ? answer : undefined;
      });
      if (renamed === undefined) throw new Skipped('UpdateChannel is refused although the stream has ended');
      requireSuccess(renamed);
      const answer = await context.call('GetStreamSession', { channelArn: channel.arn, streamId });
      const path = 'streamSession.channel.name';
      const because = 'as it was at the time of going live';
      expectMember(answer, path, at(requireSuccess(answer), path), 'before', { because });
    },
  },
  'session-keeps-slate': {
    title: 'GetStreamSession shows the failover slate configuration as it was at the time of going live',
    member: 'streamSession.failoverSlateConfiguration.name',
    sent: 'GetStreamSession after UpdateFailoverSlateConfiguration has given the configuration another name',
    expected: 'streamSession.failoverSlateConfiguration.name is the former name',
    needs: (scope) => [
      'UpdateFailoverSlateConfiguration',
      ...makingForUse(scope, resourceNamed(scope.resources, SLATE)),
    ],
    ask: askSlate,
  },
};

async function askSlate(context: CheckContext): Promise<void> {
  const slate = resourceNamed(context.scope.resources, SLATE);
  const { arn } = await context.create(slate, { name: 'before' }, { ready: true });
  const { channel, streamId } = await liveChannel(context, { failoverSlateConfigurationArn: arn });
  await goOffline(context, channel);
  const renamed = await context.call('UpdateFailoverSlateConfiguration', { arn, name: 'after' });
  // That a configuration in use can be updated is said nowhere.
  if (renamed.status === 409)
    throw new Skipped('the configuration cannot be updated while a channel uses it');
  requireSuccess(renamed);
  const answer = await context.call('GetStreamSession', { channelArn: channel.arn, streamId });
  const path = 'streamSession.failoverSlateConfiguration.name';
  const because = 'as it was at the time of going live';
  expectMember(answer, path, at(requireSuccess(answer), path), 'before', { because });
}

async function askLatest(context: CheckContext): Promise<void> {
  const { channel, streamId: first } = await liveChannel(context);
  await goOffline(context, channel);
  const second = requireId((await goLive(context, channel)).streamId);
  const path = 'streamSession.streamId';
  await shows(context, async () => {
    const answer = await context.call('GetStreamSession', { channelArn: channel.arn });
    const seen = at(requireSuccess(answer), path);
    if (seen === first || seen === undefined) {
      throw new DeviationFound({
        expected: `${path} is that of the latest stream, ${second}`,
        observed: `${path} is ${show(seen)}, that of the one before`,
        member: path,
        exchange: answer.exchange,
      });
    }
  });
  const answer = await context.call('GetStreamSession', { channelArn: channel.arn, streamId: first });
  if (answer.status === 404) {
    throw new DeviationFound({
      expected: `the session of the previous stream ${first}`,
      observed: describeAnswer(answer),
      exchange: answer.exchange,
    });
  }
  expectMember(answer, path, at(requireSuccess(answer), path), first, { because: 'it was named' });
}
