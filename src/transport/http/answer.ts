import { type Reading, readResponse } from '../../contract/protocol.js';
import { knownMembers } from '../../contract/schema/known-members.js';
import { isObject } from '../../contract/schema/values.js';
import type { Contract, JsonObject, OperationContract } from '../../contract/types.js';
import type { Exchange, WireResponse } from '../types.js';

export type { AnswerError } from '../../contract/protocol.js';
export { isObject };

/** One exchange, read as the protocol (restJson1) says. */
export interface Answer extends Reading {
  readonly operation: OperationContract;
  readonly exchange: Exchange;
  /**
   * The body where it is a JSON object, else an empty object. Of a success that was read by a contract it has the
   * documented members alone: `json` has them all.
   */
  readonly output: JsonObject;
}

/**
 * Reads an exchange as the answer to an operation. Never throws.
 * @param contract that of the operation; without it, members outside of it are read as well
 */
export function readAnswer(operation: OperationContract, exchange: Exchange, contract?: Contract): Answer {
  const answer = { operation, exchange, ...readResponse(exchange.response) };
  if (!answer.succeeded || contract === undefined) return answer;
  const known = knownMembers(contract, operation.output, answer.output);
  return { ...answer, output: isObject(known) ? known : {} };
}

/** The error code of a response, without namespace and suffix; undefined when it carries none. Never throws. */
export function answerErrorCode(response: WireResponse): string | undefined {
  return readResponse({ ...response, status: 0 }).error?.code;
}
