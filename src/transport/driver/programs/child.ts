/** Processes that a driver starts: all of them end with this one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** How much of what a process says is kept, in characters. */
const TAIL = 2_000;

/** How long a process may take to end when it is asked to, in milliseconds. */
const GRACE_MS = 5_000;

/** How long what a process has said last may take to arrive once it has ended, in milliseconds. */
const LAST_WORDS_MS = 200;

const running = new Set<Child>();

// Whatever ends this process ends them as well: nothing may go on streaming.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** How a process is started. */
export interface ChildOptions {
  /** Run by the shell: the whole is one command line. */
  readonly shell?: boolean;
  /** What it reads. Default: nothing. */
  readonly input?: string;
  /** Texts that must not show in what is told of it. */
  readonly secrets?: readonly string[];
}

/** A process and all that it starts. */
export class Child {
  readonly #process: ChildProcess;
  readonly #secrets: readonly string[];
  readonly #ended: Promise<number | string>;
  #errors = '';

  constructor(
    command: string,
    args: readonly string[],
    { shell = false, input, secrets = [] }: ChildOptions = {},
  ) {
    this.#secrets = secrets;
    this.#process = spawn(command, args, {
      shell,
      // A group of its own, so that what a shell starts ends with it, and an interruption at the keyboard does not end
      // it before the suite has cleaned up.
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    running.add(this);
    this.#ended = this.#end();
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-TAIL);
    });
    // A process that does not read what it is given closes the pipe: that is no fault.
    this.#process.stdin?.on('error', () => undefined);
    this.#process.stdin?.end(input ?? '');
    this.#process.stdout?.resume();
  }

  async #end(): Promise<number | string> {
    const status = await new Promise<number | string>((resolve) => {
      this.#process.once('error', (error) => resolve(error.message));
      this.#process.once('exit', (code, signal) => resolve(code ?? signal ?? 'no status'));
    });
    running.delete(this);
    // Something that it leaves running may keep its output open, for which nobody waits long.
    await Promise.race([
      new Promise((resolve) => this.#process.once('close', resolve)),
      delay(LAST_WORDS_MS),
    ]);
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream?.destroy();
    return status;
  }

  /** What it writes. */
  onOutput(listener: (text: string) => void): void {
    this.#process.stdout?.setEncoding('utf8').on('data', listener);
  }

  /** Its exit status, or signal, or why it did not start. */
  get ended(): Promise<number | string> {
    return this.#ended;
  }

  /** The end of what it said on standard error, in one line, without secrets. */
  get complaint(): string {
    const text = this.#secrets.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), this.#errors);
    return text
      .trim()
      .split(/\s*\n\s*/)
      .join('; ');
  }

  kill(signal: NodeJS.Signals): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      if (process.platform === 'win32') this.#process.kill(signal);
      else process.kill(-pid, signal);
    } catch {
      // It has ended already.
    }
  }

  /** Ends it, by force if need be. */
  async stop(): Promise<void> {
    this.kill('SIGTERM');
    const force = setTimeout(() => this.kill('SIGKILL'), GRACE_MS);
    await this.#ended;
    clearTimeout(force);
  }
}
