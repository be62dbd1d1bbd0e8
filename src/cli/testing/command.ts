/** The built command line tool, as a user runs it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { packageRoot } from '../../contract/load.js';

const ROOT = packageRoot();
/** Held while one process builds. */
const LOCK = join(ROOT, 'node_modules', '.ivs-conformance-build');
const LONGEST_BUILD_MS = 60_000;
const BUILT = join(ROOT, 'dist', 'src');
const MAIN = join(BUILT, 'cli', 'main.js');

/** Builds the tool, unless the build is newer than every source; once, though several test files ask for it. */
export async function build(): Promise<void> {
  while (!isBuilt()) {
    try {
      mkdirSync(LOCK);
    } catch {
      // Another test file builds, unless it was killed while it did.
      const since = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - since > LONGEST_BUILD_MS) rmSync(LOCK, { recursive: true, force: true });
      await delay(100);
      continue;
    }
    try {
      compile();
    } finally {
      rmSync(LOCK, { recursive: true });
    }
    return;
  }
}

function isBuilt(): boolean {
  return !existsSync(LOCK) && existsSync(MAIN) && statSync(MAIN).mtimeMs > newestSource();
}

function compile(): void {
  try {
    execFileSync(
      process.execPath,
      [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'],
      {
        cwd: ROOT,
        stdio: 'pipe',
      },
    );
  } catch (error) {
    // Types are checked by a step of their own: what was written can be run all the same.
    if (!existsSync(MAIN)) throw error;
  }
}

function newestSource(): number {
  const files = ['src', 'generators'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('testing'))
      .map((name) => statSync(join(ROOT, folder, name)).mtimeMs),
  );
  return Math.max(...files);
}

/** What a command came to. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run. */
export interface CommandOptions {
  readonly env?: { readonly [name: string]: string };
  readonly cwd?: string;
  /** The program, below the folder of the build. Default: the command line tool. */
  readonly program?: string;
  /** Given the process as soon as it runs. */
  onStart?(child: ChildProcess): void;
}

/** Runs `ivs-conformance`, or another program of ours, with nothing of this user's AWS settings, and waits for its end. */
export function run(args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
  const { env = {}, cwd = tmpdir(), program = 'cli/main.js', onStart } = options;
  const child = spawn(process.execPath, [join(BUILT, program), ...args], {
    cwd,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: join(tmpdir(), 'no-such-home'),
      AWS_EC2_METADATA_DISABLED: 'true',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStart?.(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
