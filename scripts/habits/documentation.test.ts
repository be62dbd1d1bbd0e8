import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { COMMANDS as LOADERS } from '../../src/cli/commands.js';
import { readHar } from '../../src/clients/traffic/har/har.js';
import { TrafficJudge, type Verdict } from '../../src/clients/traffic/judge.js';
import { Tally } from '../../src/clients/traffic/tally.js';
import { listRevisions, loadContract, loadContracts } from '../../src/contract/load.js';
import { changesOf } from '../../src/contract/revisions/changes/changes.js';
import { SERVICES } from '../../src/contract/types.js';
import { excerptOf, README_EXCERPT } from '../../src/proof/catalogue/excerpt.js';
import { markedIn } from '../../src/proof/catalogue/markdown/marked.js';
import { renderChanges } from '../../src/report/commands/changes/render.js';
import { renderTraffic } from '../../src/report/commands/traffic.js';
import { FAILING_STRENGTHS } from '../../src/results/failing.js';
import { blocksOf, namedIn } from './markdown.js';
import { projectFiles, ROOT, textOf } from './tree.js';

const COMMANDS = new Map(
  await Promise.all([...LOADERS].map(async ([name, load]) => [name, await load()] as const)),
);

/** Options of our scripts, by the npm script that takes them. */
const SCRIPT_SOURCES: { readonly [script: string]: string } = {
  bench: 'bench/main.mjs',
  'check:docs': 'site/check.mjs',
  derive: 'src/contract/derive/command.ts',
  hostile: 'src/proof/hostile/foreign/command.ts',
  kill: 'src/proof/hostile/kill/command.ts',
  mutation: 'src/proof/mutation/main.ts',
  repeat: 'scripts/repeat.mjs',
  seeds: 'scripts/seeds.mjs',
  variations: 'src/proof/variation/main.ts',
  'test:foreign': 'scripts/foreign/main.mjs',
  'test:moto': 'scripts/test-moto.mjs',
};

/** Made by commands, so not there before. */
const MADE =
  /^(?:dist|site\/dist|\.cache|reports\/latest(?:-mutation)?)(?:\/|$)|^(?:\.\/driver\.mjs|report\.(?:json|html|md)|junit\.xml|baseline\.json)$/;

const { scripts, dependencies } = JSON.parse(textOf('package.json'));

function optionsOf(command: Command): string[] {
  return [...command.options.flatMap(({ long }) => long ?? []), '--help'];
}

/** What is wrong with a command line that a reader is told to type; undefined when it is none of ours. */
function problemWith(line: string): string | undefined {
  const [tool, ...words] = line.replace(/^npx /, '').split(/\s+/);
  const given = words.filter((word) => /^--\w/.test(word)).map((word) => word.replace(/=.*/, ''));
  if (tool === 'ivs-conformance') {
    const command = COMMANDS.get(words[0] ?? '');
    if (words.length === 0 || words[0]?.startsWith('-')) return undefined;
    if (command === undefined) return `no command ${words[0]}`;
    return given
      .filter((option) => !optionsOf(command).includes(option))
      .map((each) => `no option ${each}`)[0];
  }
  if (tool !== 'npm') return undefined;
  if (words[0] !== 'run')
    return ['ci', 'test', 'install', 'pack'].includes(words[0] ?? '') ? undefined : `no npm ${words[0]}`;
  const script = words[1] ?? '';
  if (scripts[script] === undefined) return `no script ${script}`;
  const source = SCRIPT_SOURCES[script];
  const taken = source === undefined ? '' : textOf(source);
  return given.filter((option) => !takes(taken, option)).map((each) => `no option ${each}`)[0];
}

function takes(source: string, option: string): boolean {
  return source.includes(option) || source.includes(`${option.slice(2)}: { type:`);
}

function isPath(span: string): boolean {
  if (/[\s<>*{}=:~]|^\.\.\/|^--|^@|^application\/|^ivs-conformance\//.test(span)) return false;
  return /^(?:src|specs|generators|scripts|bench|reports|site|\.ci)(?:\/|$)|\.(?:md|json|ts|mjs|html|xml)$/.test(
    span,
  );
}

describe('a command line', () => {
  it.each([
    ['npx ivs-conformance run --seed 1', undefined],
    ['npx ivs-conformance runs', 'no command runs'],
    ['npx ivs-conformance serve --seed 1', 'no option --seed'],
    ['npm run bench -- --check', undefined],
    ['npm run bench -- --fast', 'no option --fast'],
    ['npm run lint', undefined],
    ['npm run lint -- --write', 'no option --write'],
    ['npm run nothing', 'no script nothing'],
    ['npm start', 'no npm start'],
  ])('is judged: %s', (line, problem) => {
    expect(problemWith(line)).toBe(problem);
  });
});

/** Documents that are written by hand: those that are generated say so in their first line. */
const DOCUMENTS = projectFiles().filter(
  (path) =>
    /^(?:README|CONTRIBUTING|docs\/[\w-]+)\.md$/.test(path) && !/^<!-- .*generated/i.test(textOf(path)),
);

it('commands are found in documents', () => {
  const many = DOCUMENTS.filter((document) => namedIn(textOf(document)).commands.length > 3);
  expect(many.length).toBeGreaterThan(DOCUMENTS.length / 2);
});

describe.each(DOCUMENTS)('%s', (document) => {
  const { commands, spans, links, anchors } = namedIn(textOf(document));

  it('names only commands, scripts and options that exist', () => {
    const ours = commands.filter((line) => /^(?:npx |npm |ivs-conformance)/.test(line));
    expect(
      ours.flatMap((line) => (problemWith(line) === undefined ? [] : [`${line}: ${problemWith(line)}`])),
    ).toEqual([]);
  });

  it('names only options of a command or script', () => {
    const known = [...COMMANDS.values()].flatMap(optionsOf);
    const sources = Object.values(SCRIPT_SOURCES).map(textOf);
    const unknown = spans
      .filter((span) => /^--[\w-]+/.test(span))
      .map((span) => span.split(/\s/)[0] ?? '')
      .filter((option) => !known.includes(option) && !sources.some((source) => takes(source, option)));
    expect(unknown).toEqual([]);
  });

  it('names only paths that exist', () => {
    const paths = spans.filter((span) => isPath(span) && !MADE.test(span));
    const missing = paths.filter(
      (path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, 'specs', 'ivs', path)),
    );
    expect(missing).toEqual([]);
  });

  it('links only to files and headings that exist', () => {
    const broken = links.filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [target = '', anchor] = link.split('#');
      const path = target === '' ? '' : join(dirname(document), target);
      if (path !== '' && !existsSync(join(ROOT, path))) return true;
      const there = path === '' ? anchors : path.endsWith('.md') ? namedIn(textOf(path)).anchors : [];
      return anchor !== undefined && !there.includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

/** What `validate` prints of a file. */
async function validatedText(file: string): Promise<string> {
  const contracts = loadContracts();
  const judge = new TrafficJudge({ contracts });
  const tally = new Tally(contracts);
  const tell = ({ index, judged }: Verdict) => {
    if (judged === undefined) tally.addOther();
    else tally.add({ file, index }, judged);
  };
  for await (const read of readHar(join(ROOT, file))) {
    if ('entry' in read) judge.take(read.index, read.entry).forEach(tell);
  }
  judge.finish().forEach(tell);
  const { summary, problems, notes, unreadable, operations } = tally;
  const told = { files: [file], failOn: FAILING_STRENGTHS, summary, problems, notes, unreadable };
  return renderTraffic({ ...told, operations: operations.values() }, { colour: false, width: 100 });
}

describe('README.md', () => {
  const readme = textOf('README.md');

  it('is read in some minutes', () => {
    expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(8000);
  });

  it('shows an excerpt of the sample report, as `npm run sample` writes it', () => {
    const excerpt = excerptOf(textOf('reports/sample/summary.txt'), README_EXCERPT);
    expect(markedIn(readme, 'excerpt')).toBe(`\`\`\`text\n${excerpt}\n\`\`\``);
  });
});

it('docs/dependencies.md says of every dependency, and of no other package, why it is there', () => {
  const rows = [...textOf('docs/dependencies.md').matchAll(/^\| `([^`]+)` +\| (\S.*?) +\|$/gm)];
  expect(rows.map(([, name]) => name)).toEqual(Object.keys(dependencies).sort());
});

/** Lines of the only text block of a document that the output does not have. */
function notIn(output: string, document: string): string[] {
  const [block = '', ...others] = blocksOf(textOf(document), 'text');
  expect(others).toEqual([]);
  const printed = output.split('\n');
  return block.split('\n').filter((line) => line !== '…' && !printed.includes(line));
}

it('docs/recorded-traffic.md shows what validate prints', async () => {
  expect(notIn(await validatedText('reports/recorded/traffic.har'), 'docs/recorded-traffic.md')).toEqual([]);
});

describe('docs/revisions.md', () => {
  it('shows what changes prints', () => {
    const changes = renderChanges(SERVICES.flatMap((service) => changesOf(service)));
    expect(notIn(changes, 'docs/revisions.md')).toEqual([]);
  });

  it('says how many operations and revisions are known', () => {
    const text = textOf('docs/revisions.md');
    const operations = SERVICES.map((service) => loadContract(service).operations.size);
    expect(text).toContain(`all ${operations.reduce((sum, some) => sum + some)} operations`);
    for (const service of SERVICES)
      expect(text).toContain(`the ${listRevisions(service).length} of \`${service}\` since`);
  });
});

/** Examples in TypeScript, each with the document that it is from and its number there. */
const EXAMPLES = DOCUMENTS.flatMap((document) =>
  blocksOf(textOf(document), 'ts').map((code, index) => ({ document, number: index + 1, code })),
);

describe('examples', () => {
  const folder = join(ROOT, '.cache', 'examples');

  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it.each(EXAMPLES)('of $document run: $number', async ({ document, number, code }) => {
    const fromSource = code
      .replace("'ivs-conformance'", "'../../src/api/index.js'")
      .replace("'ivs-conformance/generators'", "'../../generators/index.js'");
    const file = join(folder, `${document.replace(/\W/g, '-')}-${number}.ts`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, fromSource);
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    await import(/* @vite-ignore */ file);
    expect(log).toHaveBeenCalled();
  });
});
