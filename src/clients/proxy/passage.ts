import type { Socket } from 'node:net';
import { Answers } from './answers.js';
import { type Head, parseHead, requestFraming, responseFraming, statusOf } from './messages/head.js';
import { MessageReader, type Part } from './messages/reader.js';
import { Passing } from './passing.js';
import type { Resign } from './resign.js';
import type { Watcher } from './watcher.js';

/** How connections are passed on. */
export interface PassageOptions {
  readonly watcher: Watcher;
  /** Opens a connection to the endpoint. @param onReady is called once it stands */
  connect(onReady: () => void): Socket;
  /** Whether answers carry what was found. */
  readonly annotates: boolean;
  /** Signs requests anew; absent where they go on as they came. */
  readonly resign?: Resign;
}

/**
 * A client's connection, and the one to the endpoint that belongs to it. Bytes go on as they come; what they say is read from
 * copies.
 */
export class Passage {
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #options: PassageOptions;
  readonly #requests = new MessageReader(requestFraming);
  readonly #responses: MessageReader;
  readonly #answers: Answers;
  /** Requests that wait for their answers, the first to be answered first. */
  readonly #waiting: Passing[] = [];
  /** The request that is being read. */
  #current: Passing | undefined;
  /** What of it is held back, to be signed. */
  #held: Buffer[] = [];
  /** What goes to the endpoint goes in the order in which it came, however long signing takes. */
  #order: Promise<void> = Promise.resolve();
  #isConnected = false;
  /** Why the endpoint cannot be reached. */
  #down: string | undefined;

  constructor(client: Socket, options: PassageOptions) {
    this.#client = client;
    this.#options = options;
    this.#responses = new MessageReader((head) => responseFraming(head, this.#waiting[0]?.method));
    this.#answers = new Answers((bytes) => this.#toClient(bytes), options.annotates);
    this.#upstream = options.connect(() => {
      this.#isConnected = true;
    });
    this.#listen(client, this.#upstream);
  }

  /** Whether a request waits for its answer. */
  get isBusy(): boolean {
    return this.#waiting.length > 0;
  }

  /** Ends both connections at once. */
  end(): void {
    this.#client.destroy();
  }

  #listen(client: Socket, upstream: Socket): void {
    client.on('data', (chunk) => this.#fromClient(chunk));
    client.on('end', () => this.#clientEnds());
    client.on('error', () => client.destroy());
    client.on('close', () => {
      upstream.destroy();
      this.#fail(CLIENT_LEFT);
    });
    client.on('drain', () => upstream.resume());
    upstream.on('data', (chunk) => this.#fromUpstream(chunk));
    upstream.on('end', () => this.#upstreamEnds());
    upstream.on('error', (error: NodeJS.ErrnoException) => this.#upstreamFails(error));
    upstream.on('close', () => this.#upstreamIsGone());
    upstream.on('drain', () => client.resume());
  }

  #fromClient(chunk: Buffer): void {
    if (this.#options.resign === undefined) this.#pass(chunk);
    for (const part of this.#requests.push(chunk)) this.#sent(part);
  }

  /**
   * An endpoint that refuses a long body may have closed the connection already. Writing to it then would lose what it said,
   * so what has come from it is read first.
   */
  #pass(chunk: Buffer): void {
    if (this.#current === undefined || this.#current.sent.size === 0) {
      this.#toUpstream(chunk);
      return;
    }
    this.#client.pause();
    setImmediate(() => {
      this.#client.resume();
      this.#toUpstream(chunk);
    });
  }

  #sent(part: Part): void {
    const { resign, watcher } = this.#options;
    if (part.kind === 'head') {
      this.#current = new Passing(part.head);
      this.#waiting.push(this.#current);
      if (resign !== undefined) this.#letContinue(part.head);
    }
    if (resign !== undefined) this.#held.push(part.raw);
    const passing = this.#current;
    if (part.kind === 'body') passing?.sent.add(part.data);
    if (part.kind === 'lost') this.#release(undefined);
    if (passing === undefined) return;
    if (resign !== undefined && passing.sent.isTooLong)
      this.#refuse(413, 'the body is too long to be signed anew');
    if (part.kind !== 'end') return;
    passing.sent.isWhole = true;
    this.#current = undefined;
    if (resign !== undefined) this.#release(passing);
    else {
      watcher.begin(passing);
      if (this.#down !== undefined) this.#refuse(502, this.#down);
    }
  }

  /** A client that waits for leave to send a body would wait for ever for a head that is held back. */
  #letContinue({ headers }: Head): void {
    const isAsked = headers.some(
      ({ name, value }) => /^expect$/i.test(name) && /^100-continue$/i.test(value),
    );
    if (isAsked && this.#waiting.length === 1) this.#toClient(Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'));
  }

  /** Sends on what was held back, signed anew where it was understood. */
  #release(passing: Passing | undefined): void {
    const { resign, watcher } = this.#options;
    if (resign === undefined) return;
    const [first, ...rest] = this.#held.splice(0);
    if (first === undefined) return;
    this.#order = this.#order.then(async () => {
      if (passing === undefined) return this.#toUpstream(Buffer.concat([first, ...rest]));
      try {
        passing.head = parseHead(await resign(passing));
      } catch (error) {
        return this.#refuse(
          502,
          `the request cannot be signed: ${error instanceof Error ? error.message : error}`,
        );
      }
      watcher.begin(passing);
      if (this.#down === undefined) this.#toUpstream(Buffer.concat([passing.head.raw, ...rest]));
      else this.#refuse(502, this.#down);
    });
  }

  #fromUpstream(chunk: Buffer): void {
    this.#answers.come(chunk);
    for (const part of this.#responses.push(chunk)) this.#received(part);
  }

  #received(part: Part): void {
    const { watcher } = this.#options;
    const [passing] = this.#waiting;
    const isInterim = part.kind === 'head' && isBefore(part.head);
    this.#answers.hold(part.raw, isInterim);
    if (isInterim) return;
    if (part.kind === 'head' && passing !== undefined) passing.answer = part.head;
    if (part.kind === 'body') passing?.received.add(part.data);
    if (part.kind !== 'end' && part.kind !== 'lost') return;
    this.#waiting.shift();
    if (passing !== undefined) passing.received.isWhole = part.kind === 'end';
    const isUnread = passing?.answer === undefined;
    this.#answers.give(passing && watcher.end(passing, isUnread ? 'what came is no HTTP/1.1' : undefined));
  }

  #clientEnds(): void {
    this.#order = this.#order.then(() => {
      if (this.#down === undefined) this.#upstream.end();
      else this.#client.end();
    });
  }

  #upstreamEnds(): void {
    const part = this.#responses.finish();
    if (part !== undefined) this.#received(part);
    this.#answers.give();
    this.#fail(this.#client.readableEnded ? CLIENT_LEFT : 'the endpoint closed the connection');
    this.#client.end();
  }

  /** A client that is still sending reads what it was answered only if what it sends is taken in. */
  #upstreamIsGone(): void {
    // Where it never was there, the client is answered first.
    if (this.#down !== undefined) return;
    if (this.#current === undefined) {
      this.#client.destroySoon();
      return;
    }
    this.#client.end();
    this.#client.resume();
    const timer = setTimeout(() => this.#client.destroy(), LINGER_MS);
    this.#client.once('close', () => clearTimeout(timer));
  }

  #upstreamFails({ code = 'no reason given' }: NodeJS.ErrnoException): void {
    if (this.#isConnected) {
      // Where all was answered, the client may still have to read it.
      if (this.isBusy) this.#client.resetAndDestroy();
      this.#fail(`the connection to the endpoint broke: ${code}`);
      return;
    }
    this.#down = `the endpoint cannot be reached: ${code}`;
    const [first] = this.#waiting;
    if (first?.sent.isWhole) this.#refuse(502, this.#down);
    // What the endpoint did not take is read all the same, for the answer to come to a request.
    else this.#client.resume();
  }

  /** Answers in place of the endpoint, and ends the connection. */
  #refuse(status: number, message: string): void {
    const [passing] = this.#waiting;
    if (passing === undefined || this.#client.writableEnded) return;
    const body = Buffer.from(`${JSON.stringify({ message: `ivs-conformance proxy: ${message}` })}\n`);
    const head =
      `HTTP/1.1 ${status} ${status === 413 ? 'Content Too Large' : 'Bad Gateway'}\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
    this.#client.end(passing.method === 'HEAD' ? head : Buffer.concat([Buffer.from(head), body]));
    this.#fail(message);
    this.#upstream.destroy();
  }

  /** Nothing more comes. */
  #fail(reason: string): void {
    for (const passing of this.#waiting.splice(0)) this.#options.watcher.end(passing, reason);
  }

  #toUpstream(bytes: Buffer): void {
    const isThere = this.#down === undefined && !this.#upstream.destroyed;
    if (isThere && !this.#upstream.write(bytes)) this.#client.pause();
  }

  #toClient(bytes: Buffer): void {
    if (!this.#client.write(bytes)) this.#upstream.pause();
  }
}

/** Milliseconds that a client's bytes are taken in, though they go nowhere. */
const LINGER_MS = 2_000;

const CLIENT_LEFT = 'the client closed the connection first';

/** An answer before the answer, such as 100 Continue. */
function isBefore(head: Head): boolean {
  const status = statusOf(head) ?? 0;
  return status >= 100 && status < 200 && status !== 101;
}
