import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../contract/load.js';
import { createReference } from '../../reference/reference.js';
import { startReference } from '../../reference/server/server.js';
import type { CheckResult, Report } from '../../results/types.js';
import { build, run } from '../testing/command.js';
import { Workplace } from '../testing/workplace.js';

const here = new Workplace();
beforeAll(build);
afterAll(() => here.clear());

/** What needs a live stream, and a little that does not. */
const LIVE = ['live/*', 'live-member/*', 'http/ivs/*Stream*', 'idle/*'].flatMap((glob) => ['--check', glob]);
const FEW = ['--effort', 'smoke', '--seed', '1'];

/** A reference endpoint of its own process would be the same: `serve` starts it like this. */
async function served(): Promise<string> {
  const reference = createReference();
  const server = here.keep(await startReference(reference, { control: reference.control }));
  return server.url;
}

async function verdicts(
  args: readonly string[],
  env: { readonly [name: string]: string } = {},
): Promise<readonly CheckResult[]> {
  const { reports, code, stderr } = await here.runSuite(
    [...FEW, ...args, '--format', 'json', '--quiet'],
    env,
  );
  expect(code, stderr).toBe(0);
  const report: Report = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
  return report.checks;
}

const outcomes = (checks: readonly CheckResult[]) => checks.map(({ id, outcome }) => `${outcome} ${id}`);

/** A file of the example in the documentation. */
function example(name: string): string {
  const text = readFileSync(join(packageRoot(), 'docs', 'drivers.md'), 'utf8');
  const block = new RegExp(`<!-- ${name} -->\n+\`\`\`\\w+\n(.*?)\`\`\``, 's').exec(text)?.[1];
  if (block === undefined) throw new Error(`docs/drivers.md has no ${name}`);
  const file = here.place(name);
  writeFileSync(file, block);
  return file;
}

function moduleOf(text: string): string {
  const file = here.place('driver.mjs');
  writeFileSync(file, text);
  return file;
}

describe.concurrent('what needs a live stream', () => {
  test('is asked of the embedded reference endpoint, and the same of one that is served', async () => {
    const embedded = outcomes(await verdicts(LIVE));
    expect(embedded.filter((line) => !line.startsWith('conforms'))).toEqual([]);
    const url = await served();
    expect(outcomes(await verdicts([...LIVE, '--endpoint', url, '--driver', 'reference']))).toEqual(embedded);
  });

  test('so is what needs participants, with tokens and with ingest configurations', async () => {
    const args = [...['--check', 'ingest/**'], ...['--check', 'presence/**']];
    const embedded = outcomes(await verdicts(args));
    expect(embedded.filter((line) => !line.startsWith('conforms'))).toEqual([
      'skipped presence/ivs-realtime/participant-replica-pages',
    ]);
    const url = await served();
    expect(outcomes(await verdicts([...args, '--endpoint', url, '--driver', 'reference']))).toEqual(embedded);
  });

  test('is skipped without a driver, with the reason, and the rest is asked', async () => {
    const checks = await verdicts([...LIVE, '--endpoint', await served()]);
    const skipped = checks.filter(({ outcome }) => outcome === 'skipped');
    expect(new Set(skipped.map(({ kind }) => kind))).toEqual(new Set(['http', 'live', 'live-member']));
    expect(
      checks.filter(({ kind }) => kind.startsWith('live')).every((check) => skipped.includes(check)),
    ).toBe(true);
    for (const { reason, requests } of skipped) {
      expect(reason).toMatch(/live stream .* name a driver with --driver$/);
      expect(requests).toBe(0);
    }
    expect(checks.filter(({ kind }) => kind === 'idle').map(({ outcome }) => outcome)).not.toContain(
      'skipped',
    );
  });

  test('is asked with the module of the documentation', async () => {
    const url = await served();
    const args = ['--check', 'live/*', '--endpoint', url, '--driver', example('driver.mjs')];
    const checks = await verdicts(args, { EMULATOR: url });
    expect(outcomes(checks).filter((line) => !line.startsWith('conforms'))).toEqual([]);
  });

  test('is asked with the command of the documentation', async () => {
    const url = await served();
    const driver = `command:sh '${example('driver.sh')}'`;
    const args = ['--check', 'live/ivs/s*', '--endpoint', url, '--driver', driver];
    const checks = await verdicts(args, { EMULATOR: url });
    expect(checks.length).toBeGreaterThan(3);
    expect(outcomes(checks).filter((line) => !line.startsWith('conforms'))).toEqual([]);
  });
});

describe.concurrent('a driver', () => {
  const ASKED = ['--check', 'live/ivs/stream-ends', '--check', 'idle/*'];
  const verdictWith = async (driver: string, more: readonly string[] = []) => {
    const checks = await verdicts([...ASKED, '--endpoint', await served(), '--driver', driver, ...more]);
    return checks.find(({ id }) => id === 'live/ivs/stream-ends');
  };

  test('that fails decides nothing, and its reason hides the stream key', async () => {
    const text = `export const goLive = ({ streamKey }) => { throw new Error('no way to ' + streamKey); };
      export const goOffline = () => {};`;
    const { outcome, reason } = (await verdictWith(moduleOf(text))) ?? {};
    expect({ outcome, reason }).toEqual({
      outcome: 'inconclusive',
      reason: expect.stringMatching(/^goLive of the driver failed: no way to \[redacted\]$/),
    });
  });

  test('that only pretends decides nothing', async () => {
    const text = 'export const goLive = () => {}; export const goOffline = () => {};';
    const found = await verdictWith(moduleOf(text), ['--driver-timeout', '0.5']);
    expect(found).toMatchObject({
      outcome: 'inconclusive',
      reason: expect.stringContaining('the channel does not become live: GetStream answered 404'),
    });
  });

  test.each([
    [
      'a module',
      () => moduleOf('export const goLive = () => {};'),
      /needs goOffline, which the driver .* does not have/,
    ],
    ['a command', () => 'command:exit 64;', /needs goLive, which the driver does not have/],
  ])('that lacks a function, as %s, leaves the check unasked', async (_, driver, reason) => {
    const found = await verdictWith(driver());
    expect(found).toMatchObject({ outcome: 'skipped', reason: expect.stringMatching(reason) });
  });

  test('is part of the command that reproduces a finding', async () => {
    const url = await served();
    const text = `const post = (action, input) => fetch('${url}/_reference/' + action, { method: 'POST',
        headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) });
      export const goLive = ({ channelArn }) => post('goLive', { channelArn });
      export const goOffline = async () => {};`;
    const file = moduleOf(text);
    const { reports } = await here.runSuite([
      ...[...FEW, '--format', 'json', '--quiet', '--endpoint', url, '--driver', file],
      ...['--driver-timeout', '1', '--check', 'live/ivs/stop-stream-ends-stream'],
    ]);
    const report: Report = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
    expect(report.run.options).toMatchObject({ driver: file });
    expect(report.checks).toMatchObject([{ outcome: 'conforms' }]);
  });

  test.each<[string, () => string, RegExp]>([
    ['that there is not', () => 'obs', /There is no driver obs\. It is reference, ffmpeg,/],
    ['whose file is not there', () => join(here.folder, 'none.mjs'), /There is no driver module .*none\.mjs/],
    ['without functions', () => moduleOf('export const a = 1;'), /exports none of goLive, goOffline/],
    ['without a command line', () => 'command:', /lacks the command line/],
  ])('%s is refused before anything is asked', async (_, driver, message) => {
    const { code, stdout, stderr } = await run(['run', ...ASKED, '--driver', driver()]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('for the reference endpoint is refused where there is another one', async () => {
    const url = await here.answering(404, 'text/html', '<p>nothing</p>');
    const { code, stderr } = await run(['run', ...ASKED, '--endpoint', url, '--driver', 'reference']);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /--driver reference is for an endpoint that ivs-conformance serve has started.*status 404/,
    );
  });

  test('that needs ffmpeg is refused where there is none', async () => {
    const env = { PATH: here.folder };
    const { code, stderr } = await run(['run', ...ASKED, '--driver', 'ffmpeg'], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/--driver ffmpeg needs the program ffmpeg/);
  });
});

describe.concurrent('an interruption', () => {
  /** A program in place of ffmpeg that notes its process and goes on for a minute. */
  function fakeFfmpeg(): { path: string; pids: () => number[] } {
    const file = here.place('ffmpeg');
    const notes = `${file}-pids`;
    writeFileSync(
      file,
      `#!/bin/sh\n[ "$1" = -version ] && exit 0\necho $$ >> ${notes}\necho frame=9\nexec sleep 60\n`,
    );
    chmodSync(file, 0o755);
    const pids = () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n').map(Number) : []);
    return { path: dirname(file), pids };
  }

  /** One that has ended, but that nobody has asked about yet, has the state Z. */
  const isAlive = (pid: number) =>
    /^[^Z\s]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim());

  test.each([
    ['ends the streams and removes what was made', 1],
    ['ends the streams even when it comes twice', 2],
  ])(
    '%s',
    async (_, times) => {
      const { path, pids } = fakeFfmpeg();
      const args = ['--check', 'live/ivs/stream-ends', '--endpoint', await served(), '--driver', 'ffmpeg'];
      const { code, stderr } = await run(['run', ...FEW, ...args, '--report-dir', here.place('reports')], {
        env: { PATH: `${path}:${process.env.PATH}` },
        onStart: async (child) => {
          while (pids().length === 0) await delay(50);
          for (let sent = 0; sent < times; sent += 1) {
            child.kill('SIGINT');
            await delay(20);
          }
        },
      });
      expect(code).toBe(130);
      expect(stderr).not.toContain('left behind');
      await delay(200);
      expect(pids().filter(isAlive)).toEqual([]);
    },
    30_000,
  );
});
