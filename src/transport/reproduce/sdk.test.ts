import { describe, expect, it } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import type { Contract, JsonObject, Service } from '../../contract/types.js';
import type { RecordedExchange } from '../../results/types.js';
import { bindRequest } from '../http/request.js';
import { redactExchange } from '../secrets/redact.js';
import type { WireRequest } from '../types.js';
import { sdkScript } from './sdk.js';

const contracts = loadContracts();

function contractOf(service: Service): Contract {
  const contract = contracts.get(service);
  if (contract === undefined) throw new Error(`no contract of ${service}`);
  return contract;
}

function arn(type: string, id: number): string {
  return `arn:aws:ivs:us-east-1:123456789012:${type}/${String(id).padStart(12, 'a')}`;
}

interface Sent {
  readonly input?: JsonObject;
  readonly output?: JsonObject;
  readonly status?: number;
  readonly service?: Service;
  readonly host?: string;
  readonly signed?: boolean;
  readonly change?: Partial<WireRequest>;
}

/** An exchange as if it had taken place. */
function exchange(name: string, sent: Sent = {}): RecordedExchange {
  const { input = {}, output = {}, status = 200, service = 'ivs', host = 'http://localhost:1' } = sent;
  const operation = contractOf(service).operations.get(name);
  if (operation === undefined) throw new Error(`no operation ${name}`);
  const request = { ...bindRequest(operation, input), ...sent.change };
  const scope = 'Credential=a/20260101/us-east-1/ivs/aws4_request, SignedHeaders=host, Signature=b';
  const signature = sent.signed === false ? {} : { authorization: `AWS4-HMAC-SHA256 ${scope}` };
  return redactExchange(
    {
      request: { ...request, url: `${host}${request.path}`, headers: { ...request.headers, ...signature } },
      response: { status, headers: {}, body: JSON.stringify(output) },
      durationMs: 1,
    },
    operation.sensitive,
  );
}

/** The script, its lines without what all scripts have in common. */
function script(...exchanges: readonly RecordedExchange[]): string[] | undefined {
  const deciding = exchanges.at(-1);
  if (deciding === undefined) throw new Error('no exchange');
  return sdkScript(exchanges, deciding, contracts, 'us-east-1')?.split('\n').slice(3, -1);
}

const created = (id: number, input: JsonObject = {}) =>
  exchange('CreateChannel', { input, output: { channel: { arn: arn('channel', id) } } });

describe('a script for the AWS SDK', () => {
  it('is a module that sends one request, and prints the answer or the error', () => {
    const deciding = exchange('GetChannel', { input: { arn: arn('channel', 1) } });
    expect(sdkScript([deciding], deciding, contracts, 'us-east-1')?.split('\n')).toEqual([
      '// node --input-type=module',
      "import { GetChannelCommand, IvsClient } from '@aws-sdk/client-ivs';",
      "const client = new IvsClient({ endpoint: 'http://localhost:1', region: 'us-east-1', maxAttempts: 1, credentials: " +
        "{ accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'test', secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'test' } });",
      `const answer = await client.send(new GetChannelCommand({ arn: '${arn('channel', 1)}' })).catch((error) => error);`,
      'console.dir(answer, { depth: null });',
    ]);
  });

  it('takes the client of the service, and leaves credentials for other machines to the SDK', () => {
    const host = 'https://ivs.example.com/prefix';
    const deciding = exchange('ListStages', { service: 'ivs-realtime', host });
    const text = sdkScript([deciding], deciding, contracts, 'eu-west-1') ?? '';
    expect(text).toContain(
      "import { ListStagesCommand, IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';",
    );
    expect(text).toContain(
      `new IVSRealTimeClient({ endpoint: '${host}', region: 'eu-west-1', maxAttempts: 1 });`,
    );
  });

  it('signs nothing where nothing was signed', () => {
    const deciding = exchange('ListChannels', { signed: false });
    const text = sdkScript([deciding], deciding, contracts, 'us-east-1');
    expect(text).toContain('signer: { sign: async (request) => request }');
  });

  it('makes what the request needs, and takes its ARN from the answer', () => {
    const listed = { channels: [{ arn: arn('channel', 7) }, { arn: arn('channel', 8) }] };
    expect(script(created(1), exchange('GetChannel', { input: { arn: arn('channel', 1) } }))).toEqual([
      'const channelArn = (await client.send(new CreateChannelCommand({}))).channel.arn;',
      'const answer = await client.send(new GetChannelCommand({ arn: channelArn })).catch((error) => error);',
    ]);
    expect(
      script(
        exchange('ListChannels', { output: listed }),
        exchange('BatchGetChannel', { input: { arns: [arn('channel', 8), `${arn('channel', 7)}x`] } }),
      ),
    ).toEqual([
      'const channelArnAnswer = await client.send(new ListChannelsCommand({}));',
      'const channelArn = channelArnAnswer.channels[0].arn;',
      'const channelArn2 = channelArnAnswer.channels[1].arn;',
      "const answer = await client.send(new BatchGetChannelCommand({ arns: [channelArn2, channelArn + 'x'] })).catch((error) => error);",
    ]);
  });

  it('names members in paths and queries as members', () => {
    const resourceArn = arn('channel', 1);
    const untag = exchange('UntagResource', { input: { resourceArn, tagKeys: ['a', "b's"] } });
    expect(script(untag)?.join()).toContain(`({ resourceArn: '${resourceArn}', tagKeys: ['a', "b's"] })`);
  });

  it('writes any text as it is, and no key as the prototype', () => {
    const input = { name: '\'"\\\n`$\u2028', tags: JSON.parse('{"__proto__": "a", "b-c": "d"}') };
    const line = script(exchange('CreateChannel', { input }))?.join() ?? '';
    const [, written = ''] = /CreateChannelCommand\((.*)\)\)\.catch/s.exec(line) ?? [];
    expect(new Function(`return ${written}`)()).toEqual(input);
  });

  it('writes a constant of the same name as its member once', () => {
    const stage = { stage: { arn: arn('stage', 1) } };
    const realtime = { service: 'ivs-realtime' } as const;
    const made = exchange('CreateStage', { ...realtime, output: stage });
    const asked = exchange('ListParticipants', {
      ...realtime,
      input: { stageArn: arn('stage', 1), sessionId: 'st-1' },
    });
    expect(script(made, asked)?.[1]).toContain(
      "new ListParticipantsCommand({ stageArn, sessionId: 'st-1' })",
    );
  });

  it('takes what was redacted from the environment', () => {
    const secret = exchange('CreateChannel', { input: { name: 'sk_secret_key' } });
    const line = script(secret)?.join();
    expect(line).toContain("name: process.env.NAME ?? '[redacted]'");
    expect(line).not.toContain('secret_key');
  });

  it('says what it needs where that cannot be sent', () => {
    const [comment] =
      script(created(1, { name: null }), exchange('GetChannel', { input: { arn: arn('channel', 1) } })) ?? [];
    expect(comment).toBe('// needs what came before it: CreateChannel');
  });
});

describe('what the AWS SDK does not send as it was sent has no script', () => {
  it.each<[string, string, Sent]>([
    ['null', 'CreateChannel', { input: { name: null } }],
    ['an unknown member', 'CreateChannel', { input: { nme: 'a' } }],
    [
      'an unknown member further down',
      'CreateChannel',
      { input: { multitrackInputConfiguration: { on: true } } },
    ],
    ['an array for a map', 'CreateChannel', { input: { tags: [] } }],
    ['an array for a structure', 'CreateChannel', { input: { multitrackInputConfiguration: [] } }],
    ['null in a list', 'BatchGetChannel', { input: { arns: [null] } }],
    ['a broken body', 'CreateChannel', { change: { body: '{' } }],
    ['another method', 'CreateChannel', { change: { method: 'PUT' } }],
    ['another content type', 'CreateChannel', { change: { headers: { 'content-type': 'text/plain' } } }],
    ['another path', 'CreateChannel', { change: { path: '/createChannel' } }],
  ])('%s', (_, operation, sent) => {
    expect(script(exchange(operation, sent))).toBeUndefined();
  });

  it.each<[string, JsonObject]>([
    ['a number for a text', { name: 1 }],
    ['a text for a map', { tags: 'a' }],
    ['a text for a structure', { multitrackInputConfiguration: 'a' }],
    ['an object for a text', { name: {} }],
    ['a value that is none of an enumeration', { latencyMode: 'NONE' }],
  ])('but %s has: the SDK validates nothing', (_, input) => {
    expect(script(exchange('CreateChannel', { input }))).toHaveLength(1);
  });
});
