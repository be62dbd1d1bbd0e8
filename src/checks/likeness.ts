import type { Resource } from '../contract/resources.js';
import type { Json, JsonObject } from '../contract/types.js';
import { canonical, equal } from './expect.js';

/** Whether the documentation leaves the order of a member's entries open, at the top or within. */
export function isUnordered(resource: Resource, member: string): boolean {
  return (resource.unordered ?? []).some((path) => path === member || path.startsWith(`${member}.`));
}

/**
 * The first member in which two views of a resource differ, volatile ones and those in `except` apart. A member
 * that is absent, null or empty counts as the same: whether it has to be shown is asked by the default checks.
 */
export function differs(
  resource: Resource,
  before: JsonObject,
  after: JsonObject,
  except: readonly string[] = [],
): string | undefined {
  const apart = new Set([...(resource.volatile ?? []), ...except]);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !apart.has(name),
  );
  return names.find(
    (name) => !equal(shown(resource, name, before[name]), shown(resource, name, after[name])),
  );
}

function shown(resource: Resource, name: string, value: Json | undefined): Json | undefined {
  if (value === null || value === '') return undefined;
  if (Array.isArray(value) && isUnordered(resource, name)) {
    return value.map(canonical).sort();
  }
  return value;
}
