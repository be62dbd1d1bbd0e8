import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import { findMutant } from '../../reference/mutants/index.js';
import { createReference } from '../../reference/reference.js';
import { startReference } from '../../reference/server/server.js';
import type { Report } from '../../results/types.js';
import { build, run } from '../testing/command.js';
import { Workplace } from '../testing/workplace.js';

const here = new Workplace();
beforeAll(build);
afterAll(() => here.clear());

/** Runs the suite by the revision of a date, and reads its report. */
async function runAt(
  date: string,
  ...args: string[]
): Promise<{ code: number | null; report: Report; stderr: string }> {
  const options = ['--revision', date, '--effort', 'smoke', '--seed', '1', '--driver', 'reference'];
  const { code, stdout, stderr } = await here.runSuite([...options, ...args, '--json']);
  return { code, stderr, report: JSON.parse(stdout) };
}

function deviating({ checks }: Report): string[] {
  return checks.flatMap(({ id, outcome }) => (outcome === 'deviates' ? [id] : []));
}

async function served(options: Parameters<typeof createReference>[0]): Promise<string> {
  const reference = createReference(options);
  return here.keep(await startReference(reference, { control: reference.control })).url;
}

describe.concurrent('run --revision', () => {
  test('serves and judges the API of the date; a service that came later is left out, and that is said', async () => {
    const { code, report, stderr } = await runAt('2022-02-01');
    expect(stderr.split('\n')[0]).toBe('ivs-realtime is left out: its first revision is of 2023-03-23.');
    expect(report.contract).toEqual({ ivs: '2022-01-18' });
    expect(report.target.services).toEqual(['ivs']);
    expect(report.coverage.operations).toEqual({ exercised: 28, total: 28 });
    expect({ code, deviating: deviating(report) }).toEqual({ code: 0, deviating: [] });
  });

  test.each(['2021-10-20', '2023-05-11', '2024-02-01'])(
    'finds nothing wrong with an endpoint that is ahead of %s',
    async (date) => {
      const { code, report } = await runAt(date, '--endpoint', await served({}));
      expect({ code, deviating: deviating(report) }).toEqual({ code: 0, deviating: [] });
    },
  );

  test.each([
    ['constraint-looser/ivs/CreateChannel/name/maxLength', 'constraint/ivs/CreateChannel/name/maxLength'],
    [
      'enum-value-refused/ivs/CreateChannel/latencyMode/NORMAL',
      'constraint/ivs/CreateChannel/latencyMode/enum',
    ],
  ])('catches an endpoint of the date that has %s', async (mutant, check) => {
    const contracts = loadContracts({ revision: '2022-02-01' });
    const endpoint = await served({ contracts, mutant: findMutant(contracts, mutant) });
    const { code, report } = await runAt(
      '2022-02-01',
      '--endpoint',
      endpoint,
      '--service',
      'ivs',
      '--check',
      check,
    );
    expect({ code, deviating: deviating(report) }).toEqual({ code: 1, deviating: [check] });
    const [found] = report.checks;
    expect(found?.deviation?.reproduce.command).toContain(' --revision 2022-02-01 ');
  });

  test('tells of an endpoint that is behind the date', async () => {
    const endpoint = await served({ contracts: loadContracts({ revision: '2024-02-01' }) });
    const { code, stdout, reports } = await here.runSuite([
      ...['--endpoint', endpoint, '--service', 'ivs', '--effort', 'smoke', '--seed', '1'],
      ...['--revision', '2024-11-14', '--driver', 'reference'],
    ]);
    expect(code).toBe(1);
    expect(stdout.replace(/\n +/g, ' ')).toMatch(
      /✗ .* ivs answers as of 2024-02-01 to 2024-02-20: lacks what 2024-04-04.* and 2024-11-14 added \(\d+ members\)/,
    );
    const report: Report = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
    expect(report.answersAsOf?.ivs).toMatchObject({ earliest: '2024-02-01', latest: '2024-02-20' });
    expect(report.summary.causes).toBe(1);
  });

  test('accepts a baseline for checks that came later', async () => {
    const baseline = here.place('baseline.json');
    const few = ['--check', 'http/ivs/GetChannel/*'];
    await here.runSuite([...few, '--effort', 'smoke', '--write-baseline', baseline]);
    expect((await runAt('2022-02-01', ...few, '--baseline', baseline)).code).toBe(0);
  });
});

describe.concurrent('the other commands at a revision', () => {
  test('list shows what is asked by then', async () => {
    const ids = async (date: string) => {
      const { stdout } = await run(['list', '--service', 'ivs', '--revision', date, '--json']);
      return JSON.parse(stdout).map(({ id }: { id: string }) => id);
    };
    const [before, after] = await Promise.all([ids('2024-01-31'), ids('2024-02-01')]);
    expect(before).not.toContain('shape/ivs/GetPlaybackRestrictionPolicy');
    expect(after).toContain('shape/ivs/GetPlaybackRestrictionPolicy');
  });

  test('explain tells of a check as it was asked', async () => {
    const explained = (id: string, date: string) => run(['explain', id, '--revision', date]);
    const later = 'shape/ivs/GetPlaybackRestrictionPolicy';
    expect(await explained(later, '2024-01-31')).toMatchObject({ code: 2, stdout: '' });
    expect(await explained(later, '2024-02-01')).toMatchObject({ code: 0 });
    const { stdout } = await explained('constraint/ivs/CreateChannel/type/enum', '2022-01-01');
    expect(stdout).toContain('has to be one of BASIC, STANDARD\n');
  });

  test('contract prints the contract that was in force, with the rules that were documented', async () => {
    const { stdout } = await run(['contract', 'CreateChannel', '--revision', '2023-05-31', '--json']);
    const { revision, input, rules } = JSON.parse(stdout);
    expect(revision).toBe('2023-03-30');
    expect(Object.keys(input.properties)).toEqual([
      'authorized',
      'insecureIngest',
      'latencyMode',
      'name',
      'recordingConfigurationArn',
      'tags',
      'type',
    ]);
    const ids = rules.map(({ id }: { id: string }) => id);
    expect(ids).toContain('create-channel-makes-stream-key');
    expect(ids).not.toContain('preset-by-channel-type');
  });

  test('contract lists the operations that there were', async () => {
    const { stdout, stderr } = await run(['contract', '--revision', '2021-10-20', '--json']);
    expect(JSON.parse(stdout)).toMatchObject([{ service: 'ivs', operations: { length: 26 } }]);
    expect(stderr).toContain('ivs-realtime is left out');
  });

  test('serve answers as the API of the date', async () => {
    let status: number | undefined;
    const { stdout } = await run(['serve', '--revision', '2023-06-01'], {
      onStart: (child) => {
        child.stdout?.once('data', async (text: Buffer) => {
          const url = text.toString().trim().split(' ').at(-1) ?? '';
          const later = { method: 'POST', body: '{}' };
          status = (await fetch(`${url}/ListPlaybackRestrictionPolicies`, later)).status;
          child.kill();
        });
      },
    });
    expect(stdout).toMatch(/^listening on /);
    expect(status).toBe(404);
  });
});

describe.concurrent('a revision is refused', () => {
  test.each<[string, string[], RegExp]>([
    [
      'before the first',
      ['contract', '--revision', '2021-10-19'],
      /no contract of ivs at revision 2021-10-19: its first revision is of 2021-10-20/,
    ],
    [
      'before the first of the one service',
      ['list', '--service', 'ivs-realtime', '--revision', '2023-03-22'],
      /no contract of ivs-realtime at revision 2023-03-22: its first revision is of 2023-03-23/,
    ],
    [
      'that is no date',
      ['serve', '--revision', '2024-02-30'],
      /revision 2024-02-30 is not a date.*YYYY-MM-DD/,
    ],
    ['that is a word', ['explain', 'documented-defaults', '--revision', 'now'], /revision now is not a date/],
    [
      'for an operation that came later',
      ['contract', 'GetAdConfiguration', '--revision', '2024-01-01'],
      /ivs has no operation GetAdConfiguration at revision 2023-11-21: it came with 2026-04-22/,
    ],
    [
      'for checks of an operation that came later',
      ['list', '--operation', 'GetComposition', '--revision', '2023-06-01'],
      /ivs-realtime has no operation GetComposition at revision 2023-05-11: it came with 2023-11-16/,
    ],
    ['as the beginning of a period', ['changes', '--from', '2024-1-1'], /--from 2024-1-1 is not a date/],
    ['as the end of a period', ['changes', '--to', 'today'], /--to today is not a date/],
    [
      'that ends a period before it begins',
      ['changes', '--from', '2024-02-01', '--to', '2024-01-01'],
      /--from 2024-02-01 is later than --to 2024-01-01/,
    ],
    ['of a service that there is not', ['changes', '--service', 'ivschat'], /no service ivschat/],
    ['told in two forms at once', ['changes', '--json', '--markdown'], /cannot be used with/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe.concurrent('changes', () => {
  test('--json is for programs: paths of members that changed', async () => {
    const { code, stdout } = await run([
      'changes',
      '--service',
      'ivs',
      '--from',
      '2024-10-15',
      '--to',
      '2024-10-15',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      {
        service: 'ivs',
        revision: '2024-10-15',
        new: [],
        removed: [],
        updated: [
          { operation: 'GetStreamSession', request: [], response: ['streamSession.truncatedEvents[].code'] },
        ],
        constraints: [],
        defaults: [],
        errors: [],
        http: [],
      },
    ]);
  });

  test('tells of both services, oldest first', async () => {
    const { stdout } = await run(['changes', '--from', '2024-04-01', '--to', '2024-04-30']);
    expect(stdout.match(/^ivs\S* [\d-]+: .*$/gm)).toEqual([
      'ivs 2024-04-04: 5 updated operations',
      'ivs 2024-04-25: no operation or member',
      'ivs-realtime 2024-04-25: no operation or member',
    ]);
  });

  test('--markdown is for pull requests', async () => {
    const { stdout } = await run([
      'changes',
      '--service',
      'ivs',
      '--from',
      '2026-06-04',
      '--to',
      '2026-06-04',
      '--markdown',
    ]);
    expect(stdout).toBe(
      '## ivs 2026-06-04\n\n1 new operation.\n\n### New operations\n\n- `UpdateAdConfiguration`\n',
    );
  });

  test('says so when there was no revision', async () => {
    const { stdout } = await run(['changes', '--from', '2025-01-01', '--to', '2025-01-31']);
    expect(stdout).toBe('No revision is of that time.\n');
    expect((await run(['changes', '--from', '2025-01-01', '--to', '2025-01-31', '--json'])).stdout).toBe(
      '[]\n',
    );
  });
});
