import { unknownArn } from './client.js';
import { LISTS } from './lists.js';
import type { Scribe } from './scribe.js';

/** Requests that a conforming endpoint refuses. */
export function refusals(scribe: Scribe): void {
  const filters: readonly (readonly [string, string])[] = [
    ['filterByName', 'name'],
    ['filterByRecordingConfigurationArn', unknownArn('recording-configuration')],
    ['filterByPlaybackRestrictionPolicyArn', unknownArn('playback-restriction-policy')],
    ['filterByAdConfigurationArn', unknownArn('ad-configuration')],
    ['filterByFailoverSlateConfigurationArn', unknownArn('failover-slate-configuration')],
  ];
  for (const [at, first] of filters.entries()) {
    scribe.send('ListChannels', Object.fromEntries([first]));
    for (const second of filters.slice(at + 1))
      scribe.send('ListChannels', Object.fromEntries([first, second]));
  }
  const known = scribe.arn('CreateChannel', 'channel');
  for (const type of [
    'recording-configuration',
    'playback-restriction-policy',
    'ad-configuration',
    'failover-slate-configuration',
  ]) {
    const member = `${type.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Arn`;
    scribe.send('CreateChannel', { [member]: unknownArn(type) });
    scribe.send('UpdateChannel', { arn: known, [member]: unknownArn(type) });
  }
  unknowns(scribe);
}

function unknowns(scribe: Scribe): void {
  const types: readonly (readonly [string, string])[] = [
    ['Channel', 'channel'],
    ['StreamKey', 'stream-key'],
    ['PlaybackRestrictionPolicy', 'playback-restriction-policy'],
    ['RecordingConfiguration', 'recording-configuration'],
    ['AdConfiguration', 'ad-configuration'],
    ['FailoverSlateConfiguration', 'failover-slate-configuration'],
    ['PlaybackKeyPair', 'playback-key'],
    ['PublicKey', 'public-key'],
    ['Stage', 'stage'],
    ['EncoderConfiguration', 'encoder-configuration'],
    ['StorageConfiguration', 'storage-configuration'],
    ['IngestConfiguration', 'ingest-configuration'],
  ];
  for (const [name, type] of types) {
    const arn = unknownArn(type);
    for (const verb of ['Get', 'Update', 'Delete']) scribe.send(`${verb}${name}`, { arn });
    for (const method of ['GET', 'POST', 'DELETE'] as const) {
      scribe.tags(
        method,
        arn,
        method === 'DELETE' ? '?tagKeys=a' : '',
        method === 'POST' ? '{"tags":{}}' : '',
      );
    }
  }
  scribe.send('CreateStreamKey', { channelArn: unknownArn('channel') });
  scribe.send('StopComposition', { arn: unknownArn('composition') });
  scribe.send('DisconnectParticipant', { stageArn: unknownArn('stage'), participantId: 'unknown' });
  scribe.send('CreateIngestConfiguration', { stageArn: unknownArn('stage'), ingestProtocol: 'RTMPS' });
  scribe.send('ListStreamKeys', { channelArn: unknownArn('channel') });
  scribe.send('CreateParticipantToken', { stageArn: unknownArn('stage') });
}

/** Every operation refuses at least one of these members: asks those that were asked before. */
export function invalids(scribe: Scribe): void {
  const operations = new Set(scribe.lines.map(({ operation }) => operation));
  for (const operation of operations) {
    scribe.send(operation, {
      arn: '-',
      arns: '-',
      maxResults: 0,
      name: '!',
      channelArn: '-',
      stageArn: '-',
      tags: { 'aws:': '' },
    });
  }
  for (const type of ['channel', 'stage']) {
    const arn = `${unknownArn(type)}!`;
    scribe.tags('GET', arn);
    scribe.tags('POST', arn, '', '{"tags":{}}');
    scribe.tags('DELETE', arn, '?tagKeys=a');
    scribe.tags('POST', unknownArn(type), '', '{"tags":{"aws:":""}}');
  }
  for (const [, , create, input] of LISTS) scribe.send(create, { ...input, tags: { 'aws:a': '' } });
  const channelArn = scribe.arn('CreateChannel', 'channel');
  scribe.send('CreateStreamKey', { channelArn, tags: { 'aws:a': '' } });
}
