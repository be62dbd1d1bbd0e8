import { membersOf } from '../../../src/contract/schema/constraints.js';
import type { Contract, Schema } from '../../../src/contract/types.js';

/** The path of a member of the object at `path`. */
export function memberOf(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** Whether the member at `path` is that of `ancestor`, or lies in it. */
export function isWithin(path: string, ancestor: string): boolean {
  if (!path.startsWith(ancestor)) return false;
  return ancestor === '' || path.length === ancestor.length || '.[{'.includes(path.charAt(ancestor.length));
}

const paths = new WeakMap<Contract, WeakMap<Schema, ReadonlySet<string>>>();

/** The paths of all members of a schema. */
export function memberPaths(contract: Contract, schema: Schema): ReadonlySet<string> {
  const known = paths.get(contract) ?? new WeakMap<Schema, ReadonlySet<string>>();
  paths.set(contract, known);
  const found = known.get(schema) ?? new Set(membersOf(contract, schema).map(({ member }) => member));
  known.set(schema, found);
  return found;
}

/** @throws Error when a path names no member: a misspelt one would silently have no effect */
export function assertMembers(contract: Contract, schema: Schema, named: Iterable<string>): void {
  const known = memberPaths(contract, schema);
  for (const path of named) {
    if (!known.has(path)) {
      throw new Error(`no member is ${JSON.stringify(path)}; there are: ${[...known].slice(1).join(', ')}`);
    }
  }
}
