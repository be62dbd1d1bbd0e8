import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import { joined } from '../../reference/mutants/build/joined.js';
import { findMutant } from '../../reference/mutants/index.js';
import { createReference } from '../../reference/reference.js';
import { startReference } from '../../reference/server/server.js';
import { differences, saidOf } from '../../results/reproduction/assigned.js';
import type { ReproductionReport } from '../../results/reproduction/reproduced.js';
import type { CheckResult, Report } from '../../results/types.js';
import { build, type Outcome, run } from '../testing/command.js';
import { Workplace } from '../testing/workplace.js';

const here = new Workplace();
const contracts = loadContracts();
beforeAll(build);
afterAll(() => here.clear());

/** Faults of different kinds, in different operations. */
const FAULTS: readonly string[] = [
  'constraint-ignored/ivs/CreateChannel/latencyMode/enum',
  'constraint-tighter/ivs/CreateStreamKey/tags/maxProperties',
  'preset-default-missing/ivs/CreateChannel/ADVANCED_SD',
  'update-lost/ivs/UpdateChannel/latencyMode',
  'untag-ignored/ivs/UntagResource',
  'filter-ignored/ivs-realtime/ListIngestConfigurations/filterByStageArn',
  'page-drops-item/ivs/ListRecordingConfigurations',
  'key-unchecked/ivs/ImportPlaybackKeyPair/algorithm',
  'tag-ignored/ivs-realtime/TagResource',
  'destination-unchecked/ivs/CreateRecordingConfiguration',
  'not-found-succeeds/ivs/GetStreamKey',
  'batch-errors-lost/ivs/BatchGetChannel',
  'error-without-message/ivs-realtime/DeleteEncoderConfiguration',
  'wire/empty-body-crashes',
];

/** What they are in, and some of what they are seen in. */
const ASKED: ReadonlySet<string> = new Set(FAULTS.flatMap((id) => id.split('/').slice(2, 3)));

async function broken(faults: readonly string[]): Promise<string> {
  const mutant = faults.length === 0 ? {} : { mutant: joined(faults.map((id) => findMutant(contracts, id))) };
  return here.keep(await startReference(createReference({ contracts, ...mutant }))).url;
}

function read(reports: string): { file: string; report: Report } {
  const file = join(reports, 'report.json');
  return { file, report: JSON.parse(readFileSync(file, 'utf8')) };
}

/** A report of an endpoint with these faults. */
async function reportOn(endpoint: string, ...words: string[]): Promise<{ file: string; report: Report }> {
  const { reports } = await here.runSuite(['--endpoint', endpoint, '--seed', '3', ...words]);
  return read(reports);
}

function deviating({ checks }: Report): CheckResult[] {
  return checks.filter(({ deviation }) => deviation !== undefined);
}

describe('deviations of a report', () => {
  let endpoint = '';
  let file = '';
  let report: Report;
  beforeAll(async () => {
    endpoint = await broken(FAULTS);
    const operations = [...ASKED].flatMap((name) => ['--operation', name]);
    ({ file, report } = await reportOn(endpoint, ...operations));
  });
  const again = async (...words: string[]): Promise<Outcome & { found: ReproductionReport }> => {
    const outcome = await run(['reproduce', file, '--json', ...words]);
    return { ...outcome, found: JSON.parse(outcome.stdout) };
  };

  test('all stand as before at the same endpoint, each by few requests', async () => {
    const { code, found } = await again();
    expect(new Set(deviating(report).map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(10);
    expect(found.deviations.filter(({ standing }) => standing !== 'stands')).toEqual([]);
    expect(found.summary.stands).toBe(deviating(report).length);
    expect(found.deviations.map(({ check }) => check)).toEqual(deviating(report).map(({ id }) => id));
    expect(found.summary.requests).toBeLessThan(report.run.requests / 10);
    expect(code).toBe(1);
  });

  test('are gone at an endpoint that conforms', async () => {
    const { code, found } = await again('--endpoint', await broken([]));
    expect(found.deviations.filter(({ standing }) => standing !== 'gone')).toEqual([]);
    expect(found.summary.gone).toBe(deviating(report).length);
    expect(code).toBe(0);
  });

  test('are told from others: some are gone, some stand, and some are another deviation now', async () => {
    const { code, found } = await again(
      '--endpoint',
      await broken([
        'tag-ignored/ivs-realtime/TagResource',
        'error-code-wrong/ivs/CreateChannel/ValidationException',
      ]),
    );
    const standings = new Set(found.deviations.map(({ standing }) => standing));
    expect(standings).toContain('gone');
    expect(standings).toContain('stands');
    expect(
      found.deviations.find(({ check }) => check.startsWith('constraint/ivs/CreateChannel/lat')),
    ).toMatchObject({
      standing: 'otherwise',
    });
    expect(code).toBe(1);
  });

  test('can be named, by ID and by glob', async () => {
    const [first] = deviating(report);
    const { found } = await again(first?.id ?? '', 'pagination/*');
    const ids = found.deviations.map(({ check }) => check);
    expect(ids).toContain(first?.id);
    expect(ids.filter((id) => id !== first?.id).every((id) => id.startsWith('pagination/'))).toBe(true);
    expect(ids.length).toBeGreaterThan(1);
  });

  test('are said in short: how many stand, and what has changed first', async () => {
    const { stdout } = await run(['reproduce', file, '--endpoint', await broken(FAULTS.slice(1))]);
    const all = deviating(report).length;
    expect(stdout).toMatch(new RegExp(`^\\n✗ \\d+ of ${all} deviations still stand at http`));
    expect(stdout).toMatch(
      /Gone, the endpoint conforms \(\d+\)\n {2}✓ constraint\/ivs\/CreateChannel\/latencyMode\/enum/,
    );
    expect(stdout.split('\n').length).toBeLessThan(60);
    const quiet = await run(['reproduce', file, '--quiet', 'tags/*']);
    expect(quiet.stdout).toMatch(/^\d+ of \d+ deviations still stand at http:\S+\n$/);
  });

  test('are each shown by their own command, with the same expected, observed and counterexample', async () => {
    const byKind = new Map(deviating(report).map((check) => [check.kind, check]));
    for (const check of [...byKind.values()].slice(0, 6)) {
      const { seed, path } = check.deviation?.reproduce ?? {};
      const id = check.deviation?.seenBy ?? check.id;
      const words = ['--check', id, '--seed', String(seed), ...(path ? ['--path', path] : [])];
      const { reports } = await here.runSuite(['--endpoint', endpoint, ...words]);
      const [now] = deviating(read(reports).report);
      expect(now && differences(saidOf(check), saidOf(now)), check.id).toEqual([]);
    }
  });

  test('cannot be asked again where nothing listens any more', async () => {
    const gone = structuredClone(report);
    Object.assign(gone.target, { endpoint: 'http://127.0.0.1:1' });
    const other = here.place('report.json');
    writeFileSync(other, JSON.stringify(gone));
    const { code, stdout, stderr } = await run(['reproduce', other]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/Nothing could be decided at http:\/\/127\.0\.0\.1:1.*--endpoint/);
  });

  test('of another version, another contract or an unknown check are not asked', async () => {
    const changed = async (change: (report: Report) => object) => {
      const other = here.place('report.json');
      writeFileSync(other, JSON.stringify({ ...report, ...change(report) }));
      return run(['reproduce', other]);
    };
    const version = await changed(({ suite }) => ({ suite: { ...suite, version: '0.0.1' } }));
    expect(version.stderr).toMatch(/was made by ivs-conformance 0\.0\.1, and this is /);
    const revision = await changed(({ contract }) => ({ contract: { ...contract, ivs: '2020-01-01' } }));
    expect(revision.stderr).toMatch(/contract of ivs at revision 2020-01-01/);
    const check = await changed(({ checks }) => ({
      checks: checks.map((one) => ({ ...one, id: `${one.id}x` })),
    }));
    expect(check.stderr).toMatch(
      /deviations of checks that this version of ivs-conformance does not have, such as /,
    );
    for (const { code, stdout, stderr } of [version, revision, check]) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).not.toMatch(/^\s+at /m);
    }
  });

  test('that the report does not have are not asked', async () => {
    const { code, stderr } = await run(['reproduce', file, 'shape/ivs/GetChanel']);
    expect(stderr).toMatch(
      /has no deviation that is named shape\/ivs\/GetChanel or matches it\. Did you mean/,
    );
    expect(code).toBe(2);
    const conforming = report.checks.find(({ outcome }) => outcome === 'conforms')?.id ?? '';
    expect((await run(['reproduce', file, conforming])).stderr).toContain(
      'does not deviate: its outcome is conforms',
    );
  });

  test('are not shown by a driver that the report names, unless it is ours', async () => {
    const named = { ...report, run: { ...report.run, options: { driver: 'command:touch marker' } } };
    const other = here.place('report.json');
    writeFileSync(other, JSON.stringify(named));
    const { code, stderr } = await run(['reproduce', other, 'tags/*']);
    expect(stderr).toContain("not used: the driver of the report's run");
    expect(code).toBe(1);
  });
});

test('an operation that is not implemented is asked for again', async () => {
  const url = await here.answering(404, 'application/json', '{"message":"no such path"}');
  const reference = await broken([]);
  const { file, report } = await reportOn(reference, '--operation', 'GetChannel', '--check', 'operation/*');
  const lacking = {
    ...report,
    checks: report.checks.map((check) => ({ ...check, outcome: 'unimplemented', reason: 'GetChannel: 404' })),
  };
  writeFileSync(file, JSON.stringify(lacking));
  const still = await run(['reproduce', file, '--endpoint', url, '--json']);
  expect(JSON.parse(still.stdout).deviations).toMatchObject([{ was: 'unimplemented', standing: 'stands' }]);
  expect(still.code).toBe(1);
  const there = await run(['reproduce', file, '--quiet']);
  expect(there).toMatchObject({
    code: 0,
    stdout: `0 of 1 deviation still stands at ${reference} (1 gone)\n`,
  });
});

describe('what is no report with deviations is refused in one paragraph', () => {
  test.each<[string, string | undefined, RegExp]>([
    ['no file', undefined, /cannot be read \(ENOENT\)/],
    ['no JSON', '{', /is not JSON/],
    ['no report', '{"a": 1}', /is not a report: \S+ has to be/],
  ])('%s', async (_, text, message) => {
    const file = here.place('report.json');
    if (text !== undefined) writeFileSync(file, text);
    const { code, stdout, stderr } = await run(['reproduce', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toContain('Name the report.json that a run has written');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('a report without deviations', async () => {
    const { reports } = await here.runSuite(['--check', 'http/ivs/GetChannel/*', '--seed', '1']);
    const { code, stderr } = await run(['reproduce', join(reports, 'report.json')]);
    expect(stderr).toMatch(/has no deviation, so there is nothing to reproduce/);
    expect(code).toBe(2);
  });
});
