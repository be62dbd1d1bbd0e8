import { type FileHandle, open } from 'node:fs/promises';
import type { Entry, Har, Header as HarHeader } from 'har-format';
import { decodeBody } from '../../transport/http/decode-body.js';
import type { SensitivePaths } from '../../transport/secrets/redact.js';
import { REDACTED, redactBody, redactHeader, redactText } from '../../transport/secrets/redact.js';
import { type Header, joined } from './messages/head.js';
import { type Copy, encodingOf, LONGEST_BODY, type Passed } from './passing.js';

const NONE: SensitivePaths = { input: [], output: [] };
const END = '\n]}}\n';

/** Milliseconds that an exchange waits for others to be written with. */
const DELAY_MS = 200;

/** UTF-16 code units that may wait for a slow disk. */
const MOST_WAITING = 32 * 1024 * 1024;

/** Writes exchanges to a HAR 1.2 file as they end, without their secrets. The file is whole after each write. */
export class Recorder {
  readonly #file: FileHandle;
  /** Where the next entry goes: over the end of the file. */
  #position = 0;
  /** What waits to be written. */
  #waiting: string[] = [];
  #size = 0;
  #isEmpty = true;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** Why nothing is written any more. */
  fault: string | undefined;
  /** Access keys that were seen, which are told apart without being named: what one made is not there for another. */
  readonly #keys: string[] = [];

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @throws Error where the file cannot be written */
  static async open(path: string, creator: Har['log']['creator']): Promise<Recorder> {
    const recorder = new Recorder(await open(path, 'w'));
    await recorder.#write(`{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[`);
    return recorder;
  }

  /** @param sensitive where the contract says that secrets are */
  add(passed: Passed, sensitive: SensitivePaths = NONE): void {
    if (this.fault !== undefined) return;
    const text = `${this.#isEmpty ? '' : ','}\n${JSON.stringify(this.#entryOf(passed, sensitive))}`;
    this.#isEmpty = false;
    this.#waiting.push(text);
    this.#size += text.length;
    if (this.#size > MOST_WAITING) this.#stop('it is written more slowly than exchanges come');
    else this.#timer ??= setTimeout(() => void this.flush(), DELAY_MS);
  }

  /** Writes what waits. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeAll());
    return this.#writing;
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#file.close();
  }

  async #writeAll(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#size = 0;
    if (text === '' || this.fault !== undefined) return;
    try {
      await this.#write(text);
    } catch (error) {
      this.#stop(error instanceof Error ? error.message : String(error));
    }
  }

  #stop(why: string): void {
    this.fault = why;
    this.#waiting = [];
  }

  #entryOf(passed: Passed, sensitive: SensitivePaths): RecordedEntry {
    const entry = entryOf(passed, sensitive);
    const { authorization = '' } = joined(passed.headers);
    const [, key] = /Credential=([^/,\s]+)/.exec(authorization) ?? [];
    if (key === undefined) return entry;
    const known = this.#keys.indexOf(key);
    const number = known < 0 ? this.#keys.push(key) : known + 1;
    const headers = entry.request.headers.map(({ name, value }) => ({
      name,
      value: value.replace(`Credential=${REDACTED}`, `Credential=${REDACTED.replace(']', `-${number}]`)}`),
    }));
    return { ...entry, request: { ...entry.request, headers } };
  }

  async #write(text: string): Promise<void> {
    const bytes = Buffer.from(text + END);
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(
        bytes,
        done,
        bytes.length - done,
        this.#position + done,
      );
      done += bytesWritten;
    }
    this.#position += bytes.length - END.length;
  }
}

/** An entry of HAR 1.2, and why there is no answer, as Chromium writes it. */
type RecordedEntry = Entry & { readonly response: Entry['response'] & { readonly _error?: string } };

function entryOf(passed: Passed, sensitive: SensitivePaths): RecordedEntry {
  const { method, url, headers, sent, status, statusText, answered, received, failure, began, ended } =
    passed;
  const body = recorded(sent, encodingOf(headers), sensitive.input);
  const content = recorded(received, encodingOf(answered), sensitive.output);
  const time = Math.max(ended - began, 0);
  return {
    startedDateTime: momentOf(began),
    time,
    request: {
      ...{ method, url: redactText(url), httpVersion: 'HTTP/1.1', cookies: [], headers: headersOf(headers) },
      ...{ queryString: queryOf(url), headersSize: -1, bodySize: sent.size },
      ...(body.text === undefined
        ? {}
        : { postData: { mimeType: typeOf(headers), ...body, text: body.text } }),
    },
    response: {
      ...{ status, statusText, httpVersion: 'HTTP/1.1', cookies: [], headers: headersOf(answered) },
      content: {
        size: content.text === undefined ? received.size : Buffer.byteLength(content.text),
        ...{ mimeType: typeOf(answered), ...content },
      },
      ...{ redirectURL: joined(answered).location ?? '', headersSize: -1, bodySize: received.size },
      ...(failure === undefined ? {} : { _error: failure }),
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}

/** With the microseconds that a Date leaves out, so that what followed closely is told apart. */
function momentOf(time: number): string {
  const micros = Math.floor((time % 1) * 1000);
  return new Date(time).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`);
}

function headersOf(headers: readonly Header[]): HarHeader[] {
  return headers.map(({ name, value }) => ({ name, value: redactHeader(name.toLowerCase(), value) }));
}

function typeOf(headers: readonly Header[]): string {
  return joined(headers)['content-type'] ?? '';
}

function queryOf(url: string): Entry['request']['queryString'] {
  if (!URL.canParse(url)) return [];
  return [...new URL(redactText(url)).searchParams].map(([name, value]) => ({ name, value }));
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** A body as HAR files hold it: decompressed, as text where it is one. What is not whole, or too long, is left out. */
function recorded(
  copy: Copy,
  encoding: string | undefined,
  pointers: readonly string[],
): { readonly text?: string; readonly encoding?: 'base64'; readonly comment?: string } {
  if (copy.size === 0) return {};
  if (copy.isTooLong || !copy.isWhole)
    return { comment: 'the body is too long to be recorded, or broke off' };
  const bytes = plain(copy.bytes, encoding);
  try {
    return { text: redactBody(UTF8.decode(bytes), pointers) };
  } catch {
    const text = bytes.toString('latin1');
    // Bytes that hold a secret cannot be shown without it, so they are not shown.
    if (redactText(text) !== text) return { comment: 'the body holds a secret, and is no text' };
    return { text: bytes.toString('base64'), encoding: 'base64' };
  }
}

function plain(bytes: Buffer, encoding: string | undefined): Buffer {
  try {
    return decodeBody(bytes, encoding, LONGEST_BODY);
  } catch {
    return bytes;
  }
}
