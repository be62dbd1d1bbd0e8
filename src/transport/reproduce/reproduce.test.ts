import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import type { Contract, JsonObject, Service } from '../../contract/types.js';
import type { RecordedExchange } from '../../results/types.js';
import { bindRequest } from '../http/request.js';
import { redactExchange } from '../secrets/redact.js';
import { createSigner } from '../signing/signing.js';
import { TEST_CREDENTIALS } from '../testing/requests.js';
import { httpServer, type TestServer } from '../testing/servers.js';
import type { WireRequest } from '../types.js';
import { awsCliLine, curlLine, toCommandName } from './reproduce.js';

const contracts = loadContracts();
const REGION = 'us-west-2';
const RESOURCE = 'arn:aws:ivs:us-west-2:123456789012:channel/abcdABCDefgh';

function contractOf(service: Service): Contract {
  const contract = contracts.get(service);
  if (contract === undefined) throw new Error(`no contract of ${service}`);
  return contract;
}

function bind(service: Service, name: string, input: JsonObject): WireRequest {
  const operation = contractOf(service).operations.get(name);
  if (operation === undefined) throw new Error(`no operation ${name}`);
  return bindRequest(operation, input);
}

/** The record of a request as if it had been sent. */
async function record(request: WireRequest, endpoint = 'http://127.0.0.1:5000'): Promise<RecordedExchange> {
  const url = new URL(endpoint);
  const sign = createSigner(REGION, async () => TEST_CREDENTIALS);
  const headers = request.unsigned ? request.headers : await sign(request, url.host);
  return redactExchange(
    {
      request: { ...request, headers, url: url.origin + url.pathname.replace(/\/$/, '') + request.path },
      response: { status: 200, headers: {}, body: '' },
      durationMs: 1,
    },
    { input: [], output: [] },
  );
}

describe('awsCliLine', () => {
  const line = async (request: WireRequest, endpoint?: string) =>
    awsCliLine(await record(request, endpoint), contracts, REGION);

  it('names service, operation, endpoint, region and input', async () => {
    const request = bind('ivs-realtime', 'CreateStage', { name: "it's" });
    expect(await line(request)).toBe(
      `aws ivs-realtime create-stage --endpoint-url http://127.0.0.1:5000 --region us-west-2 --cli-input-json '{"name":"it'\\''s"}'`,
    );
  });

  it('takes members back from path and query, and the endpoint with its own path', async () => {
    const request = bind('ivs', 'UntagResource', { resourceArn: RESOURCE, tagKeys: ['a b', 'c'] });
    expect(await line(request, 'http://localhost:1/proxy')).toBe(
      `aws ivs untag-resource --endpoint-url http://localhost:1/proxy --region us-west-2 --cli-input-json '{"resourceArn":"${RESOURCE}","tagKeys":["a b","c"]}'`,
    );
  });

  it('asks for one page only, and signs only what was signed', async () => {
    const request = { ...bind('ivs', 'ListChannels', { maxResults: 1 }), unsigned: true };
    expect(await line(request)).toMatch(
      /--no-paginate --no-sign-request --cli-input-json '{"maxResults":1}'$/,
    );
  });

  it.each<[string, Partial<WireRequest>]>([
    ['a body that is not JSON', { body: '{' }],
    ['a body that is no object', { body: '[]' }],
    ['no body', { body: '' }],
    ['a body that is written otherwise', { body: '{"name":"a","name":"b"}' }],
    ['a signature that is wrong on purpose', { missigned: { how: 'wrongly', fault: 'secret' } }],
    ['another method', { method: 'PUT' }],
    ['another path', { path: '/createchannel' }],
    ['an unexpected query', { path: '/CreateChannel?a=b' }],
    ['another content type', { headers: { 'content-type': 'text/plain' } }],
    ['a header of its own', { headers: { 'x-a': 'b' } }],
    ['an authorization of its own', { headers: { authorization: 'Bearer x' }, unsigned: true }],
    ['an operation that is not in the contract', { operation: 'NoSuchOperation' }],
    ['input that the AWS CLI refuses itself', { body: '{"name":null}' }],
    ['a body too long for the record', { body: JSON.stringify({ name: 'x'.repeat(20_000) }) }],
  ])('does not exist for %s', async (_, changes) => {
    const request = bind('ivs', 'CreateChannel', { name: 'a' });
    expect(await line(request)).toBeDefined();
    expect(await line({ ...request, ...changes })).toBeUndefined();
  });

  it.each([
    ['BatchGetChannel', 'batch-get-channel'],
    ['ListStageARNs', 'list-stage-arns'],
    ['GetRTMPUrl', 'get-rtmp-url'],
  ])('names the command of %s %s', (operation, command) => {
    expect(toCommandName(operation)).toBe(command);
  });
});

describe('curlLine', () => {
  it('signs for the region, with the user’s credentials', async () => {
    const remote = await record(bind('ivs', 'GetChannel', { arn: RESOURCE }), 'https://ivs.example.org');
    expect(curlLine(remote, REGION)).toBe(
      `curl -sS -i --path-as-is --globoff -X POST --aws-sigv4 aws:amz:us-west-2:ivs --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H 'accept: application/json' -H 'content-type: application/json' --data-raw '{"arn":"${RESOURCE}"}' https://ivs.example.org/GetChannel`,
    );
  });

  it('says so where the recorded body is not all of it', async () => {
    const request = bind('ivs', 'CreateChannel', { name: 'x'.repeat(20_000) });
    expect(curlLine(await record(request), REGION)).toMatch(/ # the body is longer than recorded$/);
  });

  it('sends the session token along with temporary credentials', async () => {
    const recorded = await record(bind('ivs', 'ListChannels', {}));
    const headers = { ...recorded.request.headers, 'x-amz-security-token': '[redacted]' };
    expect(curlLine({ ...recorded, request: { ...recorded.request, headers } }, REGION)).toContain(
      ' -H "x-amz-security-token: $AWS_SESSION_TOKEN"',
    );
  });
});

interface Seen {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: string;
  /** In base64. */
  readonly bytes: string;
}

const curlHelp = spawnSync('curl', ['--help', 'all'], { encoding: 'utf8' });
const hasCurl = curlHelp.status === 0 && curlHelp.stdout.includes('--aws-sigv4');

describe.skipIf(!hasCurl)('curlLine, run by a shell (skipped without curl 7.75 or newer)', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  /** Runs the line without any AWS variables, and tells what arrived. */
  async function run(request: WireRequest): Promise<Seen> {
    let seen: Seen | undefined;
    server = await httpServer(async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const { method, url: path, headers } = incoming;
      const bytes = Buffer.concat(chunks);
      seen = { method, path, headers, body: bytes.toString(), bytes: bytes.toString('base64') };
      response.end('{"answer":42}');
    });
    const command = curlLine(await record(request, server.url.href), REGION);
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { env: { PATH: process.env.PATH } });
    expect(stdout).toContain('200 OK');
    expect(stdout).toContain('{"answer":42}');
    if (seen === undefined) throw new Error('nothing arrived');
    return seen;
  }

  it.each<[string, string]>([
    ['quotes', `{"name":"it's \\"x\\" $HOME \`id\` !!"}`],
    ['non-ASCII characters', '{"name":"ü 日本 😀"}'],
    ['newlines and tabs', '{\n\t"name": "a"\r\n}\n'],
    ['a leading @', '@/etc/hostname'],
    ['a leading dash', '-d x'],
    ['percent signs, backslashes and NUL', 'a%d\\n\0b%'],
    ['nothing', ''],
  ])('sends a body with %s byte for byte', async (_, body) => {
    const seen = await run({ ...bind('ivs', 'CreateChannel', {}), body });
    expect(seen).toMatchObject({ method: 'POST', path: '/CreateChannel', body });
    expect(seen.headers['content-type']).toBe('application/json');
    expect(seen.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/us-west-2\/ivs\//);
  });

  it.each<[string, number[]]>([
    ['that are no UTF-8', [0x7b, 0xff, 0xfe, 0x27, 0x25, 0x5c, 0x0a, 0x7d]],
    ['of UTF-16', [...Buffer.from('{"name":"ü"}', 'utf16le')]],
    ['of a sequence that is cut off', [0x22, 0xe2, 0x82]],
  ])('sends bytes %s as they are', async (_, bytes) => {
    const body = Uint8Array.from(bytes);
    const seen = await run({ ...bind('ivs', 'CreateChannel', {}), body });
    expect(seen.bytes).toBe(Buffer.from(body).toString('base64'));
  });

  it.each<[string, Partial<WireRequest>]>([
    ['a path that is not percent-encoded', { method: 'GET', path: '/tags/%zz%' }],
    ['another method', { method: 'PUT' }],
    ['a content type of nonsense', { headers: { accept: 'application/json', 'content-type': ';;;' } }],
    ['no content type', { headers: { accept: 'application/json' } }],
    ['a member that occurs twice', { body: '{"name":"a","name":"b"}' }],
    ['a lone surrogate', { body: '{"name":"\\ud800"}' }],
    ['a byte order mark', { body: '\uFEFF{}' }],
  ])('sends %s as it is', async (_, changes) => {
    const request = { ...bind('ivs', 'CreateChannel', { name: 'a' }), ...changes };
    const { method, path, headers, body } = await run(request);
    expect({ method, path, body }).toEqual({
      method: request.method,
      path: request.path,
      body: request.body,
    });
    expect(headers['content-type']).toBe(request.headers['content-type']);
  });

  it('sends path and query untouched, and no body where there was none', async () => {
    const request = bind('ivs', 'UntagResource', { resourceArn: RESOURCE, tagKeys: ['[a]', '{b}'] });
    const odd = { ...request, path: request.path.replace('/tags/', '/tags/../[x]/') };
    const seen = await run(odd);
    expect(seen).toMatchObject({ method: 'DELETE', path: odd.path, body: '' });
    expect(seen.headers['content-type']).toBeUndefined();
  });

  it('sends the headers as they were, empty and missing ones included, and no signature where there was none', async () => {
    const seen = await run({
      ...bind('ivs', 'CreateChannel', {}),
      headers: { 'x-empty': '', 'x-quoted': `a 'b' "c"` },
      unsigned: true,
    });
    expect(seen.headers).toMatchObject({ 'x-empty': '', 'x-quoted': `a 'b' "c"` });
    for (const name of ['accept', 'content-type', 'authorization'])
      expect(seen.headers[name]).toBeUndefined();
  });
});
