import { expect, it } from 'vitest';
import { Client, expectError } from '../testing/client.js';
import type { Kind } from './store.js';

const bucket = { bucketName: 'bucket' };
const CREATIONS: readonly (readonly [Kind, string, object])[] = [
  ['channel', 'CreateChannel', {}],
  ['playback-restriction-policy', 'CreatePlaybackRestrictionPolicy', {}],
  ['recording-configuration', 'CreateRecordingConfiguration', { destinationConfiguration: { s3: bucket } }],
  ['ad-configuration', 'CreateAdConfiguration', { mediaTailorPlaybackConfigurations: [{}] }],
  ['stage', 'CreateStage', {}],
  ['encoder-configuration', 'CreateEncoderConfiguration', {}],
  ['storage-configuration', 'CreateStorageConfiguration', { s3: bucket }],
  ['ingest-configuration', 'CreateIngestConfiguration', { ingestProtocol: 'RTMPS' }],
];

it.each(CREATIONS)('a quota of %s refuses what is beyond it', (kind, operation, input) => {
  const client = new Client({ quotas: { [kind]: 1 } });
  expect(client.post(operation, { ...input }).status).toBe(200);
  expectError(client.post(operation, { ...input }), 402, 'ServiceQuotaExceededException');
});

it('a quota of compositions refuses what is beyond it', () => {
  const client = new Client({ quotas: { composition: 1 } });
  const stageArn = client.resource('CreateStage', 'stage').arn;
  const destinations = [{ channel: { channelArn: client.channel().arn } }];
  expect(client.post('StartComposition', { stageArn, destinations }).status).toBe(200);
  const second = client.post('StartComposition', { stageArn, destinations });
  expectError(second, 402, 'ServiceQuotaExceededException');
});

it('a quota bounds the default page of the lists that are documented so', () => {
  const client = new Client();
  for (let at = 0; at < 101; at += 1) client.post('CreateStorageConfiguration', { s3: bucket });
  expect(client.post('ListStorageConfigurations').body.storageConfigurations).toHaveLength(100);
});
