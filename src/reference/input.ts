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
  const members = {
    ...readBody(body),
    ...uri,
    ...orInvalid(() => readQuery(contract, operation, query), 'the query is not percent-encoded'),
  };
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

function reader(contract: Contract, schema: Schema): Reader {
  const known = readers.get(contract.shapes) ?? new WeakMap<Schema, Reader>();
  readers.set(contract.shapes, known);
  const made = known.get(schema) ?? { tidy: tidy(contract, schema), validate: compile(contract, schema) };
  known.set(schema, made);
  return made;
}

function tidy(contract: Contract, schema: Schema): Tidy {
  const { type, items = {}, properties = {} } = resolve(contract, schema);
  if (type === 'array') {
    const item = tidy(contract, items);
    return (value) => (Array.isArray(value) ? value.map(item) : value);
  }
  const members = Object.entries(properties).map(([name, one]) => [name, tidy(contract, one)] as const);
  if (members.length === 0) return (value) => value;
  return (value) => {
    if (!isObject(value)) return value;
    const kept = members.flatMap(([name, one]): [string, Json][] => {
      const given = Object.hasOwn(value, name) ? value[name] : undefined;
      return given === undefined || given === null ? [] : [[name, one(given)]];
    });
    return Object.fromEntries(kept);
  };
}
