import { knownMembers } from '../contract/known-members.js';
import type { Contract, Json, JsonObject, OperationContract } from '../contract/types.js';
import type { Exchange, WireResponse } from './types.js';

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

/** One exchange, read as the protocol (restJson1) says. */
export interface Answer {
  readonly operation: OperationContract;
  readonly exchange: Exchange;
  readonly status: number;
  /** 2xx. */
  readonly succeeded: boolean;
  /** The parsed body; undefined for an empty or unparseable one. */
  readonly json?: Json;
  /** Why the body could not be parsed. */
  readonly unreadable?: string;
  /**
   * The body where it is a JSON object, else an empty object. Of a success that was read by a contract it has the
   * documented members alone: `json` has them all.
   */
  readonly output: JsonObject;
  /** Set for every response that is not 2xx. */
  readonly error?: AnswerError;
}

/**
 * Reads an exchange as the answer to an operation. Never throws.
 * @param contract that of the operation; without it, members outside of it are read as well
 */
export function readAnswer(operation: OperationContract, exchange: Exchange, contract?: Contract): Answer {
  const { status, body } = exchange.response;
  const succeeded = status >= 200 && status < 300;
  const parsed = parse(body);
  const output = isObject(parsed.json) ? parsed.json : {};
  const answer = { operation, exchange, status, succeeded, output, ...parsed };
  if (succeeded && contract !== undefined) {
    const known = knownMembers(contract, operation.output, output);
    return { ...answer, output: isObject(known) ? known : {} };
  }
  return succeeded ? answer : { ...answer, error: readError(exchange.response, output) };
}

/** The error code of a response, without namespace and suffix; undefined when it carries none. Never throws. */
export function answerErrorCode(response: WireResponse): string | undefined {
  const { json } = parse(response.body);
  return readError(response, isObject(json) ? json : {}).code;
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
function readError(response: WireResponse, body: JsonObject): AnswerError {
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

/** Whether a JSON value is an object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
