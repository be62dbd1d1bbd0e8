import type { Json, JsonObject } from '../../contract/types.js';
import { list, nested, text } from '../state/json.js';
import { unknownArn } from './client.js';
import { LISTS } from './lists.js';
import { compositionLife } from './lives/compositions.js';
import { encoderConfigurationLife, ingestConfigurationLife } from './lives/configurations.js';
import { keyLives } from './lives/key-life.js';
import { ingestLife, occupiedStageLife, replicationLife } from './lives/people.js';
import { PLAIN, plainLife } from './lives/plain-life.js';
import { streamLife } from './lives/streams.js';
import type { Scribe } from './recorder.js';
import { invalids, refusals } from './refusals.js';
import { statements } from './statements.js';

const BUCKET: JsonObject = { s3: { bucketName: 'bucket' } };
const MULTITRACK: JsonObject = { enabled: true, policy: 'REQUIRE', maximumResolution: 'HD' };
const KEYS = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, '']));

/** Questions that need nothing of one another. */
export type Section = (scribe: Scribe) => void;

/** The same questions to every endpoint, so that whatever a mutant breaks shows somewhere; the cheapest first. */
export const SECTIONS: readonly Section[] = [
  channelLife,
  policyLife,
  recordingLife,
  stageLife,
  ...PLAIN.map((each) => (scribe: Scribe) => plainLife(scribe, each)),
  encoderConfigurationLife,
  ingestConfigurationLife,
  compositionLife,
  occupiedStageLife,
  replicationLife,
  ingestLife,
  keyLives,
  ...LISTS.map((each) => (scribe: Scribe) => tagsAndTokens(scribe, each)),
  statements,
  refusals,
  streamLife,
  ...LISTS.map((each) => (scribe: Scribe) => listWalk(scribe, each)),
  filterWalk,
].map((ask) => (scribe: Scribe) => {
  ask(scribe);
  invalids(scribe);
});

function tagsAndTokens(scribe: Scribe, [operation, , create, input]: (typeof LISTS)[number]): void {
  tagLife(scribe, scribe.arn(create, create === 'CreateStage' ? 'stage' : 'channel', input));
  scribe.send(operation);
  scribe.send(operation, { nextToken: 'made-up' });
}

function channelLife(scribe: Scribe): void {
  const created = scribe.send('CreateChannel', { name: 'name', tags: { a: '1', b: '2' } });
  const arn = text(nested(created, 'channel'), 'arn');
  const key = text(nested(created, 'streamKey'), 'arn');
  const full = {
    latencyMode: 'NORMAL',
    authorized: true,
    insecureIngest: true,
    containerFormat: 'FRAGMENTED_MP4',
  };
  const multitrackInputConfiguration = MULTITRACK;
  const second = scribe.arn('CreateChannel', 'channel', {
    ...full,
    multitrackInputConfiguration,
    name: 'name-2',
  });
  const types = ['BASIC', 'STANDARD', 'ADVANCED_SD', 'ADVANCED_HD'];
  for (const type of types) {
    scribe.send('CreateChannel', { type });
    const preset = 'CONSTRAINED_BANDWIDTH_DELIVERY';
    scribe.send('GetChannel', { arn: scribe.arn('CreateChannel', 'channel', { type, preset }) });
  }
  scribe.send('GetChannel', { arn });
  scribe.send('GetChannel', { arn: second });
  scribe.send('BatchGetChannel', { arns: [arn, second, unknownArn('channel')] });
  scribe.send('ListStreamKeys', { channelArn: arn });
  scribe.send('ListStreamKeys', { channelArn: arn, nextToken: 'made-up' });
  scribe.send('BatchGetStreamKey', { arns: [key, unknownArn('stream-key')] });
  for (const change of [
    { name: 'new' },
    { authorized: true },
    { insecureIngest: true },
    { latencyMode: 'NORMAL' },
    { type: 'ADVANCED_HD' },
    { preset: 'CONSTRAINED_BANDWIDTH_DELIVERY' },
    { type: 'STANDARD' },
    { containerFormat: 'FRAGMENTED_MP4' },
    { multitrackInputConfiguration },
  ]) {
    scribe.send('UpdateChannel', { arn, ...change });
    scribe.send('GetChannel', { arn });
  }
  scribe.send('UpdateChannel', { arn: second, name: 'x' });
  scribe.send('UpdateChannel', { arn: second, multitrackInputConfiguration: { enabled: false } });
  scribe.send('UpdateChannel', { arn: second, name: 'half', latencyMode: 'none' });
  scribe.send('GetChannel', { arn: second });
  multitrackRefusals(scribe, arn);
  streamKeyLife(scribe, arn, key);
}

function multitrackRefusals(scribe: Scribe, arn: string): void {
  const good: JsonObject = { containerFormat: 'FRAGMENTED_MP4', multitrackInputConfiguration: MULTITRACK };
  for (const bad of [
    { type: 'BASIC' },
    { containerFormat: 'TS' },
    { multitrackInputConfiguration: { enabled: true, policy: 'ALLOW' } },
    { multitrackInputConfiguration: { enabled: true, maximumResolution: 'HD' } },
  ]) {
    scribe.send('CreateChannel', { ...good, ...bad });
    scribe.send('UpdateChannel', { arn, ...good, ...bad });
    scribe.send('UpdateChannel', { arn, type: 'STANDARD', ...good });
  }
}

function streamKeyLife(scribe: Scribe, channelArn: string, first: string): void {
  scribe.send('CreateStreamKey', { channelArn });
  scribe.send('GetStreamKey', { arn: first });
  for (const verb of ['Delete', 'Get', 'Delete']) scribe.send(`${verb}StreamKey`, { arn: first });
  const second = scribe.arn('CreateStreamKey', 'streamKey', { channelArn, tags: { a: 'b' } });
  scribe.send('GetStreamKey', { arn: second });
  scribe.send('ListStreamKeys', { channelArn });
  const other = scribe.send('CreateChannel');
  const keys = [second, text(nested(other, 'streamKey'), 'arn')];
  scribe.send('BatchGetStreamKey', { arns: keys });
  scribe.send('DeleteChannel', { arn: text(nested(other, 'channel'), 'arn') });
  scribe.send('GetStreamKey', { arn: keys[1] ?? '' });
  scribe.send('GetChannel', { arn: text(nested(other, 'channel'), 'arn') });
}

function policyLife(scribe: Scribe): void {
  const lists = { allowedCountries: ['DE', 'FR'], allowedOrigins: ['https://a.example', 'null'] };
  const all = { ...lists, name: 'policy', enableStrictOriginEnforcement: true, tags: { a: 'b' } };
  const arn = scribe.arn('CreatePlaybackRestrictionPolicy', 'playbackRestrictionPolicy', all);
  scribe.send('CreatePlaybackRestrictionPolicy');
  scribe.send('GetPlaybackRestrictionPolicy', { arn });
  for (const change of [
    { name: 'renamed' },
    { allowedCountries: ['CH'] },
    { allowedOrigins: ['https://b.example'] },
    { enableStrictOriginEnforcement: false },
  ]) {
    scribe.send('UpdatePlaybackRestrictionPolicy', { arn, ...change });
    scribe.send('GetPlaybackRestrictionPolicy', { arn });
  }
  scribe.send('UpdatePlaybackRestrictionPolicy', { arn, enableStrictOriginEnforcement: true });
  scribe.send('UpdatePlaybackRestrictionPolicy', { arn, name: 'again' });
  scribe.send('UpdatePlaybackRestrictionPolicy', { arn, name: 'half', allowedCountries: ['?'] });
  scribe.send('GetPlaybackRestrictionPolicy', { arn });
  scribe.send('ListPlaybackRestrictionPolicies');
  const origins = [
    '',
    'a.example',
    'https://*',
    'https://a/',
    'https://a?b',
    'https://a#b',
    'https://u@a',
    'https://a:b',
    'https://a b',
  ];
  const bad: JsonObject[] = [
    ...['de', 'UK', 'XX'].map((code) => ({ allowedCountries: [code] })),
    ...origins.map((origin) => ({ allowedOrigins: [origin] })),
  ];
  for (const input of bad) {
    scribe.send('CreatePlaybackRestrictionPolicy', input);
    scribe.send('UpdatePlaybackRestrictionPolicy', { arn, ...input });
  }
}

function recordingLife(scribe: Scribe): void {
  const create = (input: JsonObject): string =>
    scribe.arn('CreateRecordingConfiguration', 'recordingConfiguration', {
      destinationConfiguration: BUCKET,
      ...input,
    });
  const arn = create({
    name: 'recording',
    tags: { a: 'b' },
    recordingReconnectWindowSeconds: 7,
    thumbnailConfiguration: { targetIntervalSeconds: 5, resolution: 'HD' },
    renditionConfiguration: { renditionSelection: 'CUSTOM', renditions: ['HD'] },
  });
  create({});
  create({ renditionConfiguration: { renditionSelection: 'CUSTOM' } });
  scribe.send('GetRecordingConfiguration', { arn });
  scribe.send('ListRecordingConfigurations');
}

function stageLife(scribe: Scribe): void {
  const token = { userId: 'u', attributes: { a: 'b' }, duration: 5, capabilities: ['PUBLISH'] };
  const participantTokenConfigurations = [token, {}];
  const input = { name: 'stage', tags: { a: 'b' }, participantTokenConfigurations };
  const arn = scribe.arn('CreateStage', 'stage', input);
  scribe.send('CreateStage');
  scribe.send('CreateParticipantToken', { stageArn: arn });
  scribe.send('CreateParticipantToken', { stageArn: arn, ...token });
  for (const size of [900, 1024]) {
    const attributes = { a: 'x'.repeat(size) };
    scribe.send('CreateStage', { participantTokenConfigurations: [{ attributes }] });
    scribe.send('CreateParticipantToken', { stageArn: arn, attributes });
  }
  const storageConfigurationArn = unknownArn('storage-configuration');
  const autoParticipantRecordingConfiguration = { storageConfigurationArn };
  scribe.send('CreateStage', { autoParticipantRecordingConfiguration });
  scribe.send('UpdateStage', { arn, autoParticipantRecordingConfiguration });
  scribe.send('UpdateStage', { arn });
  scribe.send('UpdateStage', { arn, name: 'renamed' });
  scribe.send('GetStage', { arn });
  tagLife(scribe, arn);
  for (const verb of ['Delete', 'Get', 'Delete']) scribe.send(`${verb}Stage`, { arn });
}

function tagLife(scribe: Scribe, arn: string): void {
  scribe.tag(arn, { a: '1', b: '2', c: '3' });
  scribe.tag(arn, { a: '4' });
  scribe.tags('DELETE', arn, '?tagKeys=a');
  scribe.tags('GET', arn);
  scribe.tag(arn, { 'aws:a': '' });
  scribe.tag(arn, KEYS);
  scribe.tag(arn, { more: '' });
}

/** A list long enough for its default page size to show. */
function listWalk(scribe: Scribe, [operation, items, create, input]: (typeof LISTS)[number]): void {
  for (let made = 0; made < 101; made += 1) scribe.send(create, input);
  scribe.send(operation);
  scribe.send(operation, { maxResults: 2 });
  let nextToken: Json = '';
  for (let page = 0; page < 4 && typeof nextToken === 'string'; page += 1) {
    const body = scribe.send(operation, { maxResults: 50, nextToken });
    nextToken = list(body, items).length === 0 ? null : (body.nextToken ?? null);
  }
}

function filterWalk(scribe: Scribe): void {
  const arn = scribe.arn('CreateChannel', 'channel', { name: 'walked-2' });
  scribe.send('CreateChannel', { name: 'walked' });
  scribe.send('ListChannels', { filterByName: 'walked' });
  tagLife(scribe, arn);
}
