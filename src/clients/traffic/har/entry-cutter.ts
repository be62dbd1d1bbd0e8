/** One entry of a HAR file, as it stands there. */
export interface RawEntry {
  /** Place in the file, from 0. */
  readonly index: number;
  /** JSON text of the entry; undefined where it is longer than {@link LONGEST_ENTRY}. */
  readonly bytes: Buffer | undefined;
}

/** The file is no HAR, or ends too early; the message continues a sentence that names the file. */
export class HarFault extends Error {
  override readonly name = 'HarFault';
}

/** Bytes of an entry that is kept in memory: longer ones are videos and other downloads. */
export const LONGEST_ENTRY = 128 * 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COLON = 0x3a;

/** Bytes that tell a byte order mark. */
const ENOUGH = 4;

/** Depth of an entry's braces: below the file's object, `log` and `entries`. */
const ENTRY_DEPTH = 4;

/**
 * Cuts the entries out of a HAR file that comes in pieces, so that a file of any size is read in little memory, and
 * each entry by `JSON.parse`, which streaming parsers written in JavaScript are far from in speed. It looks at
 * strings and brackets only: whatever else is wrong inside an entry, `JSON.parse` tells.
 */
export class EntryCutter {
  /** What is not used up: from the beginning of the entry or string that is being read. */
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes before `#rest`. */
  #offset = 0;
  #depth = 0;
  /** Where in `#rest` to go on. */
  #at = 0;
  /** Where in `#rest` the entry begins that is being read. */
  #start: number | undefined;
  /** The entry is longer than can be kept. */
  #isTooLong = false;
  #index = 0;
  /** The string that was read last, at the depth of the file's object and of `log`. */
  #name = '';
  /** The names that lead here: `log`, `entries`. */
  readonly #names: string[] = [];
  #foundEntries = false;
  /** Where in `#rest` the string goes on that has not ended yet. */
  #string: number | undefined;
  #isBlank = true;
  readonly #longest: number;

  /** @param longest bytes of an entry that is kept */
  constructor(longest = LONGEST_ENTRY) {
    this.#longest = longest;
  }

  /** Whole entries that end in this piece. @throws HarFault where it cannot be a HAR file */
  *push(piece: Buffer): Generator<RawEntry> {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    if (this.#isBlank && this.#rest.length < ENOUGH) return;
    if (this.#isBlank) this.#expectObject();
    for (;;) {
      const end = this.#next();
      if (end === undefined) break;
      yield end;
    }
    this.#forget();
  }

  /** To be called after the last piece. @throws HarFault where the file ends too early */
  end(): void {
    const size = this.#offset + this.#rest.length;
    if (this.#isBlank) this.#expectObject();
    if (this.#isBlank) throw new HarFault('is empty');
    if (this.#depth > 0) {
      const entry = this.#start === undefined ? '' : `, in the middle of entry ${this.#index}`;
      throw new HarFault(
        `ends too early, after ${size} bytes${entry}: it was cut off, or is still being written`,
      );
    }
    if (!this.#foundEntries) throw new HarFault('has no list log.entries, as HAR 1.2 files have');
  }

  /** The first bytes decide what the file cannot be. */
  #expectObject(): void {
    if (this.#rest.length >= 2 && /^(?:fffe|feff)/.test(this.#rest.toString('hex', 0, 2))) {
      throw new HarFault('is UTF-16: save it as UTF-8');
    }
    if (this.#rest.toString('hex', 0, 3) === 'efbbbf') this.#at = 3;
    const head = this.#rest.toString('utf8', this.#at, this.#at + 256).trimStart();
    this.#isBlank = head === '';
    if (!this.#isBlank && !head.startsWith('{')) {
      throw new HarFault(`is no JSON object: it begins with ${JSON.stringify(head.slice(0, 20))}`);
    }
  }

  /** Reads on to the end of the next entry; undefined where there is none in what has come so far. */
  #next(): RawEntry | undefined {
    const bytes = this.#rest;
    let at = this.#at;
    while (at < bytes.length) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        const end = this.#endOfString(bytes, at);
        if (end === undefined) break;
        at = end;
        continue;
      }
      at += 1;
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#open(byte, at - 1);
      else if (byte === COLON) this.#noteName();
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        const start = this.#start;
        if (this.#close() && start !== undefined) {
          this.#at = at;
          return this.#entry(bytes.subarray(start, at));
        }
      }
    }
    this.#at = at;
    return undefined;
  }

  /** Place after the string that begins here; undefined where its end has not come yet. */
  #endOfString(bytes: Buffer, at: number): number | undefined {
    const end = closingQuote(bytes, this.#string ?? at + 1);
    this.#string = end === undefined ? bytes.length - trailingBackslashes(bytes, bytes.length) : undefined;
    if (end === undefined) return undefined;
    if (this.#depth <= 2) this.#name = bytes.toString('utf8', at + 1, end);
    return end + 1;
  }

  #open(byte: number, at: number): void {
    this.#depth += 1;
    if (this.#depth === 3 && byte === OPEN_BRACKET && this.#isEntries()) this.#foundEntries = true;
    if (this.#depth === ENTRY_DEPTH && byte === OPEN_BRACE && this.#isEntries()) this.#start = at;
  }

  /** @returns whether this ends an entry */
  #close(): boolean {
    this.#depth -= 1;
    if (this.#depth < 0) throw new HarFault('has a closing bracket too many');
    if (this.#depth < 3) this.#names.length = Math.min(this.#names.length, this.#depth);
    return this.#start !== undefined && this.#depth === ENTRY_DEPTH - 1;
  }

  /** The string before a colon is the name of a member. */
  #noteName(): void {
    if (this.#depth < 1 || this.#depth > 2) return;
    this.#names.length = this.#depth - 1;
    this.#names.push(this.#name);
  }

  #isEntries(): boolean {
    return this.#names[0] === 'log' && this.#names[1] === 'entries';
  }

  #entry(bytes: Buffer): RawEntry {
    const index = this.#index;
    const isTooLong = this.#isTooLong || bytes.length > this.#longest;
    this.#start = undefined;
    this.#isTooLong = false;
    this.#index += 1;
    return { index, bytes: isTooLong ? undefined : bytes };
  }

  /** Keeps only what is still needed. */
  #forget(): void {
    if (this.#start !== undefined && this.#rest.length - this.#start > this.#longest) {
      this.#isTooLong = true;
      this.#start = this.#rest.length;
      if (this.#string !== undefined) {
        // What the string held so far is of no use any more: one quote stands for it.
        this.#shorten(this.#string);
        return;
      }
    }
    this.#drop(Math.min(this.#start ?? this.#at, this.#at));
  }

  /** Drops the beginning of a string. */
  #shorten(to: number): void {
    this.#offset += to - 1;
    this.#rest = Buffer.concat([Buffer.from('"'), this.#rest.subarray(to)]);
    this.#at = 0;
    this.#start = 0;
    this.#string = 1;
  }

  #drop(bytes: number): void {
    this.#rest = this.#rest.subarray(bytes);
    this.#offset += bytes;
    this.#at -= bytes;
    if (this.#start !== undefined) this.#start -= bytes;
    if (this.#string !== undefined) this.#string -= bytes;
  }
}

/** Place of the quote that ends a string; undefined where it has not come yet. */
function closingQuote(bytes: Buffer, from: number): number | undefined {
  let end = bytes.indexOf(QUOTE, from);
  while (end !== -1) {
    if (trailingBackslashes(bytes, end, from) % 2 === 0) return end;
    end = bytes.indexOf(QUOTE, end + 1);
  }
  return undefined;
}

/** How many backslashes stand before a place. */
function trailingBackslashes(bytes: Buffer, end: number, from = 0): number {
  let before = end - 1;
  while (before >= from && bytes[before] === BACKSLASH) before -= 1;
  return end - 1 - before;
}
