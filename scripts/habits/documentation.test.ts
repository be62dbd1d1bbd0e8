import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { changesCommand } from '../../src/cli/changes.js';
import { contractCommand } from '../../src/cli/contract.js';
import { driftCommand } from '../../src/cli/drift.js';
import { explainCommand } from '../../src/cli/explain.js';
import { listCommand } from '../../src/cli/list.js';
import { proxyCommand } from '../../src/cli/proxy.js';
import { reproduceCommand } from '../../src/cli/reproduce.js';
import { runCommand } from '../../src/cli/run.js';
import { sdkCommand } from '../../src/cli/sdk.js';
import { serveCommand } from '../../src/cli/serve.js';
import { sweepCommand } from '../../src/cli/sweep.js';
import { validateCommand } from '../../src/cli/validate.js';
import { changesOf } from '../../src/contract/changes.js';
import { loadContracts } from '../../src/contract/load.js';
import { SERVICES } from '../../src/contract/types.js';
import { renderChanges } from '../../src/report/changes/render.js';
import { renderTraffic } from '../../src/report/traffic.js';
import { FAILING_STRENGTHS } from '../../src/results/failing.js';
import { readHar } from '../../src/traffic/har.js';
import { TrafficJudge, type Verdict } from '../../src/traffic/judge.js';
import { Tally } from '../../src/traffic/tally.js';
import { blocksOf, namedIn } from './markdown.js';
import { ROOT, textOf } from './tree.js';

const COMMANDS = new Map(
  [
    runCommand(),
    proxyCommand(),
    reproduceCommand(),
    serveCommand(),
    listCommand(),
    explainCommand(),
    contractCommand(),
    changesCommand(),
    driftCommand(),
    sdkCommand(),
    sweepCommand(),
    validateCommand(),
  ].map((command) => [command.name(), command]),
);

/** Options of our scripts, by the npm script that takes them. */
const SCRIPT_SOURCES: { readonly [script: string]: string } = {
  bench: 'bench/main.mjs',
  derive: 'src/contract/derive/command.ts',
  hostile: 'src/hostile/foreign/command.ts',
  kill: 'src/hostile/kill/command.ts',
  mutation: 'src/mutation/main.ts',
  repeat: 'scripts/repeat.mjs',
  variations: 'src/variation/main.ts',
  'test:foreign': 'scripts/foreign/main.mjs',
  'test:moto': 'scripts/test-moto.mjs',
};

/** Made by commands, so not there before. */
const MADE =
  /^(?:dist|\.cache|reports\/latest(?:-mutation)?)(?:\/|$)|^(?:report\.(?:json|html)|junit\.xml|baseline\.json)$/;

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
  if (words[0] !== 'run') return ['ci', 'test'].includes(words[0] ?? '') ? undefined : `no npm ${words[0]}`;
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
  if (/[\s<>*{}=:~]|^\.\.\/|^--|^@|^application\//.test(span)) return false;
  return /^(?:src|specs|generators|scripts|bench|reports|\.ci)(?:\/|$)|\.(?:md|json|ts|mjs|html|xml)$/.test(
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

describe.each(['README.md', 'CONTRIBUTING.md', 'docs/drift.md'])('%s', (document) => {
  const { commands, spans, links, anchors } = namedIn(textOf(document));

  it('names only commands, scripts and options that exist', () => {
    const ours = commands.filter((line) => /^(?:npx |npm |ivs-conformance)/.test(line));
    expect(ours.length).toBeGreaterThan(3);
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

  it('says of every dependency, and of no other package, why it is there', () => {
    const section = readme.split('\n## Dependencies\n')[1]?.split('\n## ')[0] ?? '';
    const rows = [...section.matchAll(/^\| `([^`]+)` +\| (\S.*?) +\|$/gm)].map(([, name]) => name);
    expect(rows).toEqual(Object.keys(dependencies).sort());
  });

  it('shows output that the sample report holds, and that changes and validate print', async () => {
    const summary = textOf('reports/sample/summary.txt');
    const changes = renderChanges(SERVICES.flatMap((service) => changesOf(service)));
    const blocks = blocksOf(readme, 'text');
    expect(blocks).toHaveLength(3);
    const validated = await validatedText('reports/recorded/traffic.har');
    for (const block of blocks) {
      const source = block.includes(' exchanges in ') ? validated : summary;
      const printed = (/^ivs [\d-]+: /.test(block) ? changes : source).split('\n');
      expect(block.split('\n').filter((line) => line !== '…' && !printed.includes(line))).toEqual([]);
    }
  });
});

describe('the example of README.md', () => {
  const folder = join(ROOT, '.cache', 'readme');

  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it('runs', async () => {
    const [example = ''] = blocksOf(textOf('README.md'), 'ts');
    const fromSource = example
      .replace("'ivs-conformance'", "'../../src/index.js'")
      .replace("'ivs-conformance/generators'", "'../../generators/index.js'");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'example.ts'), fromSource);
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    await import(/* @vite-ignore */ join(folder, 'example.ts'));
    expect(log.mock.calls.map(([keyword]) => keyword)).toContain('maxLength');
  });
});
