import { resolve } from '../../../contract/load.js';
import { TIMESTAMP_PATTERN } from '../../../contract/schema/timestamp.js';
import { canonical, equal, isObject } from '../../../contract/schema/values.js';
import type { Contract, Json, JsonObject, Schema } from '../../../contract/types.js';

/** What two views of a member are compared by. */
export interface Comparison {
  readonly contract: Contract;
  /** The order of lists within is not promised. */
  readonly isUnordered: boolean;
  /** Names of members that may be shown once, and never again. */
  readonly secrets: ReadonlySet<string>;
}

/**
 * Where two values of a member differ, as the rest of its path; undefined where they do not. Members outside the contract
 * are not compared; absent, null, empty and the documented default are the same; a secret that one of them lacks is none.
 */
export function differenceOf(
  comparison: Comparison,
  schema: Schema,
  before: Json | undefined,
  after: Json | undefined,
  name: string,
): string | undefined {
  if (before === after) return undefined;
  return differenceIn(
    comparison,
    reduced(comparison, schema, before),
    reduced(comparison, schema, after),
    name,
  );
}

function differenceIn(
  comparison: Comparison,
  before: Json | undefined,
  after: Json | undefined,
  name: string,
): string | undefined {
  if (comparison.secrets.has(name) && [before, after].some(isConcealed)) return undefined;
  if (!isMembers(before) || !isMembers(after)) return equal(before, after) ? undefined : '';
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  for (const each of names) {
    const within = differenceIn(comparison, before?.[each], after?.[each], each);
    if (within !== undefined) return `.${each}${within}`;
  }
  return undefined;
}

/** Nothing counts as a structure without members, so that secrets within are left out of account. */
function isMembers(value: Json | undefined): value is JsonObject | undefined {
  return value === undefined || isObject(value);
}

/** Whether a secret is left out, or something is written in its place. */
export function isConcealed(value: Json | undefined): boolean {
  if (typeof value !== 'string') return value === undefined;
  return (
    /^[\s*•.xX#_[\](){}<>-]*(?:(?:redact|mask|hid|secret|remov|sensitiv|conceal|sanitiz|filter)\w*)?[\s*•.xX#_[\](){}<>-]*$/i.test(
      value,
    ) || /\*{3}|…|\[redacted\]|redacted/i.test(value)
  );
}

const resolved = new WeakMap<Schema, Schema>();

/** A schema without reference; each is looked up once. */
function resolvedOnce(contract: Contract, schema: Schema): Schema {
  const found = resolved.get(schema) ?? resolve(contract, schema);
  resolved.set(schema, found);
  return found;
}

/** A value without what says nothing: unknown members, nulls, empty ones and defaults. */
export function reduced(comparison: Comparison, schema: Schema, value: Json | undefined): Json | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const {
    properties,
    items,
    additionalProperties,
    pattern,
    default: preset,
  } = resolvedOnce(comparison.contract, schema);
  if (preset !== undefined && equal(value, preset)) return undefined;
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined;
    const entries = value.map((entry) =>
      items === undefined ? entry : (reduced(comparison, items, entry) ?? null),
    );
    return comparison.isUnordered ? entries.map(canonical).sort() : entries;
  }
  if (isObject(value)) {
    if (properties === undefined) {
      return typeof additionalProperties === 'object' && Object.keys(value).length === 0 ? undefined : value;
    }
    return reducedMembers(comparison, properties, value);
  }
  return typeof value === 'string' && pattern === TIMESTAMP_PATTERN ? instantOf(value) : value;
}

function reducedMembers(
  comparison: Comparison,
  properties: NonNullable<Schema['properties']>,
  value: JsonObject,
): JsonObject | undefined {
  const members: JsonObject = {};
  for (const [name, property] of Object.entries(properties)) {
    const member = reduced(comparison, property, value[name]);
    if (member !== undefined) members[name] = member;
  }
  return Object.keys(members).length === 0 ? undefined : members;
}

/** The same instant may be written in several ways. */
function instantOf(text: string): Json {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? text : instant;
}
