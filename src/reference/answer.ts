import { resolve } from '../contract/load.js';
import type { Contract, Json, JsonObject, Schema } from '../contract/types.js';
import type { Answer, Call } from './call.js';
import { isObject } from './json.js';

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

/**
 * The success of an operation: its status, its headers, and its output members unless it has no output. The contract
 * decides what is shown: neither what came after its revision, nor what the service keeps to itself.
 */
export function success({ contract, operation }: Call, output: JsonObject): Answer {
  const { status, hasOutput, outputHeaders } = operation.http;
  if (!hasOutput) return { status, headers: {} };
  const headers = { ...JSON_TYPE, ...modelled(Object.values(outputHeaders)) };
  return { status, headers, body: shownMembers(contract, operation.output, output) };
}

function shownMembers(contract: Contract, schema: Schema, members: JsonObject): JsonObject {
  const { properties } = resolve(contract, schema);
  if (properties === undefined) return members;
  const shown = Object.entries(members).flatMap(([name, value]) => {
    const member = properties[name];
    return member === undefined ? [] : [[name, shownPart(contract, member, value)]];
  });
  return Object.fromEntries(shown);
}

function shownPart(contract: Contract, schema: Schema, value: Json): Json {
  if (isObject(value)) return shownMembers(contract, schema, value);
  const { items } = resolve(contract, schema);
  if (!Array.isArray(value) || items === undefined) return value;
  return value.map((entry) => shownPart(contract, items, entry));
}

/** An error in the form that the services give it: code in a header, text in the body. */
export function failure(contract: Contract | undefined, code: string, message: string): Answer {
  const error = contract?.shapes.errors[code];
  const status = error?.status ?? FRONT_STATUS[code] ?? 400;
  const headers = {
    ...JSON_TYPE,
    ...modelled(Object.values(error?.headers ?? {})),
    'x-amzn-errortype': code,
  };
  return { status, headers, body: { [error?.messageMember ?? 'exceptionMessage']: message }, error: code };
}

function modelled(names: readonly string[]): { [name: string]: string } {
  const headers: { [name: string]: string } = {};
  for (const name of names) {
    const value = MODELLED_HEADERS[name.toLowerCase()];
    if (value !== undefined) headers[name.toLowerCase()] = value;
  }
  return headers;
}
