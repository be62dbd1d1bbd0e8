import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Workplace } from '../../../cli/testing/workplace.js';
import { fingerprintOfSuite } from '../fingerprint.js';
import { Journal, type Origin } from './journal.js';
import type { Outcome } from './outcome.js';

const here = new Workplace();
afterAll(() => here.clear());

const ORIGIN: Origin = { suite: 'one', effort: 'standard', seed: 1, asRun: false };
const outcome = (mutant: string): Outcome => ({
  mutant,
  statement: '',
  caughtBy: ['a/b'],
  causes: 1,
  requests: 3,
});

describe('a journal', () => {
  let file = '';
  beforeEach(() => {
    file = here.place('outcomes.jsonl');
  });
  const open = (origin: Origin = ORIGIN, fresh = false) => Journal.open(file, origin, fresh);

  it('knows what an earlier one of the same origin wrote', () => {
    const before = open();
    before.add(outcome('m/1'));
    before.add(outcome('m/2'));
    const after = open({ asRun: false, seed: 1, effort: 'standard', suite: 'one' });
    expect([...after.known.values()]).toEqual([outcome('m/1'), outcome('m/2')]);
    expect(after.isReplaced).toBe(false);
  });

  it.each([
    ['another suite', { suite: 'two' }],
    ['another seed', { seed: 2 }],
    ['another effort', { effort: 'smoke' }],
    ['other checks', { asRun: true }],
  ] as const)('never takes outcomes of %s for known', (_, other) => {
    open().add(outcome('m/1'));
    const after = open({ ...ORIGIN, ...other });
    expect(after.known.size).toBe(0);
    expect(after.isReplaced).toBe(true);
    expect(readFileSync(file, 'utf8')).not.toContain('m/1');
    expect(open({ ...ORIGIN, ...other }).isReplaced).toBe(false);
  });

  it('begins anew when it is told to', () => {
    open().add(outcome('m/1'));
    expect(open(ORIGIN, true).known.size).toBe(0);
    expect(open().known.size).toBe(0);
  });

  it('leaves out an outcome whose writing was cut off, and keeps those after it', () => {
    open().add(outcome('m/1'));
    appendFileSync(file, JSON.stringify(outcome('m/2')).slice(0, 20));
    const after = open();
    expect([...after.known.keys()]).toEqual(['m/1']);
    after.add(outcome('m/3'));
    expect([...open().known.keys()]).toEqual(['m/1', 'm/3']);
  });
});

describe('the fingerprint of a suite', () => {
  const root = here.place('suite');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  beforeEach(() => {
    write('dist/src/checks/a.js', 'a');
    write('dist/generators/b.js', 'b');
    write('specs/ivs/rules.json', '{}');
    write('package-lock.json', '{}');
  });

  it.each([
    ['dist/src/checks/a.js', 'another'],
    ['dist/generators/b.js', 'another'],
    ['specs/ivs/rules.json', '[]'],
    ['package-lock.json', '[]'],
    ['dist/src/reference/new.js', ''],
  ])('is another when %s is', (path, text) => {
    const before = fingerprintOfSuite(root);
    write(path, text);
    expect(fingerprintOfSuite(root)).not.toBe(before);
  });

  it('is the same when anything else changes', () => {
    const before = fingerprintOfSuite(root);
    write('dist/src/checks/a.d.ts', 'types');
    write('docs/mutation.md', 'text');
    expect(fingerprintOfSuite(root)).toBe(before);
  });
});
