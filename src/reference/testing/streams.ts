import type { JsonObject } from '../../contract/types.js';
import { nested, text } from '../json.js';
import { unknownArn } from './client.js';
import type { Scribe } from './scribe.js';

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
  recordedWithAds(scribe);
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
  scribe.send('InsertAdBreak', { channelArn, durationSeconds: 5 });
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

function recordedWithAds(scribe: Scribe): void {
  const recording = scribe.arn('CreateRecordingConfiguration', 'recordingConfiguration', {
    destinationConfiguration: { s3: { bucketName: 'bucket' } },
    thumbnailConfiguration: { resolution: 'HD' },
    tags: { a: 'b' },
  });
  const playbackConfigurationArn = 'arn:aws:mediatailor:us-east-1:123456789012:playbackConfiguration/a';
  const ads = scribe.send('CreateAdConfiguration', {
    mediaTailorPlaybackConfigurations: [{ playbackConfigurationArn }],
  });
  const slate = scribe.arn('CreateFailoverSlateConfiguration', 'failoverSlateConfiguration', {
    name: 'slate',
    tags: { a: 'b' },
  });
  const channelArn = scribe.arn('CreateChannel', 'channel', {
    recordingConfigurationArn: recording,
    adConfigurationArn: text(nested(ads, 'adConfiguration'), 'arn'),
    failoverSlateConfigurationArn: slate,
  });
  scribe.goLive(channelArn);
  scribe.send('UpdateFailoverSlateConfiguration', { arn: slate, name: 'renamed' });
  scribe.send('GetStreamSession', { channelArn });
  const given = { adBreakId: 'break0000001', targetStartAt: '2026-10-28T12:00:00Z' };
  scribe.send('InsertAdBreak', { channelArn, durationSeconds: 5, ...given });
  const other = scribe.arn('CreateChannel', 'channel');
  scribe.goLive(other);
  scribe.send('ListStreams', next(scribe.send('ListStreams', { maxResults: 1 })));
  scribe.send('StopStream', { channelArn: other });
  for (const durationSeconds of [5, 6]) scribe.send('InsertAdBreak', { channelArn, durationSeconds });
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
