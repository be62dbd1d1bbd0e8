import type { Match } from '../../contract/route.js';
import { compile } from '../../contract/schema/compile.js';
import { readQuery } from '../../contract/schema/query.js';
import { MAPS, withoutNulls } from '../../contract/schema/values.js';
import type { Contract, Json, JsonObject, OperationContract } from '../../contract/types.js';
import { invalid } from '../state/fault.js';
import { isObject, pick } from '../state/json.js';

/** Request body, as bytes or as text. */
export type Body = string | Uint8Array;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Input members of a request, before validation: none that is null, as the protocol reads them, and none that is unknown.
 * @throws Fault ValidationException when the body is no JSON object or the query is not percent-encoded
 */
export function readInput({ contract, operation, uri, query }: Match, body: Body): JsonObject {
  const members = {
    ...readBody(body),
    ...uri,
    ...orInvalid(() => readQuery(contract, operation, query), 'the query is not percent-encoded'),
  };
  // No value of a map may be null.
  const given = withoutNulls(members, MAPS);
  return isObject(given) ? pick(given, Object.keys(operation.input.properties ?? {})) : {};
}

/** @throws Fault ValidationException when the input breaks a constraint of the operation's input schema */
export function validateInput(contract: Contract, operation: OperationContract, input: JsonObject): void {
  const problems = compile(contract, operation.input)(input);
  // Members of settings that nobody knows are passed over, too.
  const first = problems.find(({ keyword }) => keyword !== 'additionalProperties');
  if (first === undefined) return;
  const { path, keyword, expected, observed } = first;
  // What the services are known to say.
  if (keyword === 'required') throw invalid(`${operation.operation}.${path} is a required attribute`);
  throw invalid(`${operation.operation} input ${path}: expected ${expected}, not ${observed}`);
}

function readBody(body: Body): JsonObject {
  if (body.length === 0) return {};
  const text = (): string => (typeof body === 'string' ? body : utf8.decode(body));
  const value = orInvalid((): Json => JSON.parse(text()), 'the body is not JSON in UTF-8');
  if (isObject(value)) return value;
  throw invalid('the body is no JSON object');
}

function orInvalid<Value>(read: () => Value, message: string): Value {
  try {
    return read();
  } catch {
    throw invalid(message);
  }
}
