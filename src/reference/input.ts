import { compile } from '../contract/compile.js';
import { resolve } from '../contract/load.js';
import { readQuery } from '../contract/query.js';
import type { Match } from '../contract/route.js';
import type {
  Contract,
  Json,
  JsonObject,
  OperationContract,
  Schema,
  ShapesDocument,
} from '../contract/types.js';
import { invalid } from './fault.js';
import { isObject } from './json.js';

/** Request body, as bytes or as text. */
export type Body = string | Uint8Array;

/** What reading a request takes, made once for each input schema. */
interface Reader {
  readonly tidy: Tidy;
  readonly validate: ReturnType<typeof compile>;
}

/** Leaves out what the protocol ignores: members that are null, and members that the schema does not know. */
type Tidy = (value: Json) => Json;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const readers = new WeakMap<ShapesDocument, WeakMap<Schema, Reader>>();

/**
 * Input members of a request, before validation.
 * @throws Fault ValidationException when the body is no JSON object or the query is not percent-encoded
 */
export function readInput({ contract, operation, uri, query }: Match, body: Body): JsonObject {
  const members = { ...readBody(body), ...uri, ...queryMembers(contract, operation, query) };
  const tidied = reader(contract, operation.input).tidy(members);
  return isObject(tidied) ? tidied : {};
}

/** @throws Fault ValidationException when the input breaks a constraint of the operation's input schema */
export function validateInput(contract: Contract, operation: OperationContract, input: JsonObject): void {
  const [first] = reader(contract, operation.input).validate(input);
  if (first === undefined) return;
  const { path, keyword, expected, observed } = first;
  // What the services are known to say.
  if (keyword === 'required') throw invalid(`${operation.operation}.${path} is a required attribute`);
  throw invalid(`${operation.operation} input ${path}: expected ${expected}, not ${observed}`);
}

function readBody(body: Body): JsonObject {
  if (body.length === 0) return {};
  try {
    const value: Json = JSON.parse(typeof body === 'string' ? body : utf8.decode(body));
    if (isObject(value)) return value;
  } catch {
    throw invalid('the body is not JSON in UTF-8');
  }
  throw invalid('the body is no JSON object');
}

function queryMembers(contract: Contract, operation: OperationContract, query: string): JsonObject {
  try {
    return readQuery(contract, operation, query);
  } catch {
    throw invalid('the query is not percent-encoded');
  }
}

function reader(contract: Contract, schema: Schema): Reader {
  const known = readers.get(contract.shapes) ?? new WeakMap<Schema, Reader>();
  readers.set(contract.shapes, known);
  const made = known.get(schema) ?? { tidy: tidy(contract, schema), validate: compile(contract, schema) };
  known.set(schema, made);
  return made;
}

function tidy(contract: Contract, unresolved: Schema): Tidy {
  const schema = resolve(contract, unresolved);
  if (schema.type === 'array') return tidyItems(tidy(contract, schema.items ?? {}));
  const members = Object.entries(schema.properties ?? {});
  if (schema.type !== 'object' || members.length === 0) return (value) => value;
  const inner = members.map(([member, one]) => [member, tidy(contract, one)] as const);
  return (value) => (isObject(value) ? tidyMembers(value, inner) : value);
}

function tidyItems(item: Tidy): Tidy {
  return (value) => (Array.isArray(value) ? value.map(item) : value);
}

function tidyMembers(value: JsonObject, members: readonly (readonly [string, Tidy])[]): JsonObject {
  const kept: JsonObject = {};
  for (const [member, one] of members) {
    const given = Object.hasOwn(value, member) ? value[member] : undefined;
    if (given !== undefined && given !== null) kept[member] = one(given);
  }
  return kept;
}
