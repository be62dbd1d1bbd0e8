/** Channels that are live: streaming begins and ends outside of the API. */
import type { Answer } from '../transport/answer.js';
import { at, describeAnswer, stringAt } from './expect.js';
import type { CheckContext, Owned } from './types.js';
import { Inconclusive, Skipped } from './verdicts.js';

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

/** What an encoder needs for a channel, as its creation gave it. */
function encoderSettings({ arn, answer, output }: Owned): Parameters<CheckContext['driver']['goLive']>[0] {
  const ingestEndpoint = stringAt(output, 'ingestEndpoint');
  const streamKey = stringAt(answer.output, 'streamKey.value');
  if (ingestEndpoint === undefined) throw new Skipped('CreateChannel returned no channel.ingestEndpoint');
  if (streamKey === undefined) throw new Skipped('CreateChannel returned no streamKey.value');
  return { channelArn: arn, ingestEndpoint, streamKey };
}
