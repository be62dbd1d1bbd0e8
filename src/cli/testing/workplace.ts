/** Directories and servers of one test file, removed at its end. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, run } from './command.js';

/** What a test file makes, and how to be rid of it. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'ivs-conformance-'));
  readonly #servers: { close(): unknown }[] = [];
  #count = 0;

  /** A path in a directory of its own. */
  place(name: string): string {
    this.#count += 1;
    const directory = join(this.folder, String(this.#count));
    mkdirSync(directory);
    return join(directory, name);
  }

  /** Runs `ivs-conformance run` with reports in a directory of its own. */
  async runSuite(
    args: readonly string[],
    env: { readonly [name: string]: string } = {},
  ): Promise<Outcome & { readonly reports: string }> {
    const reports = this.place('reports');
    return { ...(await run(['run', '--report-dir', reports, ...args], { env })), reports };
  }

  /** Closes this server in the end. */
  keep<T extends { close(): unknown }>(server: T): T {
    this.#servers.push(server);
    return server;
  }

  /** Listens on a free port of this machine. @returns the URL */
  async listen(server: Server | TcpServer): Promise<string> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.keep({
      close: () => {
        if ('closeAllConnections' in server) server.closeAllConnections();
        server.close();
      },
    });
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  /** A web server. */
  web(listener: RequestListener): Promise<string> {
    return this.listen(createServer(listener));
  }

  /** A web server that answers every request alike. */
  answering(status: number, type: string, body: string): Promise<string> {
    return this.web((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  }

  async clear(): Promise<void> {
    for (const server of this.#servers) await server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
