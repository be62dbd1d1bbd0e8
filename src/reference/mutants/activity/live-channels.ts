import { failure } from '../../protocol/answer.js';
import type { Answer, Call, World } from '../../state/call.js';
import { nested, pick, text } from '../../state/json.js';
import { showing } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { LONG_AGO, MADE_UP_BREAK, of, succeeded } from './streams.js';

/** What is done to channels while they are live, otherwise than documented. */
export function liveChannelMutants(): Mutant[] {
  const offline = (call: Call, { broadcasts }: World, member: string): void => {
    const live = broadcasts.current(text(call.input, member));
    if (live !== undefined) broadcasts.end(live);
  };
  const isLive = (call: Call, { broadcasts }: World): boolean =>
    broadcasts.current(text(call.input, 'arn')) !== undefined;
  return [
    of('live-channel-deleted', 'DeleteChannel', [], 'A live channel is deleted.', (call, next, world) => {
      offline(call, world, 'arn');
      return next();
    }),
    of(
      'channel-stays',
      'DeleteChannel',
      [],
      'A channel that was ever live is never deleted.',
      (call, next, world) =>
        world.broadcasts.of(text(call.input, 'arn')).length === 0
          ? next()
          : failure(call.contract, 'ConflictException', 'the channel has been live'),
    ),
    of(
      'live-update-invalid',
      'UpdateChannel',
      [],
      'An update of a live channel is called invalid.',
      (call, next, world) =>
        isLive(call, world) ? failure(call.contract, 'ValidationException', 'the channel is live') : next(),
    ),
    of(
      'live-update-refused-in-vain',
      'UpdateChannel',
      [],
      'An update of a live channel is refused, yet done.',
      (call, next, world) => {
        const answer = next();
        const channel = world.store.find('channel', call.region, text(call.input, 'arn'));
        if (answer.error === 'ConflictException' && channel !== undefined)
          channel.state = { ...channel.state, ...pick(call.input, ['name']) };
        return answer;
      },
    ),
    of(
      'live-update-changes-session',
      'UpdateChannel',
      [],
      'An update ends the stream and begins another.',
      (call, next, world) => {
        const channel = world.store.find('channel', call.region, text(call.input, 'arn'));
        if (!isLive(call, world) || channel === undefined) return next();
        const live = world.broadcasts.current(channel.arn);
        const answer = withoutStreaming(world, channel.arn, next);
        if (live !== undefined) live.state = { ...live.state, channel: channel.state };
        return answer;
      },
    ),
    of(
      'metadata-counted-in-characters',
      'PutMetadata',
      [],
      'Metadata may have 1024 characters.',
      (call, next) => {
        const { length } = text(call.input, 'metadata');
        return length > 1024 ? next() : next({ ...call, unchecked: 'metadata/size' });
      },
    ),
    of('metadata-limit-lower', 'PutMetadata', [], 'Metadata may have 512 bytes.', (call, next) =>
      text(call.input, 'metadata').length > 512
        ? failure(call.contract, 'ValidationException', 'metadata is too long')
        : next(),
    ),
    of('ad-break-ids-alike', 'InsertAdBreak', [], 'Every ad break has the same ID.', (_, next) => {
      const answer = next();
      return answer.error === undefined
        ? { ...answer, body: { ...answer.body, adBreakId: MADE_UP_BREAK } }
        : answer;
    }),
    of(
      'slate-as-it-is-now',
      'GetStreamSession',
      [],
      'A stream session shows the failover slate configuration as it is now.',
      (call, next, { store }) => {
        const answer = next();
        const shown = nested(nested(answer.body ?? {}, 'streamSession'), 'failoverSlateConfiguration');
        const now = store.findAny(call.region, text(shown, 'arn'));
        return now === undefined
          ? answer
          : showing(answer, 'streamSession', { failoverSlateConfiguration: now.state });
      },
    ),
    of('ad-configuration-unneeded', 'InsertAdBreak', [], 'No ad configuration is needed.', (call, next) => {
      const answer = next();
      return answer.error === 'ConflictException' ? succeeded(call, { adBreakId: MADE_UP_BREAK }) : answer;
    }),
  ];
}

/** Carries out a call as if the channel were not live. */
function withoutStreaming({ broadcasts }: World, channelArn: string, next: () => Answer): Answer {
  const live = broadcasts.current(channelArn);
  const before = live?.state;
  if (live !== undefined) live.state = { ...live.state, endTime: LONG_AGO };
  const answer = next();
  if (live !== undefined && before !== undefined) live.state = before;
  return answer;
}
