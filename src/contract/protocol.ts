import { isObject } from './schema/values.js';
import type { Json, JsonObject } from './types.js';

/** One response, as it came. */
export interface RawResponse {
  /** 0 where none came. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  /** Decoded (gzip, deflate, br) body as UTF-8 text. */
  readonly body: string;
  /** Which bound the body exceeds, in words: it is cut then, and not read. */
  readonly excess?: string;
}

/** What an error response says of itself. */
export interface AnswerError {
  /** Error code without namespace and suffix; absent when the response carries none. */
  readonly code?: string;
  /** Where the code was found. */
  readonly codeFrom?: 'header' | 'body';
  readonly message?: string;
  /** Name of the body member that carries the message. */
  readonly messageMember?: string;
}

/** One response, read as the protocol (restJson1) says. */
export interface Reading {
  readonly status: number;
  /** 2xx. */
  readonly succeeded: boolean;
  /** The parsed body; undefined for an empty or unparseable one. */
  readonly json?: Json;
  /** Why the body could not be parsed. */
  readonly unreadable?: string;
  /** The body where it is a JSON object, else an empty object. */
  readonly output: JsonObject;
  /** Set for every response that is not 2xx. */
  readonly error?: AnswerError;
}

const readings = new WeakMap<RawResponse, Reading>();

/** Reads a response, each only once, whoever asks: nobody changes what was read. Never throws. */
export function readResponse(response: RawResponse): Reading {
  const known = readings.get(response);
  if (known !== undefined) return known;
  const reading = read(response);
  readings.set(response, reading);
  return reading;
}

function read(response: RawResponse): Reading {
  const { status, body, excess } = response;
  const succeeded = status >= 200 && status < 300;
  const parsed = excess === undefined ? parse(body) : { unreadable: `it has ${excess}` };
  const output = isObject(parsed.json) ? parsed.json : {};
  const reading = { status, succeeded, output, ...parsed };
  return succeeded ? reading : { ...reading, error: readError(response, output) };
}

function parse(body: string): { json?: Json; unreadable?: string } {
  if (body.trim() === '') return {};
  try {
    return { json: JSON.parse(body) };
  } catch (cause) {
    return { unreadable: cause instanceof Error ? cause.message : String(cause) };
  }
}

/**
 * restJson1 gives the code in the header `x-amzn-errortype` or in the body members `__type` or `code`, optionally
 * with a namespace before `#` and a suffix after `:`.
 */
function readError(response: RawResponse, body: JsonObject): AnswerError {
  const header = response.headers['x-amzn-errortype'];
  const fromBody = [body.__type, body.code].find((value): value is string => typeof value === 'string');
  const raw = header ?? fromBody;
  const code = raw?.replace(/:.*$/s, '').replace(/^.*#/s, '').trim();
  const messageMember = ['exceptionMessage', 'message', 'Message'].find(
    (name) => typeof body[name] === 'string',
  );
  const message = messageMember === undefined ? undefined : body[messageMember];
  return {
    ...(code === undefined || code === ''
      ? {}
      : { code, codeFrom: header === undefined ? 'body' : 'header' }),
    ...(messageMember === undefined || typeof message !== 'string' ? {} : { message, messageMember }),
  };
}
