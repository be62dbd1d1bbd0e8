import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Entry } from 'har-format';
import { compileStandalone } from '../../../contract/schema/compile.js';
import { UsageError } from '../../../results/errors/usage-error.js';
import { EntryCutter, HarFault } from './entry-cutter.js';

/** What of a HAR entry is looked at; everything else may be missing or odd. */
export interface HarEntry {
  /** When the request began, as ISO 8601. */
  readonly startedDateTime?: unknown;
  /** Milliseconds that it took. */
  readonly time?: number;
  readonly request: Pick<Entry['request'], 'method' | 'url' | 'headers'> & {
    readonly bodySize?: number;
    readonly postData?: RecordedBody;
  };
  readonly response: Pick<Entry['response'], 'status' | 'headers'> & {
    readonly content?: RecordedBody & { readonly size?: number };
    /** Why there is no response, as Chromium writes it. */
    readonly _error?: string | null;
  };
}

/** A body as HAR files hold it. */
export interface RecordedBody {
  readonly mimeType?: string;
  readonly text?: string;
  /** `base64` where the text is not the body itself. */
  readonly encoding?: string;
}

/** An entry that was read, or why it could not be. */
export type ReadEntry =
  /** A download of more than what can be an exchange. */
  | { readonly index: number; readonly isTooLong: true }
  | { readonly index: number; readonly entry: HarEntry }
  | { readonly index: number; readonly unreadable: string };

const HEADERS = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'value'],
    properties: { name: { type: 'string' }, value: { type: 'string' } },
  },
};
const BODY = {
  type: 'object',
  properties: {
    mimeType: { type: 'string' },
    text: { type: 'string' },
    encoding: { type: 'string' },
    size: { type: 'number' },
  },
};

/** The part of HAR 1.2 that {@link HarEntry} has. */
const ENTRY_SCHEMA = {
  type: 'object',
  required: ['request', 'response'],
  properties: {
    time: { type: 'number' },
    request: {
      type: 'object',
      required: ['method', 'url', 'headers'],
      properties: {
        method: { type: 'string' },
        url: { type: 'string' },
        headers: HEADERS,
        bodySize: { type: 'number' },
        postData: BODY,
      },
    },
    response: {
      type: 'object',
      required: ['status', 'headers'],
      properties: { status: { type: 'number' }, headers: HEADERS, content: BODY },
    },
  },
};

let problemsOf: ReturnType<typeof compileStandalone> | undefined;

function isEntry(value: unknown): value is HarEntry {
  problemsOf ??= compileStandalone(ENTRY_SCHEMA);
  return problemsOf(value).length === 0;
}

/**
 * Reads the entries of a HAR 1.2 file one after the other, in memory for the longest of them.
 * @param file path; `-` for the standard input; a file that is compressed by gzip is read as well
 * @throws UsageError where the file cannot be read, is no HAR file or ends too early; what came before was given
 */
export async function* readHar(file: string): AsyncGenerator<ReadEntry> {
  const cutter = new EntryCutter();
  try {
    for await (const piece of piecesOf(file)) {
      for (const { index, bytes } of cutter.push(piece)) {
        yield bytes === undefined ? { index, isTooLong: true } : readEntry(index, bytes);
      }
    }
    cutter.end();
  } catch (error) {
    throw explain(file, error);
  }
}

/** Bytes of a file that are read at once. */
const PIECE = 1024 * 1024;

function piecesOf(file: string): AsyncIterable<Buffer> {
  const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: PIECE });
  // Where reading fails, the stream that is read from fails too: there is nothing else to do about it.
  return file.endsWith('.gz') ? pipeline(source, createGunzip({ chunkSize: PIECE }), () => {}) : source;
}

function readEntry(index: number, bytes: Buffer): ReadEntry {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch (error) {
    return { index, unreadable: `it is no JSON (${error instanceof Error ? error.message : error})` };
  }
  if (isEntry(value)) return { index, entry: value };
  const [problem] = problemsOf?.(value) ?? [];
  return {
    index,
    unreadable: `it is no entry of HAR 1.2: ${problem?.path} is ${problem?.observed}, not ${problem?.expected}`,
  };
}

function explain(file: string, error: unknown): unknown {
  const name = file === '-' ? 'The standard input' : file;
  if (error instanceof HarFault) return new UsageError(`${name} ${error.message}.`);
  if (error instanceof Error && 'code' in error) {
    return new UsageError(`${name} cannot be read: ${error.message}.`);
  }
  return error;
}
