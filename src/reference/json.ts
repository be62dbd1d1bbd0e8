import type { Json, JsonObject } from '../contract/types.js';

/** Whether a JSON value is an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member as text; the empty string when it is absent or something else. */
export function text(object: JsonObject, member: string): string {
  const value = object[member];
  return typeof value === 'string' ? value : '';
}

/** The member as an object; an empty one when it is absent or something else. */
export function nested(object: JsonObject, member: string): JsonObject {
  const value = object[member];
  return isObject(value) ? value : {};
}

/** The member as a list; an empty one when it is absent or something else. */
export function list(object: JsonObject, member: string): readonly Json[] {
  const value = object[member];
  return Array.isArray(value) ? value : [];
}

/** The strings of a list member. */
export function texts(object: JsonObject, member: string): string[] {
  return list(object, member).filter((item) => typeof item === 'string');
}

/** The named members that the object has, and nothing else. */
export function pick(object: JsonObject, members: readonly string[]): JsonObject {
  const picked: JsonObject = {};
  for (const member of members) {
    const value = object[member];
    if (value !== undefined) picked[member] = value;
  }
  return picked;
}
