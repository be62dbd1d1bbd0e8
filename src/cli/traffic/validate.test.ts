import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entryOf, harOf } from '../../clients/traffic/testing/recorder.js';
import { readPackageJson } from '../../contract/load.js';
import { compileStandalone } from '../../contract/schema/compile.js';
import { createReference } from '../../reference/reference.js';
import { build, run } from '../testing/command.js';
import { Workplace } from '../testing/workplace.js';

const here = new Workplace();
beforeAll(build);
afterAll(() => here.clear());

const reference = createReference();

/** What the reference endpoint answers, with a change of the answer. */
function recorded(operation: string, input: object, change = (body: string) => body, host?: string): object {
  const request = { method: 'POST', path: `/${operation}`, headers: {}, body: JSON.stringify(input) };
  const response = reference.handle(request);
  return entryOf(request, { ...response, body: change(response.body) }, host);
}

const wrong = (body: string) => body.replace('"STANDARD"', '"HUGE"');
const OTHER = entryOf(
  { method: 'GET', path: '/index.html', headers: {}, body: '' },
  { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
);
const GOOD = [recorded('CreateChannel', { name: 'one' }), OTHER, recorded('ListStages', {})];
const BAD = [...GOOD, recorded('CreateChannel', {}, wrong), recorded('CreateChannel', { name: 'x' }, wrong)];

function har(content: string | Buffer | readonly object[], name = 'traffic.har'): string {
  const file = here.place(name);
  writeFileSync(file, Array.isArray(content) ? harOf(content) : (content as string | Buffer));
  return file;
}

describe.concurrent('ivs-conformance validate', () => {
  test('is silent about what conforms, and leaves other entries alone', async () => {
    const { code, stdout, stderr } = await run(['validate', har(GOOD)]);
    expect(stdout).toContain('✓ No deviation in 2 exchanges of');
    expect(stdout).toContain('1 other entry left alone');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('tells what deviates once, with the entries that do', async () => {
    const { code, stdout } = await run(['validate', har(BAD)]);
    expect(stdout).toContain('✗ 2 of 4 exchanges');
    expect(stdout.match(/✗ response channel\.type/g)).toHaveLength(1);
    expect(stdout).toContain('output-shape · documented · entries 3, 4');
    expect(code).toBe(1);
  });

  test('prints the verdict on each exchange as JSON', async () => {
    const { code, stdout } = await run(['validate', har(BAD), '--json']);
    const { entries, summary } = JSON.parse(stdout);
    expect(
      entries.map(({ index, service, operation, outcome }: { [name: string]: unknown }) => {
        return `${index} ${service} ${operation} ${outcome}`;
      }),
    ).toEqual([
      '0 ivs CreateChannel conforms',
      '2 ivs-realtime ListStages conforms',
      '3 ivs CreateChannel deviates',
      '4 ivs CreateChannel deviates',
    ]);
    expect(entries[2].problems).toEqual([
      {
        where: 'response',
        path: 'channel.type',
        rule: 'output-shape',
        message:
          'channel.type: expected one of "BASIC", "STANDARD", "ADVANCED_SD", "ADVANCED_HD", observed "HUGE"',
        strength: 'documented',
      },
    ]);
    expect(summary).toMatchObject({ entries: 5, exchanges: 4, other: 1, conforms: 2, deviates: 2 });
    expect(code).toBe(1);
  });

  test('writes the reports that a run writes', async () => {
    const directory = here.place('reports');
    const { code } = await run([
      'validate',
      har(BAD),
      '--report-dir',
      directory,
      '--format',
      'json,junit,markdown',
    ]);
    const report = JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'));
    const problems = compileStandalone(readPackageJson<object>('reports', 'report.schema.json'))(report);
    expect(problems).toEqual([]);
    expect(report.summary).toMatchObject({ deviates: 1 });
    expect(report.coverage.operations).toMatchObject({ exercised: 2 });
    expect(readFileSync(join(directory, 'junit.xml'), 'utf8')).toContain('recorded/ivs/CreateChannel');
    expect(code).toBe(1);
  });

  test('reads several files, compressed ones too, and names them', async () => {
    const packed = har(gzipSync(harOf(BAD)), 'traffic.har.gz');
    const { stdout } = await run(['validate', har(GOOD), packed]);
    expect(stdout).toContain('✗ 2 of 6 exchanges in 2 files');
    expect(stdout).toMatch(/entries 3 of \S*traffic\.har\.gz, 4 of/);
  });

  test('fails on the strengths that the user names, and shows the others apart', async () => {
    const { stdout, code } = await run(['validate', har(BAD), '--fail-on', 'observed']);
    expect(stdout).toMatch(/^\n✓ No deviation that fails in 4 exchanges of /);
    expect(stdout).toContain('Deviations that do not fail (--fail-on)\n\nivs CreateChannel');
    expect(code).toBe(0);
    expect((await run(['validate', har(BAD), '--fail-on', 'often'])).code).toBe(2);
  });

  test('looks at one entry', async () => {
    const { stdout, code } = await run(['validate', har(BAD), '--entry', '4', '--quiet']);
    expect(stdout).toMatch(/^✗ 1 of 1 exchange in .* deviates from the contract\n$/);
    expect(code).toBe(1);
  });

  test('tells what contradicts an earlier entry, and which', async () => {
    const name = `n${Math.random()}`.replace('.', '');
    const at = (second: number, entry: object) => ({
      ...entry,
      startedDateTime: `2026-01-01T00:00:0${second}Z`,
    });
    const created = recorded('CreateChannel', { name });
    const [arn] = JSON.stringify(created).match(/arn:aws:ivs:[^"\\]+:channel[^"\\]+/) ?? [];
    const lost = (body: string) => body.replaceAll(`${name}2`, name);
    const entries = [
      at(1, created),
      at(2, recorded('UpdateChannel', { arn, name: `${name}2` })),
      at(3, recorded('GetChannel', { arn }, lost)),
    ];
    const { code, stdout } = await run(['validate', har(entries, 'memory.har')]);
    expect(stdout).toContain('✗ response channel.name');
    expect(stdout).toContain('shown-after-changes · documented · entry 2, contradicts entry 1');
    const one = await run(['validate', har(entries, 'memory.har'), '--entry', '2', '--json']);
    expect(JSON.parse(one.stdout).entries).toMatchObject([{ index: 2, problems: [{ against: 1 }] }]);
    expect(code).toBe(1);
    const directory = here.place('memory');
    await run(['validate', har(entries, 'memory.har'), '--report-dir', directory, '--format', 'json']);
    const { checks } = JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'));
    expect(checks.filter(({ outcome }: { outcome: string }) => outcome === 'deviates')).toMatchObject([
      {
        id: 'recorded/ivs/GetChannel/response/shown-after-changes/channel.name',
        kind: 'shown-after-changes',
      },
    ]);
    const lagging = await run(['validate', har(entries, 'memory.har'), '--settle', '5']);
    expect(lagging.code).toBe(0);
  });

  test('takes requests behind a path for a service that is named', async () => {
    const file = har([recorded('GetChannel', { arn: 'x' }, undefined, 'http://proxy.test/ivs')]);
    expect((await run(['validate', file, '--service', 'ivs'])).stdout).toContain(
      '✓ No deviation in 1 exchange',
    );
    expect((await run(['validate', file])).code).toBe(2);
  });

  test.each<[string, () => string, RegExp]>([
    ['a file that is not there', () => 'no-such.har', /no-such\.har cannot be read: ENOENT/],
    ['a directory', () => here.place(''), /cannot be read: EISDIR/],
    ['a file that is no JSON', () => har('<html>'), /is no JSON object: it begins with "<html>"/],
    ['an empty file', () => har(''), /is empty/],
    ['JSON that is no HAR', () => har('{"a":1}'), /has no list log\.entries, as HAR 1\.2 files have/],
    [
      'a HAR file of other traffic',
      () => har([OTHER]),
      /none of its 1 entries is an exchange with ivs or ivs-realtime/,
    ],
    ['a HAR file without entries', () => har([]), /none of its 0 entries/],
    [
      'entries that are none',
      () => har([{ request: {} }]),
      /entry 0: it is no entry of HAR 1\.2: response is absent/,
    ],
    [
      'compressed bytes that are not',
      () => har('{}', 'not.har.gz'),
      /not\.har\.gz cannot be read: incorrect header/,
    ],
  ])('says in one paragraph what is wrong with %s', async (_, file, message) => {
    const { code, stderr } = await run(['validate', file()]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('fault of ivs-conformance');
    expect(code).toBe(2);
  });

  test('tells what came before the place where a file is cut off', async () => {
    const whole = harOf(BAD);
    const file = har(whole.slice(0, whole.length - 40));
    const { code, stdout, stderr } = await run(['validate', file, '--json']);
    expect(JSON.parse(stdout).entries.length).toBeGreaterThan(1);
    expect(stderr).toMatch(/ends too early, after \d+ bytes, in the middle of entry 4/);
    expect(code).toBe(2);
  });
});
