/**
 * Takes resources of both services through their life with the AWS SDK for JavaScript, against the endpoint in the first
 * argument. Ends with 1 as soon as an answer is not what Amazon IVS documents.
 */
import assert from 'node:assert/strict';
import {
  BatchGetChannelCommand,
  CreateChannelCommand,
  DeleteChannelCommand,
  GetChannelCommand,
  IvsClient,
  ListTagsForResourceCommand,
  paginateListChannels,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateChannelCommand,
} from '@aws-sdk/client-ivs';
import {
  CreateParticipantTokenCommand,
  CreateStageCommand,
  DeleteStageCommand,
  GetStageCommand,
  IVSRealTimeClient,
  UpdateStageCommand,
} from '@aws-sdk/client-ivs-realtime';

const endpoint = process.argv[2] ?? '';
const ivs = new IvsClient({ endpoint });
const realTime = new IVSRealTimeClient({ endpoint });

/** @param {string[]} arns */
async function change([arn = '', ...others]) {
  const { channel } = await ivs.send(new UpdateChannelCommand({ arn, latencyMode: 'NORMAL' }));
  assert.deepEqual((await ivs.send(new GetChannelCommand({ arn }))).channel, channel);
  const { channels = [] } = await ivs.send(new BatchGetChannelCommand({ arns: [arn, ...others] }));
  assert.equal(channels.length, 1 + others.length);
  await ivs.send(new TagResourceCommand({ resourceArn: arn, tags: { one: '1', 'a+b c': '=/@' } }));
  await ivs.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ['one'] }));
  const { tags } = await ivs.send(new ListTagsForResourceCommand({ resourceArn: arn }));
  assert.deepEqual(tags, { 'a+b c': '=/@' });
}

async function channels() {
  /** @type {string[]} */
  const made = [];
  for (const type of /** @type {const} */ (['STANDARD', 'BASIC', 'ADVANCED_HD'])) {
    const { channel } = await ivs.send(new CreateChannelCommand({ name: 'sdk', type }));
    made.push(channel?.arn ?? '');
  }
  await change(made);
  const walked = [];
  for await (const page of paginateListChannels({ client: ivs, pageSize: 2 }, { filterByName: 'sdk' }))
    walked.push(...(page.channels ?? []).map(({ arn }) => arn));
  assert.deepEqual(walked.toSorted(), made.toSorted());
  await Promise.all(made.map((arn) => ivs.send(new DeleteChannelCommand({ arn }))));
  await assert.rejects(ivs.send(new GetChannelCommand({ arn: made[0] })), {
    name: 'ResourceNotFoundException',
  });
}

async function stages() {
  const { stage } = await realTime.send(new CreateStageCommand({ name: 'sdk' }));
  const stageArn = stage?.arn ?? '';
  const { participantToken } = await realTime.send(
    new CreateParticipantTokenCommand({ stageArn, userId: 'ann' }),
  );
  assert.equal(participantToken?.userId, 'ann');
  await realTime.send(new UpdateStageCommand({ arn: stageArn, name: 'renamed' }));
  assert.equal((await realTime.send(new GetStageCommand({ arn: stageArn }))).stage?.name, 'renamed');
  await realTime.send(new DeleteStageCommand({ arn: stageArn }));
  await assert.rejects(realTime.send(new GetStageCommand({ arn: stageArn })), {
    name: 'ResourceNotFoundException',
  });
}

await channels();
await stages();
console.log('ok     AWS SDK: channels, tags, paginators, a stage');
