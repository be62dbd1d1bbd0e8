import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContracts, readPackageJson } from '../../contract/load.js';
import { compileStandalone } from '../../contract/schema/compile.js';
import { findMutant } from '../../reference/mutants/index.js';
import { createReference } from '../../reference/reference.js';
import { startReference } from '../../reference/server/server.js';
import { build, type Outcome, run } from '../testing/command.js';
import { Workplace } from '../testing/workplace.js';

const here = new Workplace();
beforeAll(build);
afterAll(() => here.clear());

async function endpoint(mutant?: string): Promise<string> {
  const contracts = loadContracts();
  const broken = mutant === undefined ? {} : { mutant: findMutant(contracts, mutant) };
  return here.keep(await startReference(createReference({ contracts, ...broken }))).url;
}

/** A proxy that is told to end when `use` is over. */
async function proxied(
  args: readonly string[],
  use: (url: string, child: ChildProcess) => Promise<unknown>,
): Promise<Outcome & { readonly reports: string }> {
  const reports = here.place('reports');
  let using: Promise<unknown> = Promise.resolve();
  const outcome = await run(['proxy', '--report-dir', reports, ...args], {
    onStart: (child) => {
      child.stdout?.once('data', (chunk: Buffer | string) => {
        const [, url = ''] = /^listening on (http:\/\/127\.0\.0\.1:\d+)\n/.exec(String(chunk)) ?? [];
        using = use(url, child).finally(() => child.kill('SIGINT'));
      });
    },
  });
  await using;
  return { ...outcome, reports };
}

async function ask(
  url: string,
  operation: string,
  input: object,
): Promise<{ status: number; found: string | null; json: { channel: { arn: string } } }> {
  const answer = await fetch(`${url}/${operation}`, { method: 'POST', body: JSON.stringify(input) });
  const text = await answer.text();
  return {
    status: answer.status,
    found: answer.headers.get('x-ivs-conformance'),
    json: text === '' ? undefined : JSON.parse(text),
  };
}

/** Makes a channel, deletes it, and gets it twice. */
async function lifeOfChannel(url: string) {
  const { json } = await ask(url, 'CreateChannel', { name: 'one' });
  const { arn } = json.channel;
  await ask(url, 'DeleteChannel', { arn });
  return [await ask(url, 'GetChannel', { arn }), await ask(url, 'GetChannel', { arn })];
}

describe.concurrent('ivs-conformance proxy', () => {
  test('is silent about the reference endpoint, and reports what was asked', async () => {
    const upstream = await endpoint();
    const file = here.place('traffic.har');
    let answers: { status: number; found: string | null }[] = [];
    const { code, stdout, stderr, reports } = await proxied(
      ['--upstream', upstream, '--record', file, '--header'],
      async (url) => {
        answers = await lifeOfChannel(url);
      },
    );
    expect(answers.map(({ status, found }) => [status, found])).toEqual([
      [404, null],
      [404, null],
    ]);
    expect(stdout).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+\n\n✓ No deviation in 4 exchanges of /);
    expect(stderr).toContain(
      `Requests go to ${upstream} as they come, with the Host and the signature of the client.`,
    );
    expect(code).toBe(0);
    const report = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
    expect(compileStandalone(readPackageJson<object>('reports', 'report.schema.json'))(report)).toEqual([]);
    expect(report).toMatchObject({
      target: { endpoint: upstream },
      run: { requests: 4 },
      coverage: { operations: { exercised: 3 } },
    });
    expect(existsSync(join(reports, 'report.html')) && existsSync(join(reports, 'junit.xml'))).toBe(true);
    const validated = await run(['validate', file]);
    expect(validated.stdout).toContain('✓ No deviation in 4 exchanges');
  });

  test('finds that what was deleted is got, tells it once, and adds it to each answer', async () => {
    const upstream = await endpoint('delete-ineffective/ivs/DeleteChannel');
    const file = here.place('traffic.har');
    let answers: { found: string | null }[] = [];
    const { code, stdout, reports } = await proxied(
      ['--upstream', upstream, '--record', file, '--header'],
      async (url) => {
        answers = await lifeOfChannel(url);
      },
    );
    expect(answers[0]?.found).toMatch(/^delete-one-resource: response expected ResourceNotFoundException/);
    expect(stdout.match(/delete-one-resource · documented · entry 2, contradicts entry 1/g)).toHaveLength(1);
    expect(code).toBe(1);
    const { checks } = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
    const [deviating] = checks.filter(({ outcome }: { outcome: string }) => outcome === 'deviates');
    expect(deviating.deviation.reproduce.command).toBe(
      `npx ivs-conformance validate ${file} --entry 2 --service ivs`,
    );
  });

  test('fails on the strengths that are asked for alone, and prints JSON', async () => {
    const upstream = await here.answering(200, 'application/json', '{"channels":[{"arn":"x"}]}');
    const asked = (more: readonly string[]) =>
      proxied(['--upstream', upstream, '--json', ...more], (url) => ask(url, 'ListChannels', {}));
    const { code, stdout } = await asked(['--fail-on', 'documented']);
    const [, ...lines] = stdout.trim().split('\n');
    const told = lines.map((line) => JSON.parse(line));
    expect(told.map((each) => Object.keys(each))).toEqual([['finding'], ['summary']]);
    expect(told[0].finding).toMatchObject({
      index: 0,
      operation: 'ListChannels',
      rule: 'output-constraints',
      strength: 'modelled',
    });
    expect(told[1].summary).toMatchObject({ exchanges: 1, deviates: 1 });
    expect([code, (await asked([])).code]).toEqual([0, 1]);
  });

  test('ends by itself after the time that it is given, whatever is under way', async () => {
    const upstream = await here.web(() => undefined);
    const { code, stdout } = await proxied(['--upstream', upstream, '--for', '1'], async (url) => {
      await expect(ask(url, 'ListChannels', {})).rejects.toThrow();
    });
    expect(stdout).toContain('no response was recorded');
    expect(code).toBe(0);
  });

  test('signs anew with a profile that is named, and says so', async () => {
    const credentials = { accessKeyId: 'theirs', secretAccessKey: 'secret' };
    const server = here.keep(await startReference(createReference({ credentials, region: 'us-east-1' })));
    const env = { AWS_ACCESS_KEY_ID: 'theirs', AWS_SECRET_ACCESS_KEY: 'secret' };
    const reports = here.place('reports');
    let status = 0;
    const { code, stderr } = await run(
      ['proxy', '--upstream', server.url, '--sign', '--report-dir', reports],
      {
        env,
        onStart: (child) =>
          child.stdout?.once('data', async (chunk) => {
            status = (await ask(String(chunk).trim().replace('listening on ', ''), 'ListChannels', {}))
              .status;
            child.kill('SIGTERM');
          }),
      },
    );
    expect([status, code]).toEqual([200, 0]);
    expect(stderr).toContain(
      `signed anew for us-east-1 and Host ${new URL(server.url).host} with the credentials of the environment (access key …eirs)`,
    );
  });

  test('says in a paragraph what it cannot do, and does nothing', async () => {
    const taken = new URL(await here.listen(createServer())).port;
    const folder = here.place('folder');
    mkdirSync(folder);
    const ok = ['--upstream', 'http://127.0.0.1:1'];
    const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
      [['--upstream', 'nowhere'], /--upstream is "nowhere", which is not a URL/],
      [['--upstream', 'http://a/path'], /cannot put a path before theirs/],
      [[...ok, '--port', taken], /Port \d+ cannot be listened on \(EADDRINUSE\)/],
      [[...ok, '--record', folder], /The record .* cannot be written: EISDIR/],
      [[...ok, '--fail-on', 'often'], /no strength often/],
      [[...ok, '--sign', 'nobody'], /profile nobody has no key pair/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await run(['proxy', '--report-dir', here.place('reports'), ...args]);
      expect(stderr).toMatch(message);
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
    }
  });
});
