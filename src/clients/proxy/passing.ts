import { type Head, type Header, joined, statusOf } from './messages/head.js';

/** Bytes of a body that are looked at: far more than any request or answer of the services has. */
export const LONGEST_BODY = 4 * 1024 * 1024;

/** A copy of a body. */
export class Copy {
  #chunks: Buffer[] = [];
  #size = 0;
  /** Whether all of it has come. */
  isWhole = false;

  get isTooLong(): boolean {
    return this.#size > LONGEST_BODY;
  }

  get size(): number {
    return this.#size;
  }

  add(data: Buffer): void {
    this.#size += data.length;
    if (this.isTooLong) this.#chunks = [];
    else if (data.length > 0) this.#chunks.push(data);
  }

  /** What has come of it; nothing where it is too long. */
  get bytes(): Buffer {
    const [only, ...more] = this.#chunks;
    return only !== undefined && more.length === 0 ? only : Buffer.concat(this.#chunks);
  }
}

/** An exchange on its way. */
export class Passing {
  /** As it goes to the endpoint. */
  head: Head;
  readonly sent = new Copy();
  /** The head of the answer. */
  answer: Head | undefined;
  readonly received = new Copy();

  constructor(head: Head) {
    this.head = head;
  }

  get method(): string {
    return this.head.start.split(' ', 1)[0] ?? '';
  }

  get target(): string {
    return this.head.start.split(' ', 2)[1] ?? '';
  }

  get status(): number {
    return this.answer === undefined ? 0 : (statusOf(this.answer) ?? 0);
  }
}

/** What of an exchange is told when it is over. */
export interface Passed {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly sent: Copy;
  /** 0 where no answer came. */
  readonly status: number;
  readonly statusText: string;
  readonly answered: readonly Header[];
  readonly received: Copy;
  /** Why no answer came. */
  readonly failure?: string;
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly ended: number;
}

/** Value of the header in which both sides say how a body is compressed. */
export function encodingOf(headers: readonly Header[]): string | undefined {
  return joined(headers)['content-encoding'];
}
