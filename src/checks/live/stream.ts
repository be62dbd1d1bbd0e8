/** Channels that are live: streaming begins and ends outside of the API. */
import { resourceNamed } from '../../contract/resources.js';
import type { JsonObject } from '../../contract/types.js';
import type { Answer } from '../../transport/answer.js';
import { at, describeAnswer, stringAt } from '../expect.js';
import { SharedFixture } from '../loan.js';
import { makingOf } from '../scope.js';
import { createTagged } from '../tagged.js';
import type { CheckContext, Owned, Scope } from '../types.js';
import { DeviationFound, Inconclusive, Skipped } from '../verdicts.js';

/** Operations by which it is seen that a channel is live, or is not any more. */
export const WATCHING = ['GetStream', 'GetStreamSession'] as const;

/** What the model allows as a streamId. */
const STREAM_ID = /^st-[a-zA-Z0-9]{23}$/;

/** A stream as the endpoint shows it. */
export interface Stream {
  /** Undefined where the endpoint shows none. */
  readonly streamId: string | undefined;
}

/**
 * Streams to a new channel, and waits until the endpoint shows that it is live, by either operation that does: which of
 * them is wrong if they do not agree is for the checks of that operation.
 * @throws Inconclusive when it does not become live
 */
export async function goLive(context: CheckContext, channel: Owned): Promise<Stream> {
  await context.driver.goLive(encoderSettings(channel));
  let last: Answer | undefined;
  const seen = await context.appears(async () => {
    last = await context.call('GetStream', { channelArn: channel.arn });
    if (last.succeeded) return { streamId: stringAt(last.output, 'stream.streamId') };
    const session = await context.call('GetStreamSession', { channelArn: channel.arn });
    if (!session.succeeded || at(session.output, 'streamSession.endTime') !== undefined) return undefined;
    return { streamId: stringAt(session.output, 'streamSession.streamId') };
  });
  if (seen !== undefined) return seen;
  throw new Inconclusive(
    `the driver streams, but the channel does not become live: GetStream answered ${last && describeAnswer(last)}`,
  );
}

/**
 * Waits until the stream session describes what the encoder sends, which may take longer than going live. Whether it
 * ever does is for the checks of that.
 */
export async function untilDescribed(context: CheckContext, { arn }: Owned): Promise<void> {
  await context.appears(async () => {
    const session = await context.call('GetStreamSession', { channelArn: arn });
    return session.succeeded ? at(session.output, 'streamSession.ingestConfigurations') : true;
  });
}

/**
 * Ends the stream, and waits until the endpoint shows it, by either operation that does.
 * @throws Inconclusive when it does not end
 */
export async function goOffline(context: CheckContext, channel: Owned): Promise<void> {
  await context.driver.goOffline({ channelArn: channel.arn });
  const ended = await context.appears(async () => {
    const stream = await context.call('GetStream', { channelArn: channel.arn });
    if (!stream.succeeded) return true;
    const session = await context.call('GetStreamSession', { channelArn: channel.arn });
    return at(session.output, 'streamSession.endTime') === undefined ? undefined : true;
  });
  if (ended) return;
  throw new Inconclusive('the driver has ended the stream, but the channel stays live');
}

/** A channel that is live. */
export interface LiveChannel {
  readonly channel: Owned;
  readonly streamId: string;
}

/**
 * Makes a channel and streams to it.
 * @throws Skipped when the endpoint does not say which stream it is
 */
export async function liveChannel(context: CheckContext, input: JsonObject = {}): Promise<LiveChannel> {
  return streaming(context, await context.create(channelOf(context.scope), input));
}

/** The same with a channel that has tags. */
export async function liveTagged(context: CheckContext, input: JsonObject = {}): Promise<LiveChannel> {
  return streaming(context, await createTagged(context, channelOf(context.scope), TAGS, input));
}

async function streaming(context: CheckContext, channel: Owned): Promise<LiveChannel> {
  const { streamId } = await goLive(context, channel);
  return { channel, streamId: requireId(streamId) };
}

/** @throws Skipped when there is none, or one that no operation takes */
export function requireId(streamId: string | undefined): string {
  if (streamId === undefined) throw new Skipped('the endpoint shows no streamId of the live stream');
  if (!STREAM_ID.test(streamId))
    throw new Skipped('the streamId of the live stream is not of the modelled form');
  return streamId;
}

/** Operations that have to work for {@link liveChannel}. */
export function makingLive(scope: Scope): string[] {
  return [...makingOf(scope, channelOf(scope)), ...WATCHING];
}

/** The resource that can be live. */
export function channelOf(scope: Pick<Scope, 'resources'>): Owned['resource'] {
  return resourceNamed(scope.resources, 'Channel');
}

/** Asks until it holds, or the time is over in which what a driver does has to show. @throws DeviationFound */
export async function shows(context: CheckContext, question: () => Promise<void>): Promise<void> {
  let found: DeviationFound | undefined;
  const held = await context.appears(async () => {
    try {
      await question();
      return true;
    } catch (error) {
      if (!(error instanceof DeviationFound)) throw error;
      found = error;
      return undefined;
    }
  });
  if (held === undefined && found !== undefined) throw found;
}

/** What an encoder needs for a channel, as its creation gave it. */
function encoderSettings({ arn, answer, output }: Owned): Parameters<CheckContext['driver']['goLive']>[0] {
  const ingestEndpoint = stringAt(output, 'ingestEndpoint');
  const streamKey = stringAt(answer.output, 'streamKey.value');
  if (ingestEndpoint === undefined) throw new Skipped('CreateChannel returned no channel.ingestEndpoint');
  if (streamKey === undefined) throw new Skipped('CreateChannel returned no streamKey.value');
  return { channelArn: arn, ingestEndpoint, streamKey };
}

/** So that there are some to be shown. */
export const TAGS = { purpose: 'ivs-conformance' };

/** A channel that is live, and when that was brought about, for checks that only look at it. */
export const LIVE_CHANNEL = new SharedFixture(async (context) => {
  const began = Date.now();
  return { ...(await liveTagged(context)), began };
});
