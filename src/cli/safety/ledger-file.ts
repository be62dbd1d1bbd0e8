import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import type { Service } from '../../contract/types.js';
import type { Intent, Ledger } from '../../runner/guard/ledger.js';
import type { Remains } from '../../runner/sweep/remains.js';

/** What the first line of a ledger says. */
export interface LedgerHead {
  /** The mark of the run, which is its ID. */
  readonly run: string;
  /** URL of each service's endpoint. */
  readonly endpoints: { readonly [service in Service]?: string };
  readonly region: string;
  readonly startedAt: string;
  readonly host: string;
  readonly pid: number;
}

/** The ledger of a run that is over, or of one under way. */
export interface LedgerRead extends LedgerHead {
  readonly file: string;
  readonly isUnderWay: boolean;
  readonly remains: Remains;
}

/** A line of a ledger after its first. */
type Entry =
  | { readonly before: string; readonly arns: readonly string[] }
  | ({ readonly intent: number } & Intent)
  | { readonly made: number; readonly arn: string }
  | { readonly madeNothing: number }
  | { readonly gone: string };

/**
 * Where ledgers are kept: `ivs-conformance` in the user's state directory
 * (https://specifications.freedesktop.org/basedir-spec/latest/), unless another folder is named.
 */
export function stateDirectory(named: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  const home = env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  return named ?? join(home, 'ivs-conformance');
}

/** A ledger in a file, with one JSON object a line: each is there before what it tells of begins. */
export class LedgerFile implements Ledger {
  readonly file: string;
  readonly #descriptor: number;
  readonly #isSynced: boolean;
  readonly #open = new Map<number, Intent>();
  /** What was made and not removed. */
  readonly kept = new Set<string>();
  #count = 0;

  /**
   * @param isSynced whether each intent reaches the disk before its request is sent, so that it outlives a power cut
   * @throws Error when the file cannot be written
   */
  constructor(directory: string, head: Omit<LedgerHead, 'host' | 'pid'>, isSynced: boolean) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.file = join(directory, `${head.run}.jsonl`);
    this.#descriptor = openSync(this.file, 'ax', 0o600);
    this.#isSynced = isSynced;
    this.#write({ ...head, host: hostname(), pid: process.pid });
  }

  /** Creations without an answer so far. */
  get open(): readonly Intent[] {
    return [...this.#open.values()];
  }

  before(service: Service, resource: string, arns: readonly string[]): void {
    this.#write({ before: `${service} ${resource}`, arns });
  }

  async intend(intent: Intent): Promise<number> {
    this.#count += 1;
    const number = this.#count;
    this.#open.set(number, intent);
    this.#write({ intent: number, ...intent });
    if (this.#isSynced) fdatasyncSync(this.#descriptor);
    return number;
  }

  made(intent: number, arn: string): void {
    this.#open.delete(intent);
    this.kept.add(arn);
    this.#write({ made: intent, arn });
  }

  madeNothing(intent: number): void {
    this.#open.delete(intent);
    this.#write({ madeNothing: intent });
  }

  gone(arn: string): void {
    if (this.kept.delete(arn)) this.#write({ gone: arn });
  }

  /** Ends it. @param isEmpty whether nothing is left: then the file goes */
  close(isEmpty: boolean): void {
    closeSync(this.#descriptor);
    if (isEmpty) rmSync(this.file, { force: true });
  }

  #write(entry: object): void {
    writeSync(this.#descriptor, `${JSON.stringify(entry)}\n`);
  }
}

/** The ledgers in a folder, the oldest first. What is none is passed over. */
export function readLedgers(directory: string): LedgerRead[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readOne(join(directory, name)) ?? [])
    .toSorted((one, other) => (one.startedAt < other.startedAt ? -1 : 1));
}

function readOne(file: string): LedgerRead | undefined {
  const [first, ...entries] = readFileSync(file, 'utf8').split('\n').flatMap(parsed);
  if (!isHead(first)) return undefined;
  return { ...first, file, isUnderWay: isUnderWay(first), remains: remainsOf(entries) };
}

/** A line; nothing where it is not whole, as the last one may be. */
function parsed(line: string): unknown[] {
  try {
    return line === '' ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}

function isHead(value: unknown): value is LedgerHead {
  return (
    typeof value === 'object' && value !== null && 'run' in value && 'endpoints' in value && 'pid' in value
  );
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null;
}

function remainsOf(entries: readonly unknown[]): Remains {
  const intents = new Map<number, Intent>();
  const made = new Map<string, Intent>();
  const before = new Map<string, ReadonlySet<string>>();
  for (const entry of entries.filter(isEntry)) {
    if ('before' in entry) before.set(entry.before, new Set(entry.arns));
    else if ('intent' in entry) intents.set(entry.intent, entry);
    else if ('madeNothing' in entry) intents.delete(entry.madeNothing);
    else if ('gone' in entry) made.delete(entry.gone);
    else if ('made' in entry) {
      const intent = intents.get(entry.made);
      intents.delete(entry.made);
      if (intent !== undefined) made.set(entry.arn, intent);
    }
  }
  return { made, before, unanswered: [...intents.values()] };
}

/** Whether the process of a run lives; on another machine nobody can tell, and it is taken to be over. */
function isUnderWay({ host, pid }: LedgerHead): boolean {
  if (host !== hostname() || pid === process.pid) return pid === process.pid;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether a ledger is about one of these endpoints. */
export function isAbout({ endpoints }: LedgerHead, urls: readonly (URL | undefined)[]): boolean {
  const named = Object.values(endpoints).map((url) => new URL(url).href);
  return urls.some((url) => url !== undefined && named.includes(url.href));
}
