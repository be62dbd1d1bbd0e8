import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPackageJson } from '../contract/load.js';
import { createReference } from '../reference/reference.js';
import { startReference } from '../reference/server/server.js';
import type { Report } from '../results/types.js';
import { census } from '../runner/testing/asking.js';
import { build, run } from './testing/command.js';
import { Workplace } from './testing/workplace.js';

const here = new Workplace();
beforeAll(build);
afterAll(() => here.clear());

/** Quick, and decided by the reference endpoint alone. */
const FEW = ['--effort', 'smoke', '--seed', '1', '--check', 'http/ivs/GetChannel/*'];
const REPORT = readPackageJson<object>('reports', 'report.schema.json');

describe.concurrent('run', () => {
  const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(REPORT);

  test('--json prints the report on stdout and nothing else, the same that is written', async () => {
    const { code, stdout, stderr, reports } = await here.runSuite([...FEW, '--json']);
    const report = JSON.parse(stdout);
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(report.run.seed).toBe(1);
    expect(JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'))).toEqual(report);
    expect(readdirSync(reports).sort()).toEqual(['junit.xml', 'report.html', 'report.json']);
  });

  test('--quiet prints the verdict in one line', async () => {
    const { code, stdout, stderr } = await here.runSuite([...FEW, '--quiet']);
    expect(stdout).toBe('No deviation in 2 decided checks at embedded reference endpoint\n');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('prints a summary without colours where nobody watches', async () => {
    const { stdout, stderr, reports } = await here.runSuite(FEW);
    expect(stdout).toContain('No deviation in 2 decided checks');
    expect(stdout).toContain(reports);
    expect(`${stdout}${stderr}`).not.toContain('\u001b');
    expect(stderr).toBe('');
  });

  test('--format chooses the reports', async () => {
    const { reports } = await here.runSuite([...FEW, '--format', 'junit, json']);
    expect(readdirSync(reports).sort()).toEqual(['junit.xml', 'report.json']);
  });

  test('replays what it reports, and keeps what it accepts', async () => {
    const server = await startReference(createReference());
    here.keep(server);
    const careless = await here.web(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { name, ...input } = JSON.parse(Buffer.concat(chunks).toString() || '{}');
      const body = JSON.stringify({
        ...input,
        ...(typeof name === 'string' ? { name: name.slice(0, 3) } : {}),
      });
      const answer = await fetch(server.url + request.url, {
        method: request.method ?? 'POST',
        ...(request.method === 'POST' ? { body } : {}),
      });
      const headers = Object.fromEntries(
        [...answer.headers].filter(([header]) => header !== 'content-length'),
      );
      response.writeHead(answer.status, headers).end(await answer.text());
    });
    const ledger = here.place('ledger.json');
    const args = [
      '--endpoint',
      careless,
      '--seed',
      '3',
      '--check',
      'lifecycle/ivs/Channel/create/name',
      '--json',
    ];
    const first = await here.runSuite([...args, '--write-baseline', ledger]);
    const report: Report = JSON.parse(first.stdout);
    const found = report.checks.find(({ outcome }) => outcome === 'deviates');
    expect(found?.id).toBe('lifecycle/ivs/Channel/create/name');
    expect(first.code).toBe(0);

    const again = found?.deviation?.reproduce;
    const command = again?.command.replace('npx ivs-conformance run ', '').split(' ') ?? [];
    const replayed = await here.runSuite([...command, '--json']);
    expect(replayed.code).toBe(1);
    const [same]: Report['checks'] = JSON.parse(replayed.stdout).checks;
    expect(same?.deviation?.counterexample).toEqual(found?.deviation?.counterexample);
    expect(same?.cases).toBe(1);

    const tolerant = here.place('tolerant.json');
    const tolerated = await here.runSuite([
      ...[...args, '--fail-on', 'modelled, observed', '--write-baseline', tolerant],
    ]);
    expect(JSON.parse(tolerated.stdout).run.failOn).toEqual(['observed', 'modelled']);
    const written = JSON.parse(readFileSync(tolerant, 'utf8'));
    writeFileSync(tolerant, JSON.stringify({ ...written, entries: [] }));
    const byBaseline = await here.runSuite([...args, '--baseline', tolerant]);
    expect(byBaseline.code).toBe(0);
    expect(JSON.parse(byBaseline.stdout).summary).toMatchObject({ deviates: 1, expected: 0 });

    const accepted = await here.runSuite([...args, '--baseline', ledger]);
    expect(accepted.code).toBe(0);
    expect(JSON.parse(accepted.stdout).summary).toMatchObject({ deviates: 1, expected: 1 });
    const mended = await here.runSuite([
      '--endpoint',
      server.url,
      '--check',
      'lifecycle/ivs/Channel/create/name',
      '--baseline',
      ledger,
      '--quiet',
    ]);
    expect(mended).toMatchObject({ code: 1, stdout: expect.stringContaining('1 stale baseline entry') });
  });

  test('asks only the service whose endpoint the environment names', async () => {
    const server = await startReference(createReference());
    here.keep(server);
    const target = async (env: { [name: string]: string }) => {
      const { stdout } = await here.runSuite(
        ['--effort', 'smoke', '--check', 'http/*/status', '--json'],
        env,
      );
      const report: Report = JSON.parse(stdout);
      return [report.target.endpoint, report.target.services];
    };
    expect(await target({ AWS_ENDPOINT_URL_IVS: server.url })).toEqual([server.url, ['ivs']]);
    expect(await target({ AWS_ENDPOINT_URL: server.url })).toEqual([server.url, ['ivs', 'ivs-realtime']]);
  });

  test('asks how requests have to be signed where it is told to, of the endpoint that verifies or not', async () => {
    const pair = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'a-secret-of-nobody' };
    const outcomes = async (server: Awaited<ReturnType<typeof startReference>>, check: string) => {
      here.keep(server);
      const args = ['--endpoint', server.url, '--effort', 'smoke', '--check', check, '--json'];
      const { stdout } = await here.runSuite(args, pair);
      expect(stdout).not.toContain(pair.AWS_SECRET_ACCESS_KEY);
      const report: Report = JSON.parse(stdout);
      const signing = report.checks.filter(({ kind }) => kind === 'authentication');
      return [...new Set(signing.map(({ outcome }) => outcome))];
    };
    const credentials = { accessKeyId: pair.AWS_ACCESS_KEY_ID, secretAccessKey: pair.AWS_SECRET_ACCESS_KEY };
    const verifying = await startReference(createReference({ credentials }));
    expect(await outcomes(verifying, 'authentication/*')).toEqual(['conforms']);
    expect(await outcomes(await startReference(createReference()), 'authentication/*')).toEqual(['deviates']);
    expect(await outcomes(await startReference(createReference()), '*/ivs/*ed')).toEqual(['skipped']);
  });

  test('removes what it made when it is interrupted, reports what it has, and exits with 130', async () => {
    const reference = createReference();
    let requests = 0;
    let interrupt = () => {};
    const server = await startReference({
      handle: (request) => {
        requests += 1;
        if (requests === 200) interrupt();
        return reference.handle(request);
      },
    });
    here.keep(server);
    const reports = here.place('reports');
    const outcome = await run(['run', '--endpoint', server.url, '--report-dir', reports], {
      onStart: (child) => {
        interrupt = () => void child.kill('SIGINT');
      },
    });
    expect(outcome.code).toBe(130);
    const notes = outcome.stderr.split('\n').filter((line) => !/ checks · /.test(line));
    expect(notes).toEqual(['interrupted: removing what was made (interrupt again to leave it)', '']);
    expect(await census((request) => reference.handle(request))).toEqual([]);
    const report: Report = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
    expect(report.run.interrupted).toBe(true);
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe.concurrent('the other commands', () => {
  test.each(['run', 'serve', 'list', 'explain', 'contract', 'changes'])(
    '%s --help explains itself',
    async (name) => {
      const { code, stdout, stderr } = await run([name, '--help']);
      expect(stdout).toContain(`Usage: ivs-conformance ${name}`);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    },
  );

  test('--version is that of the package', async () => {
    const { version } = readPackageJson<{ version: string }>('package.json');
    expect((await run(['--version'])).stdout).toBe(`${version}\n`);
  });

  test('list shows every check; as JSON with rule, strength and source', async () => {
    const [text, json] = await Promise.all([run(['list']), run(['list', '--json'])]);
    const checks: { id: string; rule: string; strength: string; source: { url: string } }[] = JSON.parse(
      json.stdout,
    );
    expect(text.stdout).toContain(`${checks.length} checks\n`);
    expect(text.stdout.match(/^ {2}\S/gm)).toHaveLength(checks.length);
    for (const { id, rule, strength, source } of checks)
      expect([id, rule, strength, source.url].every(Boolean)).toBe(true);
  });

  test('list can be narrowed', async () => {
    const { stdout } = await run(['list', '--operation', 'GetStage', '--check', 'shape/*', '--json']);
    expect(JSON.parse(stdout)).toMatchObject([{ id: 'shape/ivs-realtime/GetStage' }]);
  });

  test('explain tells of a check: what is sent, what is expected, its rule and source', async () => {
    const { stdout } = await run(['explain', 'cascade/ivs/delete-channel-removes-stream-keys']);
    for (const text of [
      'sent',
      'expected',
      'rule delete-channel-removes-stream-keys',
      'https://docs.aws.amazon.com/',
    ])
      expect(stdout).toContain(text);
  });

  test('explain tells of a rule, and which checks ask it', async () => {
    const { stdout } = await run(['explain', 'one-stream-key-per-channel']);
    expect(stdout).toContain('A channel has at most one stream key');
    expect(stdout).toContain('    limit-per-parent/ivs/one-stream-key-per-channel/refused');
  });

  test('explain tells of a documented default since when there is it, and the general rule', async () => {
    const { stdout } = await run(['explain', 'default/ivs/CreateChannel/containerFormat']);
    for (const text of ['"TS"', 'since       2024-11-14', 'rule documented-defaults (general, documented'])
      expect(stdout).toContain(text);
  });

  test('explain tells of a general rule which checks ask it, and of what is not checked why', async () => {
    const [general, unchecked] = await Promise.all([
      run(['explain', 'documented-defaults']),
      run(['explain', 'composition-timeout']),
    ]);
    expect(general.stdout).toContain('    default/ivs/CreateChannel/type');
    expect(unchecked.stdout).toContain('which is not checked');
    expect(unchecked.stdout).toContain('why not');
  });

  test('contract --json is one document whose schemas compile alone', async () => {
    const document = JSON.parse((await run(['contract', 'CreateChannel', '--json'])).stdout);
    const ajv = new Ajv2020({ strict: true });
    expect(ajv.compile(document.input)({ name: 'x', type: 'NONE' })).toBe(false);
    expect(ajv.compile(document.output)({})).toBe(true);
    expect(document).toMatchObject({
      operation: 'CreateChannel',
      http: { method: 'POST', uri: '/CreateChannel' },
    });
    expect(document.rules.map(({ id }: { id: string }) => id)).toContain('preset-by-channel-type');
  });

  test('contract without an operation lists them', async () => {
    const { stdout } = await run(['contract', '--service', 'ivs-realtime', '--json']);
    expect(JSON.parse(stdout)).toMatchObject([{ service: 'ivs-realtime', operations: { length: 40 } }]);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'serve says where it listens, and stops on %s',
    async (signal) => {
      const { code, stdout, stderr } = await run(['serve'], {
        onStart: (child) => {
          child.stdout?.once('data', async (text: Buffer) => {
            const url = text.toString().trim().split(' ').at(-1) ?? '';
            await fetch(`${url}/ListChannels`, { method: 'POST', body: '{}' }).finally(() =>
              child.kill(signal),
            );
          });
        },
      });
      expect(stdout).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+\n$/);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    },
  );

  test('a reader that closes the pipe early is no fault', async () => {
    const { stderr } = await run(['list', '--json'], {
      onStart: (child) => void child.stdout?.once('data', () => child.stdout?.destroy()),
    });
    expect(stderr).toBe('');
  });
});
