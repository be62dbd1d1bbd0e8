/** JSON values, read and compared. */
import type { Json, JsonObject } from '../types.js';

/** Whether a JSON value is an object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deeper than any structure of a contract; what is nested deeper is left as it is. */
const DEEPEST = 500;

/**
 * restJson1 clients read a null member as an absent one, so that is how it is judged.
 * @param whole names of members that are left as they are
 */
export function withoutNulls(value: Json, whole: readonly string[] = [], depth = 0): Json {
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((entry) => withoutNulls(entry, whole, depth + 1));
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(
    members.map(([name, member]) => {
      return [name, whole.includes(name) ? member : withoutNulls(member, whole, depth + 1)];
    }),
  );
}

/** A JSON value as text, abbreviated. */
export function show(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text;
}

/** Members that are maps: an empty value in one of them is a value like any other. */
export const MAPS: readonly string[] = ['attributes', 'tags'];

/**
 * Whether an observed value carries an expected one: objects may have further members (an answer fills in
 * defaults) and lack empty ones, everything else is equal.
 * @param name of the member: maps have all that is expected
 */
export function matches(observed: Json | undefined, expected: Json, unordered = false, name = ''): boolean {
  if (observed === undefined && isEmpty(expected)) return true;
  if (Array.isArray(expected)) {
    if (!Array.isArray(observed) || observed.length !== expected.length) return false;
    if (unordered) return sorted(observed) === sorted(expected);
    return expected.every((value, index) => matches(observed[index], value));
  }
  if (isObject(expected)) {
    if (!isObject(observed)) return false;
    const isMap = MAPS.includes(name);
    return Object.entries(expected).every(
      ([each, value]) =>
        !(isMap && observed[each] === undefined) && matches(observed[each], value, unordered, each),
    );
  }
  return observed === expected;
}

function sorted(values: readonly Json[]): string {
  return JSON.stringify(values.map(canonical).sort());
}

/** A JSON value as text, in which the order of object members does not show. */
export function canonical(value: Json): string {
  return JSON.stringify(value, (_, each: Json) =>
    isObject(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}

/** Equality in which the order of a list's entries does not matter either. */
export function sameEntries(left: Json | undefined, right: Json): boolean {
  return Array.isArray(right) ? matches(left, right, true) : equal(left, right);
}

/** Equality of JSON values in which the order of object members does not matter. */
export function equal(left: Json | undefined, right: Json | undefined): boolean {
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((value, index) => equal(value, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return left === right;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => equal(left[name], right[name]));
}

/** The value at a dotted path; undefined where there is none, or null. */
export function at(value: Json | undefined, path: string): Json | undefined {
  if (path !== '' && !path.includes('.')) return (isObject(value) ? value[path] : undefined) ?? undefined;
  let current: Json | undefined = value;
  for (const step of path === '' ? [] : path.split('.')) {
    current = isObject(current) ? current[step] : undefined;
  }
  return current ?? undefined;
}

/** The object at a dotted path, or an empty one. */
export function objectAt(value: Json | undefined, path: string): JsonObject {
  const found = at(value, path);
  return isObject(found) ? found : {};
}

/** The list at a dotted path, or an empty one. */
export function listAt(value: Json | undefined, path: string): Json[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** The string at a dotted path, or undefined. */
export function stringAt(value: Json | undefined, path: string): string | undefined {
  const found = at(value, path);
  return typeof found === 'string' ? found : undefined;
}

/** Whether a value is absent, null or empty: no source says that what has no value is shown, or that it is not. */
export function isEmpty(value: Json | undefined): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '';
}
