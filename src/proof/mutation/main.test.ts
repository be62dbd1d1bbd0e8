import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, type CommandOptions, run } from '../../cli/testing/command.js';
import { Workplace } from '../../cli/testing/workplace.js';

const here = new Workplace();
beforeAll(build);
afterAll(() => here.clear());

const mutation = (args: readonly string[], options: CommandOptions = {}) =>
  run(args, { program: 'proof/mutation/main.js', ...options });

/** Some twenty mutants, with few cases each. */
const SOME = [
  '--effort',
  'smoke',
  '--only',
  'GetEncoderConfiguration',
  '--every',
  '2',
  '--workers',
  '1',
  '--json',
];

/** Outcomes that are written so far. */
function written(folder: string): number {
  const file = join(folder, 'smoke-seed-1', 'outcomes.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 2 : 0;
}

describe('what is interrupted', () => {
  test('goes on where it stopped, and comes to the same', async () => {
    const folder = here.place('reports');
    const command = [...SOME, '--report-dir', folder];
    let isOver = false;
    const interrupted = await mutation(command, {
      onStart: async (child) => {
        while (!isOver && written(folder) < 2) await delay(5);
        child.kill('SIGINT');
      },
    }).finally(() => {
      isOver = true;
    });
    const before = written(folder);
    expect(interrupted).toMatchObject({ code: 130, stdout: '' });
    expect(interrupted.stderr).toContain(`interrupted: ${before} of `);
    expect(interrupted.stderr).toContain('The same command goes on from there');

    const resumed = await mutation(command);
    const inOneGo = await mutation([...SOME, '--report-dir', here.place('reports')]);
    const { mutants } = JSON.parse(inOneGo.stdout);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(mutants.length);
    expect(resumed.stderr).toContain(`${before} mutants are known from `);
    expect(written(folder)).toBe(mutants.length);
    expect(resumed).toMatchObject({ code: inOneGo.code, stdout: inOneGo.stdout });
  });
});

describe('a sample', () => {
  const folder = here.place('reports');
  const command = [...SOME, '--report-dir', folder];

  test('is printed with a row for each mutant, and written as tables', async () => {
    const { stdout, stderr, code } = await mutation(command);
    const { score, mutants } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(mutants.length).toBe(score.mutants + score.equivalents);
    const caught = mutants.filter(({ result }: { result: string }) => result === 'caught');
    expect(caught.length).toBe(score.caught);
    for (const { firstCheck, requests, caughtBy } of caught) {
      expect(caughtBy[0]).toBe(firstCheck);
      expect(requests).toBeGreaterThan(0);
    }
    const csv = readFileSync(join(folder, 'smoke-seed-1', 'mutants.csv'), 'utf8');
    expect(csv.trim().split('\r\n')).toHaveLength(mutants.length + 1);
    // No terminal: a line for each tenth.
    expect(stderr.trim().split('\n')).toHaveLength(10);
    expect(stderr).toContain(`smoke effort, seed 1: ${mutants.length} of ${mutants.length} mutants`);
  });

  test('is caught by fewer checks, or the same, as a run asks them', async () => {
    const [all, asRun] = await Promise.all([mutation(command), mutation([...command, '--as-run'])]);
    const checksOf = (stdout: string): Map<string, string[]> =>
      new Map(
        JSON.parse(stdout).mutants.map((row: { mutant: string; caughtBy: string[] }) => [
          row.mutant,
          row.caughtBy,
        ]),
      );
    const [many, few] = [checksOf(all.stdout), checksOf(asRun.stdout)];
    const sum = (checks: Map<string, string[]>) => [...checks.values()].flat().length;
    expect([...few.keys()]).toEqual([...many.keys()]);
    expect(sum(few)).toBeLessThan(sum(many));
    expect(existsSync(join(folder, 'smoke-as-run-seed-1', 'outcomes.jsonl'))).toBe(true);
  });
});

test('faults in the exchanges are judged apart, and told by family', async () => {
  const folder = here.place('reports');
  const args = [
    '--exchanges',
    '--effort',
    'smoke',
    '--only',
    '/GetPublicKey',
    '--every',
    '12',
    '--workers',
    '1',
  ];
  const { stdout, code } = await mutation([...args, '--report-dir', folder]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/\d+ of \d+ mutants caught/);
  expect(stdout).not.toContain('never failed');
  expect(existsSync(join(folder, 'exchanges-smoke-seed-1', 'mutants.csv'))).toBe(true);
});

describe.concurrent('is refused in one paragraph', () => {
  test.each([
    [['--as-run'], '--as-run needs --effort smoke'],
    [['--odd'], '--odd needs --exchanges'],
    [['--write-docs', '--exchanges'], "'--write-docs' cannot be used with option '--exchanges"],
    [['--write-docs', '--every', '2'], "'--write-docs' cannot be used with option '--every"],
    [['--write-docs', '--effort', 'smoke'], "'--write-docs' cannot be used with option '--effort"],
    [['--write-witnesses', '--only', 'x'], "'--write-witnesses' cannot be used with option '--only"],
    [['--only', 'no such mutant'], "No mutant's identifier holds no such mutant"],
    [['--only', 'rtmp', '--report-dir', join('package.json', 'x')], 'Name another folder with --report-dir'],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await mutation(args, { cwd: process.cwd() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
