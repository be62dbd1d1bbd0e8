import type { Contract } from '../contract/types.js';
import type { Answer, Call } from './call.js';

/** Values of the headers that the contract lists for errors and for a few successes. */
const MODELLED_HEADERS: { readonly [name: string]: string } = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-errortype,x-amzn-requestid',
  'cache-control': 'no-store, no-cache',
  'content-security-policy': "default-src 'self'; upgrade-insecure-requests",
  'strict-transport-security': 'max-age=47304000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const JSON_TYPE = { 'content-type': 'application/json' };

/** Refusals of the HTTP front, before any operation is known; no contract lists them. */
const FRONT_STATUS: { readonly [code: string]: number } = {
  UnknownOperationException: 404,
  MethodNotAllowedException: 405,
  RequestEntityTooLargeException: 413,
  UnsupportedMediaTypeException: 415,
  MissingAuthenticationTokenException: 403,
  IncompleteSignatureException: 403,
  UnrecognizedClientException: 403,
  InvalidSignatureException: 403,
  InternalServerException: 500,
  NotImplementedException: 501,
};

/** The success of an operation: its status, its headers, and its output members unless it has no output. */
export function success({ operation }: Call, output: Exclude<Answer['body'], undefined>): Answer {
  const { status, hasOutput, outputHeaders } = operation.http;
  if (!hasOutput) return { status, headers: {} };
  return { status, headers: { ...JSON_TYPE, ...modelled(Object.values(outputHeaders)) }, body: output };
}

/**
 * An error in the form that the services give it: code in a header, text in the body. The text is in the member that the
 * contract names, and in `message`, which is all that clients of AWS look at.
 */
export function failure(contract: Contract | undefined, code: string, message: string): Answer {
  const error = contract?.shapes.errors[code];
  const status = error?.status ?? FRONT_STATUS[code] ?? 400;
  const headers = {
    ...JSON_TYPE,
    ...modelled(Object.values(error?.headers ?? {})),
    'x-amzn-errortype': code,
  };
  const body = { [error?.messageMember ?? 'exceptionMessage']: message, message };
  return { status, headers, body, error: code };
}

function modelled(names: readonly string[]): { [name: string]: string } {
  const headers: { [name: string]: string } = {};
  for (const name of names) {
    const value = MODELLED_HEADERS[name.toLowerCase()];
    if (value !== undefined) headers[name.toLowerCase()] = value;
  }
  return headers;
}
