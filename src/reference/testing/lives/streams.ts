import type { JsonObject } from '../../../contract/types.js';
import { unknownArn } from '../client.js';
import type { Scribe } from '../recorder.js';
import { leastInput, sampleInput } from '../sample.js';
import { make, resourceNamed } from './plain-life.js';

/** What operations answer about a channel before, during and after its streams. */
export function streamLife(scribe: Scribe): void {
  const channelArn = scribe.arn('CreateChannel', 'channel', { name: 'live', tags: { a: 'b' } });
  everything(scribe, channelArn);
  const streamIds = [1, 2].map(() => {
    const streamId = scribe.goLive(channelArn);
    everything(scribe, channelArn, streamId);
    for (const metadata of ['m'.repeat(1025), 'm'.repeat(1000), '€'.repeat(600)])
      scribe.send('PutMetadata', { channelArn, metadata });
    scribe.send('UpdateChannel', { arn: channelArn, name: `renamed-${streamId}` });
    scribe.send('GetChannel', { arn: channelArn });
    scribe.send('GetStreamSession', { channelArn });
    scribe.send('StopStream', { channelArn });
    everything(scribe, channelArn, streamId);
    scribe.send('UpdateChannel', { arn: channelArn, name: 'between' });
    return streamId;
  });
  for (const streamId of streamIds) scribe.send('GetStreamSession', { channelArn, streamId });
  everythingUsed(scribe);
  const doomed = scribe.arn('CreateChannel', 'channel');
  scribe.goLive(doomed);
  scribe.send('DeleteChannel', { arn: doomed });
  scribe.send('StopStream', { channelArn: doomed });
  scribe.send('DeleteChannel', { arn: doomed });
  everything(scribe, unknownArn('channel'));
  revocations(scribe, channelArn);
}

function everything(scribe: Scribe, channelArn: string, streamId?: string): void {
  scribe.send('GetStream', { channelArn });
  scribe.send('GetStreamSession', { channelArn });
  if (streamId !== undefined) scribe.send('GetStreamSession', { channelArn, streamId });
  scribe.send('PutMetadata', { channelArn, metadata: 'a' });
  scribe.send('InsertAdBreak', { ...leastInput('InsertAdBreak'), channelArn });
  const pages: JsonObject = { maxResults: 1, nextToken: '' };
  for (const page of [{}, pages]) {
    const sessions = scribe.send('ListStreamSessions', { channelArn, ...page });
    scribe.send('ListStreamSessions', { channelArn, ...next(sessions) });
    scribe.send('ListStreams', next(scribe.send('ListStreams', page)));
  }
  for (const health of ['HEALTHY', 'STARVING']) scribe.send('ListStreams', { filterBy: { health } });
  if (streamId === undefined) scribe.send('StopStream', { channelArn });
}

function next({ nextToken }: JsonObject): JsonObject {
  return nextToken === undefined ? {} : { nextToken, maxResults: 1 };
}

/** A live channel that uses all that a channel may use, which then changes. */
function everythingUsed(scribe: Scribe): void {
  const channel = resourceNamed('Channel');
  const used = channel.references.map(({ member, resource }) => {
    const known = resourceNamed(resource);
    const arn = make(scribe, known, sampleInput(known.create?.operation ?? ''));
    return { member, arn, update: known.update?.operation };
  });
  const channelArn = make(scribe, channel, Object.fromEntries(used.map(({ member, arn }) => [member, arn])));
  scribe.goLive(channelArn);
  for (const { update, arn } of used) if (update !== undefined) scribe.send(update, { arn, name: 'renamed' });
  scribe.send('GetStreamSession', { channelArn });
  scribe.send('InsertAdBreak', { ...sampleInput('InsertAdBreak'), channelArn });
  const other = scribe.arn('CreateChannel', 'channel');
  scribe.goLive(other);
  scribe.send('ListStreams', next(scribe.send('ListStreams', { maxResults: 1 })));
  scribe.send('StopStream', { channelArn: other });
  for (const _ of [1, 2]) scribe.send('InsertAdBreak', { ...leastInput('InsertAdBreak'), channelArn });
  scribe.send('StopStream', { channelArn });
}

function revocations(scribe: Scribe, channelArn: string): void {
  const viewerId = 'viewer';
  for (const arn of [channelArn, unknownArn('channel')]) {
    scribe.send('StartViewerSessionRevocation', { channelArn: arn, viewerId });
    const viewerSessions = [{ channelArn: arn, viewerId, viewerSessionVersionsLessThanOrEqualTo: 1 }];
    scribe.send('BatchStartViewerSessionRevocation', { viewerSessions });
  }
}
