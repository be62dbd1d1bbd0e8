import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { DUMMY_CREDENTIALS, isolated } from '../components/environment.mjs';

/** Milliseconds that one command may take. */
const COMMAND_TIMEOUT = 60_000;

/**
 * Takes resources of both services through their life with the AWS CLI.
 * @param {string} aws path of the command
 * @param {string} endpoint URL
 */
export function exerciseAwsCli(aws, endpoint) {
  const cli = commandLine(aws, endpoint);
  channelAndStreamKey(cli);
  console.log('ok     AWS CLI: a channel and its stream key');
  policyAndRecording(cli);
  console.log('ok     AWS CLI: a playback restriction policy and a recording configuration');
  pages(cli);
  console.log('ok     AWS CLI: paginators');
  stage(cli);
  console.log('ok     AWS CLI: a stage and its participant tokens');
}

/** @typedef {{ answers: (...words: string[]) => any, refuses: (error: string, ...words: string[]) => void }} Cli */

/**
 * @param {string} aws
 * @param {string} endpoint
 * @returns {Cli}
 */
function commandLine(aws, endpoint) {
  const env = isolated({ ...DUMMY_CREDENTIALS, AWS_ENDPOINT_URL: endpoint, AWS_PAGER: '' });
  const run = (/** @type {string[]} */ words) =>
    spawnSync(aws, [...words, '--output', 'json'], { env, encoding: 'utf8', timeout: COMMAND_TIMEOUT });
  return {
    answers(...words) {
      const { status, stdout, stderr } = run(words);
      assert.equal(status, 0, `aws ${words.join(' ')}: ${stderr}`);
      return stdout === '' ? undefined : JSON.parse(stdout);
    },
    refuses(error, ...words) {
      const { status, stdout, stderr } = run(words);
      assert.notEqual(status, 0, `aws ${words.join(' ')} has to fail with ${error}, and answers ${stdout}`);
      assert.match(stderr, new RegExp(`\\(${error}\\)`), `aws ${words.join(' ')}`);
    },
  };
}

/** @param {Cli} cli */
function channelAndStreamKey({ answers, refuses }) {
  const { channel, streamKey } = answers('ivs', 'create-channel', '--name', 'cli', '--tags', 'a=1,b=2');
  assert.equal(channel.type, 'STANDARD');
  assert.deepEqual(channel.tags, { a: '1', b: '2' });
  const updated = answers('ivs', 'update-channel', '--arn', channel.arn, '--authorized');
  assert.equal(updated.channel.authorized, true);
  assert.deepEqual(answers('ivs', 'get-channel', '--arn', channel.arn), { channel: updated.channel });
  refuses('ServiceQuotaExceededException', 'ivs', 'create-stream-key', '--channel-arn', channel.arn);
  answers('ivs', 'tag-resource', '--resource-arn', channel.arn, '--tags', 'b=II');
  answers('ivs', 'untag-resource', '--resource-arn', channel.arn, '--tag-keys', 'a');
  assert.deepEqual(answers('ivs', 'list-tags-for-resource', '--resource-arn', channel.arn), {
    tags: { b: 'II' },
  });
  assert.equal(answers('ivs', 'delete-stream-key', '--arn', streamKey.arn), undefined);
  refuses('ResourceNotFoundException', 'ivs', 'get-stream-key', '--arn', streamKey.arn);
  assert.equal(answers('ivs', 'delete-channel', '--arn', channel.arn), undefined);
  refuses('ResourceNotFoundException', 'ivs', 'get-channel', '--arn', channel.arn);
  refuses('ValidationException', 'ivs', 'create-channel', '--name', 'not a name!');
}

/** @param {Cli} cli */
function policyAndRecording({ answers, refuses }) {
  const countries = ['--allowed-countries', 'DE', 'JP'];
  const { playbackRestrictionPolicy: policy } = answers(
    'ivs',
    'create-playback-restriction-policy',
    ...countries,
  );
  assert.deepEqual(policy.allowedCountries.toSorted(), ['DE', 'JP']);
  const bucket = ['--destination-configuration', 's3={bucketName=a-bucket}'];
  const { recordingConfiguration: recording } = answers('ivs', 'create-recording-configuration', ...bucket);
  const uses = [
    '--playback-restriction-policy-arn',
    policy.arn,
    '--recording-configuration-arn',
    recording.arn,
  ];
  const { channel } = answers('ivs', 'create-channel', ...uses);
  refuses('ConflictException', 'ivs', 'delete-playback-restriction-policy', '--arn', policy.arn);
  refuses('ConflictException', 'ivs', 'delete-recording-configuration', '--arn', recording.arn);
  const filters = ['--filter-by-name', 'x', '--filter-by-recording-configuration-arn', recording.arn];
  refuses('ConflictException', 'ivs', 'list-channels', ...filters);
  answers('ivs', 'delete-channel', '--arn', channel.arn);
  answers('ivs', 'delete-playback-restriction-policy', '--arn', policy.arn);
  answers('ivs', 'delete-recording-configuration', '--arn', recording.arn);
  refuses('ResourceNotFoundException', 'ivs', 'get-playback-restriction-policy', '--arn', policy.arn);
  refuses('ResourceNotFoundException', 'ivs', 'get-recording-configuration', '--arn', recording.arn);
}

/** @param {Cli} cli */
function pages({ answers }) {
  const made = [1, 2, 3].map(() => answers('ivs', 'create-channel', '--name', 'cli-pages').channel.arn);
  const filter = ['--filter-by-name', 'cli-pages'];
  const walked = answers('ivs', 'list-channels', ...filter, '--page-size', '1').channels;
  assert.deepEqual(walked.map(({ arn }) => arn).toSorted(), made.toSorted());
  const first = answers('ivs', 'list-channels', ...filter, '--no-paginate', '--max-results', '2');
  assert.equal(first.channels.length, 2);
  const next = ['--max-results', '2', '--next-token', first.nextToken];
  const last = answers('ivs', 'list-channels', ...filter, '--no-paginate', ...next);
  assert.equal(last.channels.length, 1);
  assert.equal(last.nextToken, undefined);
  for (const arn of made) answers('ivs', 'delete-channel', '--arn', arn);
}

/** @param {Cli} cli */
function stage({ answers, refuses }) {
  const tokens = ['--participant-token-configurations', 'userId=ann,duration=30,capabilities=SUBSCRIBE'];
  const created = answers('ivs-realtime', 'create-stage', '--name', 'cli', ...tokens);
  const { arn } = created.stage;
  assert.equal(created.participantTokens.length, 1);
  assert.deepEqual(created.participantTokens[0].capabilities, ['SUBSCRIBE']);
  const { participantToken } = answers('ivs-realtime', 'create-participant-token', '--stage-arn', arn);
  assert.equal(participantToken.duration, 720);
  assert.equal(
    answers('ivs-realtime', 'update-stage', '--arn', arn, '--name', 'renamed').stage.name,
    'renamed',
  );
  const stages = answers('ivs-realtime', 'list-stages').stages;
  assert.equal(stages.find((one) => one.arn === arn)?.name, 'renamed');
  answers('ivs-realtime', 'delete-stage', '--arn', arn);
  refuses('ResourceNotFoundException', 'ivs-realtime', 'get-stage', '--arn', arn);
}
