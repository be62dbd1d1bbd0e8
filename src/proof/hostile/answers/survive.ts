import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContract, packageRoot } from '../../../contract/load.js';
import { createReference } from '../../../reference/reference.js';
import { type Send, startReference } from '../../../reference/server/server.js';
import { seededRandom } from '../../../reference/variations/random.js';

/** What a run took and came to. */
export interface Ran {
  /** Exit status; null where it had to be killed. */
  readonly code: number | null;
  readonly seconds: number;
  readonly requests: number;
  /** The most memory that the process had, in MiB; 0 where the system does not tell. */
  readonly memory: number;
  /** The report's count of each outcome; empty without a report. */
  readonly outcomes: { readonly [outcome: string]: number };
  /** What should never be seen: a stack trace, or an escape sequence of the endpoint's. */
  readonly seen: string | undefined;
}

/** How long a run may take in any case, in milliseconds. */
const LONGEST_MS = 300_000;

/** How often memory is looked at, in milliseconds. */
const EVERY_MS = 100;

const SEEN = [/\n {4}at .+:\d+:\d+/, /(?:Type|Range|Reference|Syntax)Error\b/, /this is a fault of/];

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
const CONTROLS = /[\u0000-\u0008\u000b-\u001a\u001b\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** A run of smoke effort against the reference endpoint whose answers are sent in a way of one's own. */
export async function ran(send: Send | undefined, seed: number, timeout: number): Promise<Ran> {
  const contracts = new Map((['ivs', 'ivs-realtime'] as const).map((each) => [each, loadContract(each)]));
  const reference = createReference({ contracts, random: seededRandom(seed) });
  let requests = 0;
  const counted = {
    handle: (request: Parameters<typeof reference.handle>[0]) => {
      requests += 1;
      return reference.handle(request);
    },
  };
  const server = await startReference(counted, send === undefined ? {} : { send });
  const folder = mkdtempSync(join(tmpdir(), 'ivs-conformance-answers-'));
  try {
    const where = ['--endpoint', server.url, '--state-dir', folder, '--report-dir', folder];
    const how = ['--effort', 'smoke', '--seed', String(seed), '--timeout', String(timeout)];
    const main = join(packageRoot(), 'dist', 'src', 'cli', 'main.js');
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' };
    const child = spawn(process.execPath, [main, 'run', ...where, ...how], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = await watched(child);
    return { ...ended, requests, outcomes: outcomesIn(folder) };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits for the end of a process, and notes what it took and said. */
function watched(child: ChildProcess): Promise<Omit<Ran, 'requests' | 'outcomes'>> {
  const began = performance.now();
  let memory = 0;
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const look = setInterval(() => {
    memory = Math.max(memory, memoryOf(child.pid));
  }, EVERY_MS);
  const end = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearInterval(look);
      clearTimeout(end);
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      resolve({ code, seconds, memory, seen: seenIn(said) });
    });
  });
}

/** The most memory that a process has had, in MiB (`VmHWM` of proc(5)). */
function memoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function seenIn(said: string): string | undefined {
  const found = SEEN.map((pattern) => pattern.exec(said)?.[0].trim()).find((each) => each !== undefined);
  if (found !== undefined) return found;
  const control = CONTROLS.exec(said)?.[0];
  return control === undefined ? undefined : `U+${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function outcomesIn(folder: string): { [outcome: string]: number } {
  const counts: { [outcome: string]: number } = {};
  try {
    const { checks } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    for (const { outcome } of checks) counts[outcome] = (counts[outcome] ?? 0) + 1;
    return counts;
  } catch {
    return {};
  }
}
