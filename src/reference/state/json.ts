import { isObject, listAt, objectAt } from '../../contract/schema/values.js';
import type { Json, JsonObject } from '../../contract/types.js';

export { isObject, listAt as list, objectAt as nested };

/** The member as text; the empty string when it is absent or something else. */
export function text(object: JsonObject, member: string): string {
  const value = object[member];
  return typeof value === 'string' ? value : '';
}

/** The strings of a list member. */
export function texts(object: JsonObject, member: string): string[] {
  return listAt(object, member).filter((item) => typeof item === 'string');
}

/** The named members that the object has, and nothing else. */
export function pick<Value>(
  object: { readonly [member: string]: Value },
  members: readonly string[],
): { [member: string]: Value } {
  const has = Object.entries(object).filter(([member]) => members.includes(member));
  return Object.fromEntries(has);
}

const PATH = /^(\w+)(?:\[\])?(?:\.(.+))?$/;

/** Every value at a path like `destinations[].s3.bucketName`, where `[]` stands for the entries of a list. */
export function valuesAt(object: JsonObject, path: string): Json[] {
  const [, member = '', rest] = PATH.exec(path) ?? [];
  const values = [object[member] ?? []].flat();
  return rest === undefined ? values : values.filter(isObject).flatMap((one) => valuesAt(one, rest));
}

/** What is given, with defaults for what is not: those of settings within settings, too. */
export function fill(defaults: JsonObject, given: JsonObject): JsonObject {
  const filled = Object.entries(given).map(([member, value]) => {
    const own = defaults[member];
    return [member, isObject(own) && isObject(value) ? fill(own, value) : value] as const;
  });
  return { ...defaults, ...Object.fromEntries(filled) };
}

/** The object with defaults filled in wherever there is something at a path. */
export function fillAt(object: JsonObject, path: string, defaults: JsonObject): JsonObject {
  const [, member = '', rest] = PATH.exec(path) ?? [];
  const value = object[member];
  if (value === undefined) return object;
  const filled = (one: Json): Json => {
    if (!isObject(one)) return one;
    return rest === undefined ? fill(defaults, one) : fillAt(one, rest, defaults);
  };
  return { ...object, [member]: Array.isArray(value) ? value.map(filled) : filled(value) };
}
