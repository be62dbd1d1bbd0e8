import { type Reading, readResponse } from '../contract/protocol.js';
import type { OperationContract } from '../contract/types.js';
import type { Exchange, WireResponse } from './types.js';

export type { AnswerError } from '../contract/protocol.js';
export { isObject } from '../contract/values.js';

/** One exchange, read as the protocol (restJson1) says. */
export interface Answer extends Reading {
  readonly operation: OperationContract;
  readonly exchange: Exchange;
}

/** Reads an exchange as the answer to an operation. Never throws. */
export function readAnswer(operation: OperationContract, exchange: Exchange): Answer {
  return { operation, exchange, ...readResponse(exchange.response) };
}

/** The error code of a response, without namespace and suffix; undefined when it carries none. Never throws. */
export function answerErrorCode(response: WireResponse): string | undefined {
  return readResponse({ ...response, status: 0 }).error?.code;
}
