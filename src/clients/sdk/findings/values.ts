import { createHash } from 'node:crypto';
import { resolve } from '../../../contract/load.js';
import { TIMESTAMP_PATTERN } from '../../../contract/schema/timestamp.js';
import type { Contract, Json, JsonObject, Schema } from '../../../contract/types.js';
import { isObject } from '../../../transport/http/answer.js';

/** A value without the members that are not in a set of paths (`channel.tags{}`, `destinations[].s3`). */
export function prune(
  contract: Contract,
  schema: Schema,
  value: JsonObject,
  known: ReadonlySet<string>,
): JsonObject {
  const pruned = mapMembers(contract, schema, value, (path, member) =>
    known.has(path) ? member : undefined,
  );
  return isObject(pruned) ? pruned : {};
}

/**
 * An answer in the one form of timestamps that every release has to read: UTC, with seconds or milliseconds. Generated
 * ones may be days that no calendar has, and finer than a `Date`.
 */
export function withReadableTimestamps(contract: Contract, schema: Schema, value: Json): Json {
  return mapValues(contract, schema, value, (found, { pattern }) =>
    pattern === TIMESTAMP_PATTERN && typeof found === 'string' ? someTime(found) : found,
  );
}

function someTime(text: string): string {
  const number = createHash('sha256').update(text).digest().readUInt32BE(0);
  const time = new Date(Date.UTC(2020, 0, 1) + number * 40).toISOString();
  return number % 2 === 0 ? time : time.replace(/\.\d+Z$/, 'Z');
}

/** What a client makes of an answer: the same, with timestamps as dates, written as ISO 8601 with milliseconds. */
export function asReceived(contract: Contract, schema: Schema, value: Json): Json {
  return mapValues(contract, schema, value, (found, { pattern }) =>
    pattern === TIMESTAMP_PATTERN && typeof found === 'string'
      ? `Date ${new Date(found).toISOString()}`
      : found,
  );
}

/** An output of a client as JSON: dates as {@link asReceived} writes them, without what is undefined and `$metadata`. */
export function outputAsJson(output: unknown): Json {
  if (output instanceof Date)
    return `Date ${Number.isNaN(output.getTime()) ? 'invalid' : output.toISOString()}`;
  if (Array.isArray(output)) return output.map(outputAsJson);
  if (typeof output === 'object' && output !== null) {
    const members = Object.entries(output).filter(
      ([name, value]) => value !== undefined && name !== '$metadata',
    );
    return Object.fromEntries(members.map(([name, value]) => [name, outputAsJson(value)]));
  }
  if (typeof output === 'string' || typeof output === 'number' || typeof output === 'boolean') return output;
  return output === null || output === undefined ? null : `${typeof output} ${String(output)}`;
}

/** What a later revision of the API may answer: unknown members in every structure, unknown values of enumerations. */
export function fromTheFuture(contract: Contract, schema: Schema, value: Json): Json {
  return mapValues(contract, schema, value, (found, { enum: values, properties }) => {
    if (values !== undefined && typeof found === 'string') return FUTURE_VALUE;
    return properties !== undefined && isObject(found)
      ? { ...found, [FUTURE_MEMBER]: { list: [1, null, 'x'] } }
      : found;
  });
}

/** A value that no enumeration has. */
export const FUTURE_VALUE = 'A_VALUE_OF_THE_FUTURE';
/** A member that no structure has. */
const FUTURE_MEMBER = 'aMemberOfTheFuture';

/** Changes each value of a value, the inner ones first. */
function mapValues(
  contract: Contract,
  unresolved: Schema,
  value: Json,
  change: (value: Json, schema: Schema) => Json,
): Json {
  const schema = resolve(contract, unresolved);
  const { items, properties, additionalProperties } = schema;
  if (Array.isArray(value)) {
    return change(
      items === undefined ? value : value.map((item) => mapValues(contract, items, item, change)),
      schema,
    );
  }
  if (!isObject(value)) return change(value, schema);
  const members = Object.entries(value).map(([name, member]): [string, Json] => {
    const inner =
      properties?.[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    return [name, inner === undefined ? member : mapValues(contract, inner, member, change)];
  });
  return change(Object.fromEntries(members), schema);
}

/** Changes, or leaves out, each named member of a value. */
function mapMembers(
  contract: Contract,
  unresolved: Schema,
  value: Json,
  change: (path: string, member: Json) => Json | undefined,
  path = '',
): Json {
  const { items, properties, additionalProperties } = resolve(contract, unresolved);
  if (Array.isArray(value)) {
    return items === undefined
      ? value
      : value.map((item) => mapMembers(contract, items, item, change, `${path}[]`));
  }
  if (!isObject(value)) return value;
  const found: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const property = properties?.[name];
    if (property !== undefined) {
      const below = path === '' ? name : `${path}.${name}`;
      const changed = change(below, member);
      if (changed !== undefined) found[name] = mapMembers(contract, property, changed, change, below);
    } else if (typeof additionalProperties === 'object') {
      found[name] = mapMembers(contract, additionalProperties, member, change, `${path}{}`);
    }
  }
  return found;
}
