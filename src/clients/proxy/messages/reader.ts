import { type Framing, type Head, parseHead } from './head.js';

/** A piece of a message; `raw` of all of them together is what went over the wire. */
export type Part =
  | { readonly kind: 'head'; readonly raw: Buffer; readonly head: Head }
  /** `data`: what the body itself has of it. */
  | { readonly kind: 'body'; readonly raw: Buffer; readonly data: Buffer }
  | { readonly kind: 'end'; readonly raw: Buffer }
  /** From here on, nothing is understood. */
  | { readonly kind: 'lost'; readonly raw: Buffer };

/** Bytes of a head, or of trailers, that are read at most: four times what servers take. */
const LONGEST_HEAD = 64 * 1024;

const NOTHING = Buffer.alloc(0);
const LF = 10;
const CR = 13;

type State =
  | { readonly at: 'head' | 'close' | 'chunk' | 'chunk-end' | 'trailers' | 'lost' }
  | { readonly at: 'length' | 'chunk-data'; left: number };

const HEAD: State = { at: 'head' };

/** Reads one direction of an HTTP/1.1 connection, whatever pieces it comes in. Never throws. */
export class MessageReader {
  readonly #framingOf: (head: Head) => Framing | undefined;
  #state: State = HEAD;
  /** What is not yet a whole head or line. */
  #rest: Buffer = NOTHING;

  /** @param framingOf how the body after a head is delimited */
  constructor(framingOf: (head: Head) => Framing | undefined) {
    this.#framingOf = framingOf;
  }

  /** Whether a message has begun and not ended. */
  get isWithin(): boolean {
    return this.#rest.length > 0 || (this.#state.at !== 'head' && this.#state.at !== 'lost');
  }

  *push(piece: Buffer): Generator<Part> {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    while (this.#rest.length > 0) {
      const part = this.#next();
      if (part === undefined) return;
      if (part.kind === 'lost') this.#state = { at: 'lost' };
      yield part;
      if (part.kind === 'head') yield* this.#begin(part.head);
      else if (this.#state.at === 'length' && this.#state.left === 0) {
        this.#state = HEAD;
        yield { kind: 'end', raw: NOTHING };
      }
    }
  }

  /** The connection has ended. @returns the end of a message that ends so */
  finish(): Part | undefined {
    const isEnd = this.#state.at === 'close';
    this.#state = { at: 'lost' };
    return isEnd ? { kind: 'end', raw: NOTHING } : undefined;
  }

  *#begin(head: Head): Generator<Part> {
    const framing = this.#framingOf(head);
    if (framing === undefined || framing === 'tunnel') {
      this.#state = { at: 'lost' };
      yield { kind: 'lost', raw: NOTHING };
    } else if (framing === 'none' || framing === 0) yield { kind: 'end', raw: NOTHING };
    else if (framing === 'chunked') this.#state = { at: 'chunk' };
    else if (framing === 'close') this.#state = { at: 'close' };
    else if (framing !== 'interim') this.#state = { at: 'length', left: framing };
  }

  #next(): Part | undefined {
    const state = this.#state;
    if (state.at === 'length' || state.at === 'chunk-data') return this.#counted(state);
    if (state.at === 'head') return this.#head();
    if (state.at === 'lost') return { kind: 'lost', raw: this.#take(this.#rest.length) };
    if (state.at === 'close') return this.#body(this.#rest.length);
    if (state.at === 'trailers') return this.#trailers();
    if (state.at === 'chunk') return this.#chunk();
    return this.#chunkEnd();
  }

  #head(): Part | undefined {
    const end = endOfLines(this.#rest);
    if (end < 0) return this.#rest.length > LONGEST_HEAD ? this.#lost() : undefined;
    const raw = this.#take(end);
    return { kind: 'head', raw, head: parseHead(raw) };
  }

  #counted(state: { readonly at: 'length' | 'chunk-data'; left: number }): Part {
    const taken = Math.min(state.left, this.#rest.length);
    state.left -= taken;
    if (state.left === 0 && state.at === 'chunk-data') this.#state = { at: 'chunk-end' };
    return this.#body(taken);
  }

  #chunk(): Part | undefined {
    const end = this.#rest.indexOf(LF);
    if (end < 0) return this.#rest.length > LONGEST_HEAD ? this.#lost() : undefined;
    const [, size] = /^([0-9a-f]{1,12})\s*(?:;.*)?\r?$/i.exec(this.#rest.toString('latin1', 0, end)) ?? [];
    if (size === undefined) return this.#lost();
    const left = Number.parseInt(size, 16);
    this.#state = left === 0 ? { at: 'trailers' } : { at: 'chunk-data', left };
    return { kind: 'body', raw: this.#take(end + 1), data: NOTHING };
  }

  #chunkEnd(): Part | undefined {
    const end = this.#rest.indexOf(LF);
    if (end > 1 || (end < 0 && this.#rest.length > 1) || (end === 1 && this.#rest[0] !== CR))
      return this.#lost();
    if (end < 0) return undefined;
    this.#state = { at: 'chunk' };
    return { kind: 'body', raw: this.#take(end + 1), data: NOTHING };
  }

  #trailers(): Part | undefined {
    const end =
      this.#rest[0] === LF ? 1 : this.#rest[0] === CR && this.#rest[1] === LF ? 2 : endOfLines(this.#rest);
    if (end < 0) return this.#rest.length > LONGEST_HEAD ? this.#lost() : undefined;
    this.#state = HEAD;
    return { kind: 'end', raw: this.#take(end) };
  }

  #body(length: number): Part {
    const raw = this.#take(length);
    return { kind: 'body', raw, data: raw };
  }

  #lost(): Part {
    return { kind: 'lost', raw: this.#take(this.#rest.length) };
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }
}

/** Where the empty line after some lines ends; -1 where it has not come. Empty lines before them are left out of account. */
function endOfLines(bytes: Buffer): number {
  let at = 0;
  while (bytes[at] === CR || bytes[at] === LF) at += 1;
  for (let end = bytes.indexOf(LF, at); end >= 0; end = bytes.indexOf(LF, end + 1)) {
    if (bytes[end + 1] === LF) return end + 2;
    if (bytes[end + 1] === CR && bytes[end + 2] === LF) return end + 3;
  }
  return -1;
}
