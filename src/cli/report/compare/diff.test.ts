import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleReport } from '../../../report/testing/sample-report.js';
import type { Report } from '../../../results/types.js';
import { build, run } from '../../testing/command.js';

const folder = mkdtempSync(join(tmpdir(), 'ivs-conformance-diff-'));
const written = (name: string, content: object | string): string => {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};
const whole = sampleReport();
const repaired: Report = {
  ...whole,
  checks: whole.checks.map(({ deviation, expected: _, ...check }) =>
    deviation === undefined ? { ...check } : { ...check, outcome: 'conforms' },
  ),
};

beforeAll(build, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('ivs-conformance diff', () => {
  it('ends with 1 for what is new, and with 0 for what is fixed', async () => {
    const [old, now] = [written('old.json', repaired), written('new.json', whole)];
    const [worse, better] = await Promise.all([run(['diff', old, now, '--json']), run(['diff', now, old])]);
    expect(worse.code).toBe(1);
    const told = JSON.parse(worse.stdout);
    expect(told.new.length).toBeGreaterThan(0);
    expect(told.new[0]).toMatchObject({
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      title: expect.any(String),
      operations: expect.any(Array),
    });
    expect([told.fixed, told.changed, told.same]).toEqual([[], [], []]);
    expect(better.code).toBe(0);
    expect(better.stdout).toContain(`${told.new.length} fixed`);
  });

  it('reads a baseline in the place of the earlier report', async () => {
    const entries = whole.checks.flatMap(({ id, outcome }) =>
      outcome === 'deviates' || outcome === 'unimplemented' ? [{ check: id, outcome, reason: 'known' }] : [],
    );
    const baseline = written('baseline.json', { entries });
    const { code, stdout } = await run(['diff', baseline, written('whole.json', whole), '--markdown']);
    expect(code).toBe(0);
    expect(stdout).toContain('<!-- ivs-conformance: comparison -->');
    expect(stdout).toContain('0 new, 0 fixed');
  });

  it.each<[string, () => string, RegExp]>([
    ['a file that is not there', () => join(folder, 'none.json'), /cannot be read \(ENOENT\)/],
    ['a truncated report', () => written('cut.json', JSON.stringify(whole).slice(0, 5000)), /is not JSON/],
    ['the report of another tool', () => written('other.json', { results: [] }), /is not a report/],
    ['a newer schema', () => written('newer.json', { ...whole, schemaVersion: 2 }), /newer ivs-conformance/],
    [
      'a huge file',
      () => {
        const file = written('huge.json', '');
        truncateSync(file, 500_000_000);
        return file;
      },
      /has 477 MiB, more than any report/,
    ],
    ['a folder without a report', () => mkdtempSync(join(folder, 'empty-')), /holds no report/],
  ])('refuses %s in a sentence', async (_, make, message) => {
    const { code, stderr } = await run(['diff', make(), written('fine.json', whole)]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
