import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/types.js';
import { Client, expectError, NOW, unknownArn } from '../../testing/client.js';

const GRID = {
  featuredParticipantAttribute: '',
  omitStoppedVideo: false,
  videoAspectRatio: 'VIDEO',
  gridGap: 2,
  participantOrderAttribute: '',
};
const PIP = {
  featuredParticipantAttribute: '',
  omitStoppedVideo: false,
  videoFillMode: 'COVER',
  gridGap: 0,
  pipParticipantAttribute: '',
  pipBehavior: 'STATIC',
  pipOffset: 0,
  pipPosition: 'BOTTOM_RIGHT',
  participantOrderAttribute: '',
};
const startTime = NOW.toISOString();

/** A client with everything that a composition needs. */
class Studio extends Client {
  now = NOW;
  readonly stageArn: string;
  readonly channelArn: string;
  readonly encoderArn: string;
  readonly storageArn: string;

  constructor() {
    super({ now: () => this.now });
    this.stageArn = this.resource('CreateStage', 'stage').arn;
    this.channelArn = this.channel().arn;
    this.encoderArn = this.resource('CreateEncoderConfiguration', 'encoderConfiguration').arn;
    const s3 = { bucketName: 'bucket' };
    this.storageArn = this.resource('CreateStorageConfiguration', 'storageConfiguration', { s3 }).arn;
  }

  get toChannel(): JsonObject {
    return { channel: { channelArn: this.channelArn, encoderConfigurationArn: this.encoderArn } };
  }

  get toS3(): JsonObject {
    const encoderConfigurationArns = [this.encoderArn];
    return { s3: { storageConfigurationArn: this.storageArn, encoderConfigurationArns } };
  }

  start(input: JsonObject = {}): ReturnType<Client['post']> {
    return this.post('StartComposition', {
      stageArn: this.stageArn,
      destinations: [this.toChannel],
      ...input,
    });
  }

  started(input: JsonObject = {}): JsonObject & { arn: string } {
    const all = { stageArn: this.stageArn, destinations: [this.toChannel], ...input };
    return this.resource('StartComposition', 'composition', all);
  }

  wait(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1000);
  }
}

describe('compositions', () => {
  it('are STARTING with documented defaults, and ACTIVE when they are read', () => {
    const studio = new Studio();
    const { toChannel, toS3, stageArn } = studio;
    const made = studio.started({ destinations: [toChannel, toS3] });
    const id = expect.stringMatching(/^[a-zA-Z0-9]{12}$/);
    const s3 = {
      ...Object(toS3.s3),
      recordingConfiguration: { format: 'HLS', hlsConfiguration: { targetSegmentDurationSeconds: 2 } },
    };
    expect(made).toEqual({
      arn: expect.stringMatching(/:composition\/[a-zA-Z0-9]{12}$/),
      stageArn,
      state: 'STARTING',
      layout: { grid: GRID },
      destinations: [
        { id, state: 'STARTING', configuration: { name: '', ...toChannel } },
        {
          id,
          state: 'STARTING',
          configuration: { name: '', s3 },
          detail: { s3: { recordingPrefix: expect.stringMatching(/^\w+\/\w+\/\w+\/composite$/) } },
        },
      ],
      tags: {},
      startTime,
    });
    const active = { state: 'ACTIVE', startTime };
    expect(studio.resource('GetComposition', 'composition', { arn: made.arn })).toMatchObject({
      state: 'ACTIVE',
      destinations: [active, active],
    });
  });

  it.each([
    [{ grid: {} }, { grid: GRID }],
    [
      { grid: { gridGap: 9, videoFillMode: 'FILL' } },
      { grid: { ...GRID, gridGap: 9, videoFillMode: 'FILL' } },
    ],
    [{ pip: {} }, { pip: PIP }],
    [{ pip: { pipWidth: 10 } }, { pip: { ...PIP, pipWidth: 10 } }],
  ])('complete the layout %j', (layout, complete) => {
    expect(new Studio().started({ layout }).layout).toEqual(complete);
  });

  it('complete thumbnails that are asked for', () => {
    const studio = new Studio();
    const s3 = { ...Object(studio.toS3.s3), thumbnailConfigurations: [{}] };
    const thumbnailConfigurations = [{ targetIntervalSeconds: 60, storage: ['SEQUENTIAL'] }];
    expect(studio.started({ destinations: [{ s3 }] })).toMatchObject({
      destinations: [{ configuration: { s3: { thumbnailConfigurations } } }],
    });
  });

  it('have a channel, an S3 bucket, or one of each', () => {
    const studio = new Studio();
    const { toChannel, toS3 } = studio;
    for (const destinations of [[{}], [{ ...toChannel, ...toS3 }], [toS3, toS3], [toChannel, toChannel]]) {
      expectError(studio.start({ destinations }), 400, 'ValidationException');
    }
  });

  it('need everything that they refer to', () => {
    const studio = new Studio();
    const { channelArn, storageArn, encoderArn } = studio;
    const noEncoder = unknownArn('encoder-configuration');
    for (const input of [
      { stageArn: unknownArn('stage') },
      { destinations: [{ channel: { channelArn: unknownArn('channel') } }] },
      { destinations: [{ channel: { channelArn, encoderConfigurationArn: noEncoder } }] },
      {
        destinations: [
          {
            s3: {
              storageConfigurationArn: unknownArn('storage-configuration'),
              encoderConfigurationArns: [encoderArn],
            },
          },
        ],
      },
      {
        destinations: [
          { s3: { storageConfigurationArn: storageArn, encoderConfigurationArns: [noEncoder] } },
        ],
      },
    ]) {
      expectError(studio.start(input), 404, 'ResourceNotFoundException');
    }
  });

  it('need a channel that is offline', () => {
    const studio = new Studio();
    studio.reference.control.goLive(studio.channelArn);
    expectError(studio.start(), 409, 'ConflictException');
  });

  it('are the same for the same idempotency token and request', () => {
    const studio = new Studio();
    const first = studio.started({ idempotencyToken: 't', tags: { a: '1', b: '2' } });
    const again = studio.started({ tags: { b: '2', a: '1' }, idempotencyToken: 't' });
    expect(again.arn).toBe(first.arn);
    expectError(studio.start({ idempotencyToken: 't' }), 409, 'ConflictException');
    expect(studio.started({ idempotencyToken: 'u' }).arn).not.toBe(first.arn);
    expect(studio.started().arn).not.toBe(studio.started().arn);
  });

  it('keep what they use from being deleted, until they are stopped', () => {
    const studio = new Studio();
    const { arn } = studio.started({ destinations: [studio.toS3] });
    const deletions: [string, JsonObject][] = [
      ['DeleteStorageConfiguration', { arn: studio.storageArn }],
      ['DeleteEncoderConfiguration', { arn: studio.encoderArn }],
    ];
    for (const [operation, input] of deletions) {
      expectError(studio.post(operation, input), 409, 'ConflictException');
    }
    studio.post('StopComposition', { arn });
    for (const [operation, input] of deletions) expect(studio.post(operation, input).status).toBe(200);
  });

  it('are deleted by being stopped', () => {
    const studio = new Studio();
    const { arn } = studio.started();
    expect(studio.post('StopComposition', { arn })).toMatchObject({ status: 200, body: {} });
    expectError(studio.post('StopComposition', { arn }), 404, 'ResourceNotFoundException');
    expectError(studio.post('GetComposition', { arn }), 404, 'ResourceNotFoundException');
    expect(studio.post('ListCompositions').body).toEqual({ compositions: [] });
  });

  it('are listed in summary, by stage and by encoder', () => {
    const studio = new Studio();
    const { arn } = studio.started({ tags: { a: 'b' } });
    const id = expect.any(String);
    const one = {
      arn,
      stageArn: studio.stageArn,
      destinations: [{ id, state: 'ACTIVE', startTime }],
      state: 'ACTIVE',
      tags: { a: 'b' },
      startTime,
    };
    const listed = (input: JsonObject) => studio.post('ListCompositions', input).body.compositions;
    expect(listed({})).toEqual([one]);
    expect(listed({ filterByStageArn: studio.stageArn })).toEqual([one]);
    expect(listed({ filterByEncoderConfigurationArn: studio.encoderArn })).toEqual([one]);
    expect(listed({ filterByStageArn: unknownArn('stage') })).toEqual([]);
    expect(listed({ filterByEncoderConfigurationArn: unknownArn('encoder-configuration') })).toEqual([]);
  });

  it('stop by themselves after a minute without participants', () => {
    const studio = new Studio();
    const { arn } = studio.started();
    studio.wait(59);
    expect(studio.post('GetComposition', { arn }).status).toBe(200);
    const { participantId } = studio.reference.control.joinParticipant(studio.stageArn);
    studio.wait(600);
    expect(studio.post('GetComposition', { arn }).status).toBe(200);
    studio.reference.control.leaveParticipant(studio.stageArn, participantId);
    studio.wait(59);
    expect(studio.post('GetComposition', { arn }).status).toBe(200);
    studio.wait(1);
    expectError(studio.post('GetComposition', { arn }), 404, 'ResourceNotFoundException');
    expect(studio.post('DeleteEncoderConfiguration', { arn: studio.encoderArn }).status).toBe(200);
  });

  it.each(['Get', 'Stop'])('need to exist for %s', (verb) => {
    const answer = new Client().post(`${verb}Composition`, { arn: unknownArn('composition') });
    expectError(answer, 404, 'ResourceNotFoundException');
  });
});
