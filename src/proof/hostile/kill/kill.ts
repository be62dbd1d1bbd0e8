import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { operationOf } from '../../../checks/plan/scope.js';
import type { Scope } from '../../../checks/types.js';
import { packageRoot } from '../../../contract/load.js';
import { isObject } from '../../../contract/schema/values.js';
import type { Service } from '../../../contract/types.js';
import type { InProcessEndpoint } from '../../../transport/in-process.js';
import { call, lookAt, type Other, type Populated, settleIn } from '../foreign/others.js';

/** How a run ended that was to be killed. */
export interface Killed {
  /** Milliseconds after its start. */
  readonly afterMs: number;
  readonly signal: 'SIGKILL' | 'SIGHUP';
  /** What it left. */
  readonly left: number;
  /** What was still there after `sweep`. */
  readonly stays: readonly string[];
  /** What of others is no longer as it was. */
  readonly touched: readonly string[];
}

type Scopes = ReadonlyMap<Service, Scope>;

/** The reference endpoint in a process of its own, with what others have. */
export class Ground {
  readonly #scopes: Scopes;
  readonly #folder = mkdtempSync(join(tmpdir(), 'ivs-conformance-kill-'));
  readonly #server: ChildProcess;
  readonly #url: string;
  readonly #handle: InProcessEndpoint;
  #others: readonly Other[] = [];

  private constructor(scopes: Scopes, server: ChildProcess, url: string) {
    this.#scopes = scopes;
    this.#server = server;
    this.#url = url;
    this.#handle = async ({ method, path, headers, body }) => {
      const sent = method === 'GET' || method === 'DELETE' ? {} : { body: String(body) };
      const response = await fetch(url + path, { method, headers, ...sent });
      return { status: response.status, headers: {}, body: await response.text() };
    };
  }

  static async start(scopes: Scopes): Promise<Ground> {
    const server = start(['serve', '--port', '0']);
    const url = await new Promise<string>((resolve, reject) => {
      server.stdout?.on('data', (data) => resolve(String(data).trim().replace('listening on ', '')));
      server.on('exit', () => reject(new Error('serve has ended')));
    });
    const ground = new Ground(scopes, server, url.split('\n')[0] ?? '');
    ground.#others = await settleIn(ground.#populated(), scopes);
    await lookAt(ground.#handle, ground.#others);
    return ground;
  }

  /** Starts a run, ends it after a while, sweeps, and looks what is left. */
  async kill(seed: number, afterMs: number, signal: Killed['signal']): Promise<Killed> {
    const before = await lookAt(this.#handle, this.#others);
    const report = ['--report-dir', join(this.#folder, 'report'), '--quiet'];
    const at = ['--endpoint', this.#url, '--state-dir', this.#folder];
    const run = start(['run', ...at, '--effort', 'smoke', '--seed', String(seed), ...report]);
    const ended = new Promise((resolve) => run.on('exit', resolve));
    await Promise.race([ended, delay(afterMs)]);
    run.kill(signal);
    await ended;
    const left = (await this.#foreignToOthers()).length;
    const sweep = start(['sweep', '--all', '--state-dir', this.#folder]);
    await new Promise((resolve) => sweep.on('exit', resolve));
    const after = await lookAt(this.#handle, this.#others);
    const touched = [...before].filter(([arn, view]) => after.get(arn) !== view).map(([arn]) => arn);
    return { afterMs, signal, left, stays: await this.#foreignToOthers(), touched };
  }

  async stop(): Promise<void> {
    this.#server.removeAllListeners('exit');
    const ended = new Promise((resolve) => this.#server.on('exit', resolve));
    this.#server.kill();
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What is there and belongs to no other; compositions that have ended are shown for a while. */
  async #foreignToOthers(): Promise<string[]> {
    const known = new Set(this.#others.map(({ arn }) => arn));
    const found: string[] = [];
    for (const scope of this.#scopes.values()) {
      for (const { list, parent } of scope.resources) {
        if (list === undefined || parent !== undefined) continue;
        const operation = operationOf(scope, list.operation);
        let nextToken: unknown;
        do {
          const token = typeof nextToken === 'string' ? { nextToken } : {};
          const page = await call(this.#handle, operation, { maxResults: 50, ...token });
          const items = page[list.output ?? ''];
          for (const item of Array.isArray(items) ? items.filter(isObject) : []) {
            const isOver = item.state === 'STOPPED' || item.state === 'STOPPING' || item.state === 'FAILED';
            if (!known.has(String(item.arn)) && !isOver) found.push(String(item.arn));
          }
          nextToken = page.nextToken;
        } while (nextToken !== undefined);
      }
    }
    return found;
  }

  #populated(): Populated {
    const ask = (action: string, body: object) =>
      fetch(`${this.#url}/_reference/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then((response) => response.text());
    return {
      handle: this.#handle,
      control: {
        goLive: (channelArn) => ask('goLive', { channelArn }),
        joinParticipant: (stageArn, participant) => ask('joinParticipant', { stageArn, ...participant }),
      },
    };
  }
}

function start(args: readonly string[]): ChildProcess {
  const main = join(packageRoot(), 'dist', 'src', 'cli', 'main.js');
  const env = { ...process.env, AWS_ENDPOINT_URL: '', NO_COLOR: '1' };
  return spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] });
}
