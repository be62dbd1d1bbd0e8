import { describe, expect, it } from 'vitest';
import { cycleIn, type Import, importsOf } from './imports.js';
import { projectFiles, textOf } from './tree.js';

/** What a part may import from: `*` anything, `type` only types, `lazy` types and what is loaded when needed. */
type Allowed = { readonly [part: string]: '*' | 'type' | 'lazy' };

/** The arrows of the architecture. Everything that is not here is forbidden. */
const ARROWS: { readonly [part: string]: Allowed } = {
  contract: {},
  results: { contract: '*' },
  generators: { contract: '*' },
  driver: { contract: '*', results: '*', transport: '*', reference: 'type' },
  transport: { contract: '*', results: '*' },
  judge: { contract: '*' },
  checks: {
    ...{ contract: '*', results: '*', transport: '*', judge: '*' },
    ...{ driver: 'type', generators: 'type' },
  },
  runner: {
    ...{ contract: '*', results: '*', transport: '*', checks: '*', judge: '*' },
    ...{ driver: 'type', generators: 'lazy' },
  },
  traffic: { contract: '*', results: '*', transport: '*', judge: '*' },
  proxy: { contract: '*', transport: '*', judge: '*', traffic: '*' },
  sdk: { contract: '*', results: '*', transport: '*' },
  report: { contract: '*', results: '*' },
  catalogue: { contract: '*', checks: '*', cli: '*' },
  reference: { contract: '*' },
  mutation: {
    ...{ contract: '*', results: '*', transport: '*', checks: '*', generators: '*' },
    ...{ runner: '*', reference: '*', cli: '*', driver: '*', report: '*', catalogue: '*' },
  },
  variation: {
    ...{ contract: '*', results: '*', transport: '*', checks: '*', generators: '*', mutation: '*' },
    ...{ runner: '*', reference: '*', cli: '*', driver: '*' },
  },
  hostile: {
    ...{ contract: '*', results: '*', transport: '*', checks: '*', generators: '*', mutation: '*' },
    ...{ runner: '*', reference: '*', cli: '*', driver: '*' },
  },
  cli: {
    ...{ contract: '*', results: '*', transport: '*', checks: '*', generators: '*' },
    ...{ runner: '*', reference: '*', report: '*', driver: '*', traffic: '*', sdk: '*', judge: '*' },
    proxy: '*',
  },
  // What the package offers to other programs.
  vitest: { contract: '*', results: '*', cli: '*', judge: '*' },
  index: { contract: '*', results: '*', report: '*', reference: '*', judge: '*' },
};

/** Files that a part may not import although the arrow is there. */
const FORBIDDEN: { readonly [part: string]: RegExp } = {
  // What the reference does and what the checks expect come from the documentation separately.
  reference: /^src\/contract\/(?:rules\/|revisions\/revise)/,
};

const isTest = (path: string) => /\.test\.ts$|\/testing\//.test(path);
const sources = projectFiles().filter((path) => /^(?:src|generators)\/.*\.ts$/.test(path));
const products = sources.filter((path) => !isTest(path));
const imports = sources.flatMap((path) => importsOf(path, textOf(path)));

/** Folders that only hold parts. */
const SHARED: ReadonlySet<string> = new Set(['api', 'clients', 'proof']);

function partOf(path: string): string {
  const [top = '', folder = '', ...rest] = path.split('/');
  if (top !== 'src') return top;
  const inner = rest[0]?.replace(/\.ts$/, '') ?? '';
  return SHARED.has(folder) || inner === 'driver' ? inner : folder;
}

function isAllowed({ from, to, how }: Import): boolean {
  const [part, target] = [partOf(from), partOf(to)];
  if (FORBIDDEN[part]?.test(to)) return false;
  if (part === target) return true;
  const allowed = ARROWS[part]?.[target];
  return (
    allowed === '*' ||
    (allowed !== undefined && (how === 'type' || (allowed === 'lazy' && how === 'dynamic')))
  );
}

describe('imports', () => {
  it('are all found, and lead to files that exist', () => {
    expect(imports.length).toBeGreaterThan(sources.length);
    expect(imports.filter(({ to }) => !sources.includes(to))).toEqual([]);
  });

  it('follow the arrows', () => {
    const wrong = imports.filter((each) => products.includes(each.from) && !isAllowed(each));
    expect(wrong).toEqual([]);
  });

  it('of the reference endpoint do not lead to what checks expect, nor does it read that by itself', () => {
    const own = products.filter((path) => partOf(path) === 'reference');
    const reads = own.filter((path) => /readPackageJson.*(?:rules|general|unchecked)/.test(textOf(path)));
    expect(reads).toEqual([]);
    expect(isAllowed({ from: 'src/reference/a.ts', to: 'src/contract/rules/rules.ts', how: 'value' })).toBe(
      false,
    );
    expect(isAllowed({ from: 'src/reference/a.ts', to: 'src/contract/resources.ts', how: 'value' })).toBe(
      true,
    );
  });

  it('of product code never lead to tests', () => {
    expect(imports.filter(({ from, to }) => products.includes(from) && isTest(to))).toEqual([]);
  });

  it('have no cycle', () => {
    expect(cycleIn(imports)).toBeUndefined();
  });

  it('cover every part with an arrow', () => {
    expect([...new Set(products.map(partOf))].sort()).toEqual(Object.keys(ARROWS).sort());
  });
});

describe('importsOf', () => {
  const found = (source: string) =>
    importsOf('src/runner/run.ts', source).map(({ to, how }) => `${how} ${to}`);

  it('tells types, values and dynamic imports apart', () => {
    expect(found("import type { A } from '../checks/a.js';")).toEqual(['type src/checks/a.ts']);
    expect(found("import { type A } from './a.js';")).toEqual(['value src/runner/a.ts']);
    expect(found("import {\n  a,\n  b,\n} from './a.js';")).toEqual(['value src/runner/a.ts']);
    expect(found("import './a.js';")).toEqual(['value src/runner/a.ts']);
    expect(found("export type { A } from './a.js';")).toEqual(['type src/runner/a.ts']);
    expect(found("export * from './a.js';")).toEqual(['value src/runner/a.ts']);
    expect(found("const a = await import('./a.js');")).toEqual(['dynamic src/runner/a.ts']);
    expect(found("type A = typeof import('./a.js');")).toEqual(['type src/runner/a.ts']);
  });

  it('leaves other statements out', () => {
    expect(found("export function a(): string {\n  return './a.js';\n}")).toEqual([]);
  });

  it('leaves packages and comments out', () => {
    expect(found("import fc from 'fast-check';\n// import './a.js';\n/* import './b.js'; */")).toEqual([]);
  });
});

describe('cycleIn', () => {
  const value = (from: string, to: string): Import => ({ from, to, how: 'value' });

  it('names the files along a cycle', () => {
    expect(cycleIn([value('a', 'b'), value('b', 'c'), value('c', 'b')])).toEqual(['b', 'c', 'b']);
  });

  it('lets types point back', () => {
    expect(cycleIn([value('a', 'b'), { from: 'b', to: 'a', how: 'type' }])).toBeUndefined();
  });
});
