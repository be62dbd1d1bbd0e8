import { describe, expect, it } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import type { Contract, JsonObject } from '../../contract/types.js';
import type { RecordedExchange } from '../../results/types.js';
import { bindRequest } from '../http/request.js';
import { redactExchange } from '../secrets/redact.js';
import { awsCliLine, curlLine } from './reproduce.js';
import { awsCliScript, curlScript } from './script.js';

const REGION = 'us-east-1';
const SED = "| sed 's/:/%3A/g; s,/,%2F,g')";

const contracts = loadContracts();
const loaded = contracts.get('ivs');
if (loaded === undefined) throw new Error('no contract of ivs');
const contract: Contract = loaded;

function arn(type: string, id: number): string {
  return `arn:aws:ivs:us-east-1:123456789012:${type}/${String(id).padStart(12, 'a')}`;
}

/** An exchange as if it had taken place. */
function exchange(name: string, input: JsonObject, output: JsonObject, status = 200): RecordedExchange {
  const operation = contract.operations.get(name);
  if (operation === undefined) throw new Error(`no operation ${name}`);
  const request = bindRequest(operation, input);
  return redactExchange(
    {
      request: { ...request, url: `http://localhost${request.path}` },
      response: { status, headers: {}, body: JSON.stringify(output) },
      durationMs: 1,
    },
    operation.sensitive,
  );
}

const createChannel = (id: number, input: JsonObject = {}) =>
  exchange('CreateChannel', input, {
    channel: { arn: arn('channel', id), ...input },
    streamKey: { arn: arn('stream-key', id), channelArn: arn('channel', id), value: 'sk_secret' },
  });
const getChannel = (id: number) => exchange('GetChannel', { arn: arn('channel', id) }, {});

/** The scripts, each line without what they have in common. */
function scripts(...exchanges: readonly RecordedExchange[]): { curl: string[]; awsCli: string[] } {
  const deciding = exchanges.at(-1);
  if (deciding === undefined) throw new Error('no exchange');
  const curl = curlScript(exchanges, deciding, contracts, REGION)
    .replace(/ --path-as-is --globoff/g, '')
    .replace(/ -H (?:'[^']*'|accept:)/g, '');
  const awsCli = awsCliScript(exchanges, deciding, contracts, REGION) ?? '';
  return {
    curl: curl.split('\n'),
    awsCli: awsCli
      .replace(/ --endpoint-url \S+ --region \S+/g, '')
      .replace(/ --no-sign-request/g, '')
      .split('\n'),
  };
}

describe('scripts that show a deviation again', () => {
  it('make what the deciding request names, and take its ARN from the answer', () => {
    expect(scripts(createChannel(1), getChannel(1))).toEqual({
      curl: [
        `CHANNEL_ARN=$(curl -sS -X POST --data-raw '{}' http://localhost/CreateChannel | grep -o 'arn:[^"]*:channel/[^"]*' | head -n 1)`,
        `curl -sS -i -X POST --data-raw '{"arn":"'"$CHANNEL_ARN"'"}' http://localhost/GetChannel`,
      ],
      awsCli: [
        `CHANNEL_ARN=$(aws ivs create-channel --cli-input-json '{}' --query channel.arn --output text)`,
        `aws ivs get-channel --cli-input-json '{"arn":"'"$CHANNEL_ARN"'"}'`,
      ],
    });
  });

  it('take several ARNs from one answer, where the answer has them', () => {
    const listed = exchange(
      'ListChannels',
      {},
      { channels: [{ arn: arn('channel', 7) }, { arn: arn('channel', 8) }] },
    );
    const asked = exchange('BatchGetChannel', { arns: [arn('channel', 8), arn('channel', 7)] }, {});
    expect(scripts(listed, asked)).toEqual({
      curl: [
        `ANSWER=$(curl -sS -X POST --data-raw '{}' http://localhost/ListChannels)`,
        `CHANNEL_ARN=$(printf '%s\\n' "$ANSWER" | grep -o 'arn:[^"]*:channel/[^"]*' | head -n 1)`,
        `CHANNEL_ARN_2=$(printf '%s\\n' "$ANSWER" | grep -o 'arn:[^"]*:channel/[^"]*' | sed -n 2p)`,
        `curl -sS -i -X POST --data-raw '{"arns":["'"$CHANNEL_ARN_2"'","'"$CHANNEL_ARN"'"]}' http://localhost/BatchGetChannel`,
      ],
      awsCli: [
        `ANSWER=$(aws ivs list-channels --no-paginate --cli-input-json '{}' --query '[channels[0].arn,channels[1].arn]' --output text)`,
        `CHANNEL_ARN=$(printf '%s\\n' "$ANSWER" | cut -f 1)`,
        `CHANNEL_ARN_2=$(printf '%s\\n' "$ANSWER" | cut -f 2)`,
        `aws ivs batch-get-channel --cli-input-json '{"arns":["'"$CHANNEL_ARN_2"'","'"$CHANNEL_ARN"'"]}'`,
      ],
    });
  });

  it('repeat all that changed something, in order and silently, and leave out what only read or failed', () => {
    const resourceArn = arn('channel', 1);
    const { curl, awsCli } = scripts(
      createChannel(1),
      getChannel(1),
      exchange('UpdateChannel', { arn: resourceArn, name: '!' }, {}, 400),
      exchange('TagResource', { resourceArn, tags: { a: 'b' } }, {}),
      exchange('UntagResource', { resourceArn, tagKeys: ['a'] }, {}),
      exchange('ListTagsForResource', { resourceArn }, {}),
    );
    const path = `http://localhost/tags/"$(printf %s "$CHANNEL_ARN" ${SED}"`;
    expect(curl.slice(1)).toEqual([
      `curl -sS -X POST --data-raw '{"tags":{"a":"b"}}' ${path} > /dev/null`,
      `curl -sS -X DELETE ${path}'?tagKeys=a' > /dev/null`,
      `curl -sS -i -X GET ${path}`,
    ]);
    expect(awsCli.slice(1)).toEqual([
      `aws ivs tag-resource --cli-input-json '{"resourceArn":"'"$CHANNEL_ARN"'","tags":{"a":"b"}}' > /dev/null`,
      `aws ivs untag-resource --cli-input-json '{"resourceArn":"'"$CHANNEL_ARN"'","tagKeys":["a"]}' > /dev/null`,
      `aws ivs list-tags-for-resource --cli-input-json '{"resourceArn":"'"$CHANNEL_ARN"'"}'`,
    ]);
  });

  it('make what the needed resource itself needs', () => {
    const policyArn = arn('playback-restriction-policy', 3);
    const { curl } = scripts(
      exchange('CreatePlaybackRestrictionPolicy', {}, { playbackRestrictionPolicy: { arn: policyArn } }),
      createChannel(1, { playbackRestrictionPolicyArn: policyArn }),
      getChannel(1),
    );
    expect(curl.map((line) => /^\w+(?==)/.exec(line)?.[0])).toEqual([
      'PLAYBACK_RESTRICTION_POLICY_ARN',
      'CHANNEL_ARN',
      undefined,
    ]);
    expect(curl[1]).toContain(`'{"playbackRestrictionPolicyArn":"'"$PLAYBACK_RESTRICTION_POLICY_ARN"'"}'`);
  });

  it('make what a list is asked about, though the request does not name it', () => {
    const { curl } = scripts(createChannel(1), exchange('ListChannels', {}, {}));
    expect(curl).toHaveLength(2);
    expect(curl[0]).toMatch(/\/CreateChannel > \/dev\/null$/);
  });

  it.each<[string, readonly RecordedExchange[]]>([
    ['nothing was made', [getChannel(1)]],
    ['what is named was not made', [createChannel(1), getChannel(2)]],
    ['the ARN was sent before an answer named it', [getChannel(1), getChannel(1)]],
    ['nothing but reads came before', [exchange('ListChannels', {}, {}), exchange('ListChannels', {}, {})]],
  ])('stay one line where %s', (_, exchanges) => {
    const [deciding = getChannel(1)] = exchanges.slice(-1);
    expect(curlScript(exchanges, deciding, contracts, REGION)).toBe(curlLine(deciding, REGION));
    expect(awsCliScript(exchanges, deciding, contracts, REGION)).toBe(
      awsCliLine(deciding, contracts, REGION),
    );
  });

  it('take no ARN whose characters a shell would read', () => {
    const hostile = 'arn:aws:ivs:::channel/$(id)';
    const made = exchange('CreateChannel', {}, { channel: { arn: hostile } });
    const { curl } = scripts(made, exchange('GetChannel', { arn: hostile }, {}));
    expect(curl).toEqual([
      `curl -sS -i -X POST --data-raw '{"arn":"${hostile}"}' http://localhost/GetChannel`,
    ]);
  });
});

describe('where a setup cannot be written down, the deciding request is alone and says what it needs', () => {
  const tag = (index: number) =>
    exchange('TagResource', { resourceArn: arn('channel', 1), tags: { [`k${index}`]: '' } }, {});
  const tags = (count: number) => Array.from({ length: count }, (_, index) => tag(index));

  it('up to 12 lines are written', () => {
    expect(scripts(createChannel(1), ...tags(11), getChannel(1)).curl).toHaveLength(13);
    const { curl, awsCli } = scripts(createChannel(1), ...tags(12), getChannel(1));
    const comment = ' # needs what came before it: CreateChannel, 12 × TagResource';
    const input = `'{"arn":"${arn('channel', 1)}"}'`;
    expect(curl).toEqual([`curl -sS -i -X POST --data-raw ${input} http://localhost/GetChannel${comment}`]);
    expect(awsCli).toEqual([`aws ivs get-channel --cli-input-json ${input}${comment}`]);
  });

  it.each<[string, JsonObject]>([
    ['a redacted value', { name: 'sk_secret_key' }],
    ['a body that was cut', { name: 'x'.repeat(20_000) }],
  ])('%s is not sent', (_, input) => {
    const { curl, awsCli } = scripts(createChannel(1, input), getChannel(1));
    for (const lines of [curl, awsCli]) {
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/ # needs what came before it: CreateChannel$/);
    }
  });

  it('what the AWS CLI cannot send or show is left to curl', () => {
    const unsendable = scripts(createChannel(1, { name: null }), getChannel(1));
    const unknown = { resource: { arn: arn('channel', 1) } };
    const unshown = scripts(exchange('CreateChannel', {}, unknown), getChannel(1));
    for (const { curl, awsCli } of [unsendable, unshown]) {
      expect(curl).toHaveLength(2);
      expect(awsCli.join()).toMatch(/^aws ivs get-channel .* # needs what came before it: CreateChannel$/);
    }
  });

  it('no AWS CLI script exists where that cannot send the deciding request', () => {
    const deciding = exchange('GetChannel', {}, {});
    expect(awsCliScript([createChannel(1), deciding], deciding, contracts, REGION)).toBeUndefined();
  });
});
