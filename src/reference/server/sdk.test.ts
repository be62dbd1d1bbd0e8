import {
  BatchGetChannelCommand,
  ChannelNotBroadcasting,
  ConflictException,
  CreateChannelCommand,
  CreatePlaybackRestrictionPolicyCommand,
  CreateRecordingConfigurationCommand,
  CreateStreamKeyCommand,
  DeleteChannelCommand,
  DeleteRecordingConfigurationCommand,
  GetChannelCommand,
  GetRecordingConfigurationCommand,
  GetStreamCommand,
  IvsClient,
  ListTagsForResourceCommand,
  paginateListChannels,
  paginateListStreamKeys,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateChannelCommand,
  ValidationException,
} from '@aws-sdk/client-ivs';
import {
  CreateParticipantTokenCommand,
  CreateStageCommand,
  DeleteStageCommand,
  GetStageCommand,
  IVSRealTimeClient,
  paginateListStages,
  UpdateStageCommand,
} from '@aws-sdk/client-ivs-realtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReference } from '../reference.js';
import { contracts } from '../testing/client.js';
import { type ReferenceServer, startReference } from './server.js';

let server: ReferenceServer;
let ivs: IvsClient;
let realtime: IVSRealTimeClient;

beforeAll(async () => {
  server = await startReference(createReference({ contracts }));
  const config = {
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  };
  ivs = new IvsClient(config);
  realtime = new IVSRealTimeClient(config);
});

afterAll(async () => {
  ivs.destroy();
  realtime.destroy();
  await server.close();
});

async function createChannel(name: string): Promise<string> {
  const { channel } = await ivs.send(new CreateChannelCommand({ name, tags: { made: 'by the SDK' } }));
  return channel?.arn ?? '';
}

describe('@aws-sdk/client-ivs', () => {
  it('takes a channel through its life', async () => {
    const arn = await createChannel('life');
    expect(arn).toMatch(/^arn:aws:ivs:eu-west-1:/);
    const updated = await ivs.send(new UpdateChannelCommand({ arn, latencyMode: 'NORMAL' }));
    const read = await ivs.send(new GetChannelCommand({ arn }));
    expect(read.channel).toEqual(updated.channel);
    expect(read.channel).toMatchObject({ name: 'life', latencyMode: 'NORMAL', type: 'STANDARD' });
    const deleted = await ivs.send(new DeleteChannelCommand({ arn }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    const gone = expect(ivs.send(new GetChannelCommand({ arn }))).rejects;
    await gone.toBeInstanceOf(ResourceNotFoundException);
    await expect(ivs.send(new GetChannelCommand({ arn }))).rejects.toThrow(`Resource: ${arn} not found`);
  });

  it('tags and untags', async () => {
    const resourceArn = await createChannel('tags');
    await ivs.send(new TagResourceCommand({ resourceArn, tags: { 'a+b c': '=/@', gone: '' } }));
    await ivs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['gone', 'made'] }));
    const { tags } = await ivs.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual({ 'a+b c': '=/@' });
  });

  it('walks pages', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, (_, at) => createChannel(`page-${at}`)));
    const listed: (string | undefined)[] = [];
    for await (const { channels = [] } of paginateListChannels({ client: ivs, pageSize: 2 }, {})) {
      listed.push(...channels.map(({ arn }) => arn));
    }
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(made));
    const keys: unknown[] = [];
    for await (const page of paginateListStreamKeys({ client: ivs }, { channelArn: made[0] })) {
      keys.push(...(page.streamKeys ?? []));
    }
    expect(keys).toHaveLength(1);
  });

  it('understands errors', async () => {
    const channelArn = await createChannel('errors');
    const arn = channelArn.replace(/\w+$/, 'unknown00000');
    const fails = (sent: Promise<unknown>) => expect(sent).rejects;
    await fails(ivs.send(new CreateStreamKeyCommand({ channelArn }))).toBeInstanceOf(
      ServiceQuotaExceededException,
    );
    await fails(ivs.send(new CreateChannelCommand({ name: 'a b' }))).toBeInstanceOf(ValidationException);
    await fails(ivs.send(new GetStreamCommand({ channelArn }))).toBeInstanceOf(ChannelNotBroadcasting);
    const { channels, errors } = await ivs.send(new BatchGetChannelCommand({ arns: [channelArn, arn] }));
    expect([channels?.length, errors]).toMatchObject([1, [{ arn, code: 'ResourceNotFoundException' }]]);
  });

  it('uses recording configurations and policies', async () => {
    const { recordingConfiguration } = await ivs.send(
      new CreateRecordingConfigurationCommand({ destinationConfiguration: { s3: { bucketName: 'bucket' } } }),
    );
    const { arn } = recordingConfiguration ?? {};
    const { playbackRestrictionPolicy } = await ivs.send(
      new CreatePlaybackRestrictionPolicyCommand({
        allowedCountries: ['DE'],
        allowedOrigins: ['https://a.example'],
      }),
    );
    const { channel } = await ivs.send(
      new CreateChannelCommand({
        recordingConfigurationArn: arn,
        playbackRestrictionPolicyArn: playbackRestrictionPolicy?.arn,
      }),
    );
    expect(channel?.recordingConfigurationArn).toBe(arn);
    const read = await ivs.send(new GetRecordingConfigurationCommand({ arn }));
    expect(read.recordingConfiguration?.state).toBe('ACTIVE');
    const deletion = ivs.send(new DeleteRecordingConfigurationCommand({ arn }));
    await expect(deletion).rejects.toBeInstanceOf(ConflictException);
  });
});

describe('@aws-sdk/client-ivs-realtime', () => {
  it('takes stages and tokens through their life', async () => {
    const { stage, participantTokens } = await realtime.send(
      new CreateStageCommand({ name: 'a', participantTokenConfigurations: [{ userId: 'u', duration: 5 }] }),
    );
    const arn = stage?.arn;
    expect(participantTokens).toMatchObject([{ userId: 'u', duration: 5, expirationTime: expect.any(Date) }]);
    const { participantToken } = await realtime.send(new CreateParticipantTokenCommand({ stageArn: arn }));
    expect(participantToken).toMatchObject({ duration: 720, capabilities: ['PUBLISH', 'SUBSCRIBE'] });
    await realtime.send(new UpdateStageCommand({ arn, name: 'b' }));
    const read = await realtime.send(new GetStageCommand({ arn }));
    expect(read.stage?.name).toBe('b');
    await realtime.send(new CreateStageCommand({}));
    const listed: unknown[] = [];
    for await (const { stages = [] } of paginateListStages({ client: realtime, pageSize: 1 }, {})) {
      listed.push(...stages);
    }
    expect(listed).toHaveLength(2);
    expect((await realtime.send(new DeleteStageCommand({ arn }))).$metadata.httpStatusCode).toBe(200);
  });
});
