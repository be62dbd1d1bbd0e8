/** A fixed conversation, in which every variation of the reference endpoint shows. */
import type { JsonObject } from '../../../contract/types.js';
import { createReference, type Reference } from '../../../reference/reference.js';
import type { Varied } from '../../../reference/variations/index.js';
import { seededRandom } from '../../../reference/variations/random.js';

/** Enough for what happens to one request in fifty. */
const CHANNELS = 150;

const UNKNOWN = 'arn:aws:ivs:us-east-1:123456789012:channel/unknown';
const NO_SESSION = 'st-0123456789abc';

/** Everything that the endpoint answers, as one text. */
export function transcriptOf(varied?: Varied): string {
  const reference = createReference({ random: seededRandom(1), ...(varied && { varied }) });
  const lines: string[] = [];
  const ask = asker(reference, lines);
  channels(ask, reference);
  stages(ask, reference);
  configurations(ask);
  return lines.join('\n');
}

/** @param input a text is sent as it stands */
type Ask = (operation: string, input: JsonObject | string, method?: string) => string;

function asker(reference: Reference, lines: string[]): Ask {
  return (operation, input, method = 'POST') => {
    const path = operation.startsWith('/') ? operation : `/${operation}`;
    const { status, headers, body } = reference.handle({
      method,
      path,
      headers: {},
      body: typeof input === 'string' ? input : JSON.stringify(input),
    });
    lines.push(`${status} ${JSON.stringify(headers)} ${body}`);
    return body;
  };
}

function channels(ask: Ask, { control }: Reference): void {
  const arns: string[] = [];
  for (let at = 0; at < CHANNELS; at += 1) {
    const arn = arnIn(ask('CreateChannel', at === 0 ? {} : { name: `channel-${at}` }), 'channel');
    if (arn === undefined) continue;
    arns.push(arn);
    ask('GetChannel', { arn });
  }
  const [live = '', idle = '', doomed = ''] = arns;
  if (live !== '') control.goLive(live);
  ask('GetStream', { channelArn: live });
  ask('UpdateChannel', { arn: live, name: '!' });
  ask('UpdateChannel', { arn: live, name: 'live' });
  ask('InsertAdBreak', { channelArn: idle, durationSeconds: 30 });
  ask('UpdateChannel', { arn: UNKNOWN, name: '!' });
  ask('GetChannel', { arn: UNKNOWN });
  ask('GetChannel', { arn: '!' });
  ask('GetChannel', { arn: 1 });
  ask('GetChannel', {}, 'PATCH');
  ask('NoChannel', {});
  ask('GetChannel', '{');
  ask(`/tags/${encodeURIComponent(idle)}`, { tags: { one: '1', two: '2' } });
  ask('DeleteChannel', { arn: doomed });
  const body = ask('ListChannels', { maxResults: 3 });
  const token = /"nextToken"\s*:\s*"([^"]+)"/.exec(body)?.[1];
  if (token !== undefined) ask('ListChannels', { maxResults: 3, nextToken: token });
  ask('ListStreams', {});
  ask('ListPlaybackKeyPairs', {});
  ask('CreatePlaybackRestrictionPolicy', { allowedCountries: ['NZ', 'DE', 'FR', 'IT', 'CH', 'AT'] });
}

function stages(ask: Ask, { control }: Reference): void {
  ask('CreateEncoderConfiguration', { video: { width: 640 } });
  const storage = arnIn(
    ask('CreateStorageConfiguration', { s3: { bucketName: 'bucket' } }),
    'storage-configuration',
  );
  const recorded = {
    participantTokenConfigurations: [{ userId: 'somebody' }],
    ...(storage && { autoParticipantRecordingConfiguration: { storageConfigurationArn: storage } }),
  };
  const arn = arnIn(ask('CreateStage', recorded), 'stage') ?? '';
  const participantId = 'somebody';
  // Where nothing can be made, nobody can join.
  const sessionId =
    arn === '' ? NO_SESSION : control.joinParticipant(arn, { participantId, publish: true }).sessionId;
  ask('GetParticipant', { stageArn: arn, sessionId, participantId });
  ask('CreateParticipantToken', { stageArn: arn });
  ask('ListParticipants', { stageArn: arn, sessionId: NO_SESSION });
  ask('ListStages', {});
  const encoder = arnIn(ask('CreateEncoderConfiguration', {}), 'encoder-configuration');
  const s3 = { storageConfigurationArn: storage ?? '', encoderConfigurationArns: [encoder ?? ''] };
  const composition = ask('StartComposition', {
    stageArn: arn,
    idempotencyToken: 'one',
    destinations: [{ s3 }],
  });
  ask('StopComposition', { arn: arnIn(composition, 'composition') ?? '' });
  ask('DeleteStage', { arn });
}

function configurations(ask: Ask): void {
  const destinationConfiguration = { s3: { bucketName: 'bucket' } };
  const made = ask('CreateRecordingConfiguration', { destinationConfiguration });
  ask('GetRecordingConfiguration', { arn: arnIn(made, 'recording-configuration') ?? '' });
}

/** The ARN of what was made, whatever else the answer holds; undefined where it was refused. */
function arnIn(body: string, type: string): string | undefined {
  const plain = body
    .replaceAll('\\/', '/')
    .replaceAll(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return new RegExp(`arn:aws:ivs:[a-z0-9-]+:[0-9]+:${type}/[a-zA-Z0-9-]+`).exec(plain)?.[0];
}
