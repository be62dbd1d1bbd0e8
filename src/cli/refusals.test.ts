import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReference } from '../reference/reference.js';
import { startReference } from '../reference/server/server.js';
import { build, type Outcome, run } from './testing/command.js';
import { Workplace } from './testing/workplace.js';

const here = new Workplace();
beforeAll(build);
afterAll(() => here.clear());

/** Quick, and decided by the reference endpoint alone. */
const FEW = ['--effort', 'smoke', '--seed', '1', '--check', 'http/ivs/GetChannel/*'];

/** One paragraph on stderr (besides a suggestion and a pointer to help), nothing on stdout, no stack trace, exit code 2. */
function expectRefusal({ code, stdout, stderr }: Outcome, message: string | RegExp): void {
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).not.toContain('fault of ivs-conformance');
  expect(
    stderr
      .trim()
      .split('\n')
      .filter((line) => line !== '').length,
  ).toBeLessThanOrEqual(3);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
}

describe.concurrent('what the user has to put right is said in one paragraph, with exit code 2', () => {
  const baseline = (text: string) => {
    const file = here.place('baseline.json');
    writeFileSync(file, text);
    return file;
  };

  test.each<[string, string[], RegExp]>([
    [
      'an unknown operation',
      ['--operation', 'CreateChanel'],
      /no operation CreateChanel\. Did you mean CreateChannel/,
    ],
    [
      'an unknown check',
      ['--check', 'shape/ivs/GetChanel'],
      /No check is named shape\/ivs\/GetChanel.*Did you mean shape\/ivs\/GetChannel/,
    ],
    [
      'a check of another operation',
      ['--check', 'shape/ivs/GetChannel', '--operation', 'ListChannels'],
      /No check is left/,
    ],
    [
      'an unknown strength',
      ['--fail-on', 'documented,certain'],
      /no strength certain\. The strengths are documented/,
    ],
    ['no strength', ['--fail-on', ''], /no strength \(empty\)/],
    ['an unknown format', ['--format', 'json,pdf'], /no report format pdf\. The formats are json/],
    [
      'an unknown service',
      ['--service', 'ivschat'],
      /no service ivschat\. The services are ivs and ivs-realtime/,
    ],
    ['an unknown revision', ['--revision', '2019-01-01'], /no contract of ivs at revision 2019-01-01/],
    ['a revision that is no date', ['--revision', 'latest'], /revision latest is not a date.*YYYY-MM-DD/],
    ['an unknown effort', ['--effort', 'huge'], /Allowed choices are smoke, standard, thorough/],
    ['a seed that is no number', ['--seed', 'x'], /--seed.*whole number/],
    ['a seed out of range', ['--seed', '4294967296'], /whole number from -2147483648 to 2147483647/],
    ['a concurrency of none', ['--concurrency', '0'], /whole number from 1 to 64/],
    ['a path without a check', ['--path', '0:1'], /--path replays one counterexample, but \d+ checks/],
    ['a path that is none', [...FEW, '--path', 'a/b'], /numbers with colons/],
    [
      'a path that leads nowhere',
      ['--effort', 'smoke', '--seed', '1', '--check', 'http/ivs/GetChannel/status', '--path', '0:9999999'],
      /path 0:9999999 leads to no case/,
    ],
    ['an option that does not exist', ['--endpont', 'http://127.0.0.1'], /unknown option '--endpont'/],
    ['an endpoint that is no URL', ['--endpoint', '127.0.0.1:5000'], /--endpoint is "127.0.0.1:5000"/],
    ['an endpoint of another scheme', ['--endpoint', 'ftp://127.0.0.1'], /scheme is not http or https/],
    [
      'a baseline that is not there',
      ['--baseline', join(here.folder, 'none.json')],
      /baseline .*none\.json cannot be read \(ENOENT\)/,
    ],
    [
      'a new baseline where there is no folder',
      ['--write-baseline', join(here.folder, 'no', 'new.json')],
      /cannot be written \(ENOENT\)/,
    ],
    [
      'a new baseline in place of a folder',
      ['--write-baseline', here.folder],
      /cannot be written \(it is a directory\)/,
    ],
  ])('%s', async (_, args, message) => {
    const outcome = await here.runSuite(args);
    expectRefusal(outcome, message);
    expect(existsSync(outcome.reports) ? readdirSync(outcome.reports) : []).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    ['no JSON', 'entries: []', /is not JSON/],
    ['not a baseline', '{"entries":[{"check":"a"}]}', /is not valid: entries\[0\]/],
  ])('a baseline that is %s', async (_, text, message) => {
    expectRefusal(await here.runSuite(['--baseline', baseline(text)]), message);
  });

  test('a report directory with a file in its way, before anything is asked', async () => {
    let requests = 0;
    const endpoint = await here.web((_, response) => {
      requests += 1;
      response.end('{}');
    });
    const file = here.place('in-the-way');
    writeFileSync(file, 'kept');
    const outcome = await run(['run', '--endpoint', endpoint, '--report-dir', join(file, 'reports')]);
    expectRefusal(outcome, /Cannot write reports to the directory .*--report-dir/);
    expect(readFileSync(file, 'utf8')).toBe('kept');
    expect(requests).toBe(0);
  });

  test('no credentials for an endpoint that is not on this machine', async () => {
    const outcome = await here.runSuite(['--endpoint', 'http://192.0.2.1'], { AWS_REGION: 'eu-west-1' });
    expectRefusal(outcome, /No AWS credentials were found for http:\/\/192\.0\.2\.1.*AWS_ACCESS_KEY_ID/);
  });

  test('a port that is taken', async () => {
    const url = await here.web(() => {});
    expectRefusal(await run(['serve', '--port', new URL(url).port]), /cannot be listened on \(EADDRINUSE\)/);
  });

  test('a mutant that does not exist', async () => {
    expectRefusal(await run(['serve', '--mutant', 'none']), /none/);
    expectRefusal(await run(['serve', '--verify']), /Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/);
  });

  test('a command that does not exist', async () => {
    expectRefusal(await run(['rum']), /unknown command 'rum'/);
  });

  test('an operation that no contract has', async () => {
    expectRefusal(await run(['contract', 'CreateChanel']), /Did you mean CreateChannel/);
  });

  test('a check that explain does not know', async () => {
    expectRefusal(await run(['explain', 'shape/ivs/GetChanel']), /Did you mean shape\/ivs\/GetChannel/);
  });
});

test('what does not get ready is said to, with how to wait longer, and nothing of the URL', async () => {
  const { handle } = createReference();
  const server = await startReference({
    handle: (request) => {
      const response = handle(request);
      return { ...response, body: response.body.replaceAll('"state":"ACTIVE"', '"state":"CREATING"') };
    },
  });
  try {
    const check = 'lifecycle/ivs/Channel/create/recordingConfigurationArn';
    const outcome = await here.runSuite(['--endpoint', server.url, '--check', check]);
    expectRefusal(outcome, /RecordingConfiguration stayed in state "CREATING".*wait longer with --settle/);
    expect(outcome.stderr).not.toContain('URL');
  } finally {
    await server.close();
  }
});

describe.concurrent('an endpoint that cannot be asked is no endpoint that conforms', () => {
  const ask = (endpoint: string) => here.runSuite(['--endpoint', endpoint, '--effort', 'smoke']);

  test.each<[string, () => Promise<string>, RegExp]>([
    [
      'refuses connections',
      async () => 'http://127.0.0.1:1',
      /Nothing accepts connections at http:\/\/127\.0\.0\.1:1/,
    ],
    [
      'speaks no HTTP',
      () =>
        here.listen(createTcpServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2\r\n'))),
      /did not answer .* in valid HTTP/,
    ],
    [
      'serves web pages',
      () => here.answering(200, 'text/html', '<!doctype html><title>\u001b[31mHi</title>'),
      /does not answer as Amazon IVS does \(status 200, text\/html: <!doctype html>/,
    ],
    [
      'serves nothing there',
      () => here.answering(404, 'text/html', '<h1>Not Found</h1>'),
      /implements none of the 86 operations of ivs and ivs-realtime/,
    ],
    [
      'is an object store',
      () =>
        here.answering(
          403,
          'application/xml',
          '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
        ),
      /does not answer as Amazon IVS does \(status 403, application\/xml/,
    ],
    [
      'is another AWS service',
      () => here.answering(400, 'application/x-amz-json-1.0', '{"__type":"UnknownOperationException"}'),
      /implements none of the 86 operations/,
    ],
    [
      'grants no access',
      () => here.answering(403, 'application/json', '{"__type":"AccessDeniedException","message":"not you"}'),
      /not permitted: 403 AccessDeniedException: not you/,
    ],
  ])('one that %s', async (_, start, message) => {
    const outcome = await ask(await start());
    expectRefusal(outcome, message);
    expect(outcome.stderr).not.toContain('\u001b');
    expect(readdirSync(outcome.reports)).toEqual([]);
  });
});
