import type { JsonObject } from '../../../contract/types.js';
import { unknownArn } from '../client.js';
import type { Scribe } from '../recorder.js';
import { leastInput } from '../sample.js';

/** Compositions with every setting and with none, and those that are refused. */
export function compositionLife(scribe: Scribe): void {
  const stageArn = scribe.arn('CreateStage', 'stage');
  const storageConfigurationArn = scribe.arn(
    'CreateStorageConfiguration',
    'storageConfiguration',
    leastInput('CreateStorageConfiguration'),
  );
  const encoder = scribe.arn('CreateEncoderConfiguration', 'encoderConfiguration');
  const s3 = { storageConfigurationArn, encoderConfigurationArns: [encoder] };
  const start = (input: JsonObject = {}): string =>
    scribe.arn('StartComposition', 'composition', { stageArn, destinations: [{ s3 }], ...input });
  const full = {
    ...s3,
    recordingConfiguration: { format: 'HLS', hlsConfiguration: {} },
    thumbnailConfigurations: [{}],
  };
  const arn = start({ destinations: [{ name: 'full', s3: full }], tags: { a: 'b' } });
  const other = start({ layout: { pip: {} }, idempotencyToken: 'token' });
  start({ layout: { pip: {} }, idempotencyToken: 'token' });
  const channelArn = scribe.arn('CreateChannel', 'channel');
  const settled = [
    start({ layout: { grid: { videoFillMode: 'FILL' } } }),
    start({ layout: { pip: { pipWidth: 7, pipHeight: 7 } } }),
    start({ destinations: [{ channel: { channelArn, encoderConfigurationArn: encoder } }] }),
  ];
  for (const one of settled) scribe.send('GetComposition', { arn: one });
  scribe.send('ListCompositions', { maxResults: 1 });
  scribe.send('ListCompositions', { nextToken: 'made-up' });
  start({ tags: { 'aws:a': '' } });
  for (const one of settled) scribe.send('StopComposition', { arn: one });
  for (const one of [arn, other]) scribe.send('GetComposition', { arn: one });
  scribe.send('GetComposition', { arn: unknownArn('composition') });
  scribe.send('ListCompositions');
  scribe.send('ListCompositions', { filterByStageArn: unknownArn('stage') });
  scribe.send('ListCompositions', { filterByStageArn: stageArn });
  scribe.send('ListCompositions', { filterByEncoderConfigurationArn: unknownArn('encoder-configuration') });
  scribe.send('ListCompositions', { filterByEncoderConfigurationArn: encoder });
  for (const bad of [
    { stageArn: unknownArn('stage') },
    { destinations: [{ name: 'neither' }] },
    { destinations: [{ s3 }, { s3 }] },
    { destinations: [{ s3: { ...s3, storageConfigurationArn: unknownArn('storage-configuration') } }] },
    { destinations: [{ s3: { ...s3, encoderConfigurationArns: [unknownArn('encoder-configuration')] } }] },
    { destinations: [{ channel: { channelArn: unknownArn('channel') } }] },
  ])
    start(bad);
  scribe.send('DeleteStorageConfiguration', { arn: storageConfigurationArn });
  scribe.send('DeleteEncoderConfiguration', { arn: encoder });
  scribe.tag(arn, { c: 'd' });
  for (const one of [arn, other, arn]) scribe.send('StopComposition', { arn: one });
  scribe.send('GetComposition', { arn });
}
