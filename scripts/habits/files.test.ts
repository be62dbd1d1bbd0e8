import { describe, expect, it } from 'vitest';
import { projectFiles, textOf } from './tree.js';

/** The most lines that a file of code may have. */
const MAX_LINES = 300;

/** The most entries that a folder of `src` or `generators` may have: files and folders, tests counted. */
const MAX_ENTRIES = 12;

/** Files that may be longer, with the reason. */
const LONGER: { readonly [path: string]: string } = {};

/** Places on somebody's machine, and marks of unfinished work. */
const OUT_OF_PLACE: readonly RegExp[] = [
  /\bTODO\b|\bFIXME\b/,
  /(?<![\w.~<-])\/(?:work|tmp|root|home)(?:\/|\b)(?!-)/,
  /(?<![./\w])\.\.\/shared\b/,
];

/** Where it is in place, with the reason. */
const IN_PLACE: { readonly [path: string]: string } = {
  'scripts/habits/files.test.ts': 'names them',
  '.ci/run': 'compares the contracts with the models, where they are at hand',
  'CONTRIBUTING.md': 'says what .ci/run does',
};

/** Folder → the names of what lies in it. */
function entriesOf(paths: readonly string[]): Map<string, Set<string>> {
  const entries = new Map<string, Set<string>>();
  for (const path of paths) {
    const steps = path.split('/');
    for (const [depth, name] of steps.entries()) {
      const folder = steps.slice(0, depth).join('/');
      entries.set(folder, (entries.get(folder) ?? new Set()).add(name));
    }
  }
  return entries;
}

const files = projectFiles();
const code = files.filter((path) => /^(?:src|generators|bench|scripts|site)\/.*\.(?:ts|mjs)$/.test(path));

describe('files', () => {
  it('are short enough to be read at once', () => {
    const long = code.filter((path) => textOf(path).trimEnd().split('\n').length > MAX_LINES);
    expect(long).toEqual(Object.keys(LONGER));
  });

  it('lie in folders that one can overlook', () => {
    const full = [...entriesOf(files)].filter(
      ([folder, { size }]) => /^(?:src|generators)(?:\/|$)/.test(folder) && size > MAX_ENTRIES,
    );
    expect(full.map(([folder, { size }]) => `${folder}: ${size}`)).toEqual([]);
  });

  it('and folders are entries of the folder that holds them', () => {
    const entries = entriesOf(['a/b/c.ts', 'a/b/d.ts', 'a/e.ts']);
    expect([...(entries.get('a') ?? [])]).toEqual(['b', 'e.ts']);
    expect([...(entries.get('a/b') ?? [])]).toEqual(['c.ts', 'd.ts']);
  });

  it('have names that say what is in them', () => {
    expect(files.filter((path) => /(?:^|\/)(?:utils?|helpers?|misc|common)(?:\.|\/|$)/i.test(path))).toEqual(
      [],
    );
  });

  it('hold neither marks of unfinished work nor paths of a machine', () => {
    const found = files
      .filter((path) => IN_PLACE[path] === undefined && !path.endsWith('package-lock.json'))
      .flatMap((path) => {
        const lines = textOf(path).split('\n');
        const at = lines.findIndex((line) => OUT_OF_PLACE.some((pattern) => pattern.test(line)));
        return at < 0 ? [] : [`${path}:${at + 1}: ${lines[at]?.trim().slice(0, 120)}`];
      });
    expect(found).toEqual([]);
  });

  it.each([
    ['// TODO later', true],
    ['see /tmp/report.json', true],
    ['read ../shared/design.md', true],
    ["import { a } from '../../shared/a.js';", false],
    ['POST /work-items', false],
    ['https://example.com/home', false],
  ])('are judged by what is in them: %s', (line, outOfPlace) => {
    expect(OUT_OF_PLACE.some((pattern) => pattern.test(line))).toBe(outOfPlace);
  });
});

describe('derived files', () => {
  const derived = files.filter((path) =>
    /^specs\/[^/]+\/(?:(?:operations|history)\/.*|(?:shapes|sentences)\.json$)/.test(path),
  );

  it('are there', () => {
    expect(derived.length).toBe(142);
  });

  it('say so before anything else, and how to derive them anew', () => {
    const silent = derived.filter((path) => {
      const [, first = ''] = textOf(path).split('\n');
      return !/^\s*"\$comment": "Derived .*`npm run derive`/.test(first);
    });
    expect(silent).toEqual([]);
  });
});
