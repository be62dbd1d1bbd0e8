import type { Contract, Schema } from '../../src/contract/types.js';
import type { SchemaOptions } from '../types.js';
import { isWithin, memberPaths } from './schema/member-path.js';

/** Both wishes together; where they contradict one another, the later one holds. */
export function combined(first: SchemaOptions, later: SchemaOptions): SchemaOptions {
  const wanted = [...Object.keys(later.overrides ?? {}), ...(later.require ?? [])];
  const unwanted = later.omit ?? [];
  return {
    overrides: { ...first.overrides, ...later.overrides },
    omit: [...(first.omit ?? []).filter((path) => !holdsAny(path, wanted)), ...unwanted],
    require: [
      ...(first.require ?? []).filter((path) => !isWithinAny(path, unwanted)),
      ...(later.require ?? []),
    ],
    single: [...(first.single ?? []), ...(later.single ?? [])],
  };
}

/** Whether a caller's options leave nothing of what makes a combination of members valid. */
export function contradict(options: SchemaOptions, combination: SchemaOptions): boolean {
  const overridden = Object.keys(options.overrides ?? {});
  const decided = [...overridden, ...(options.omit ?? [])];
  const wanted = [...overridden, ...(options.require ?? [])];
  return (
    (combination.require ?? []).some((path) => isWithinAny(path, decided)) ||
    (combination.omit ?? []).some((path) => holdsAny(path, wanted))
  );
}

/** The same options without what concerns members that the schema lacks: earlier revisions have fewer. */
export function restricted(contract: Contract, schema: Schema, options: SchemaOptions): SchemaOptions {
  const known = memberPaths(contract, schema);
  const has = (path: string) => known.has(path);
  return {
    overrides: Object.fromEntries(Object.entries(options.overrides ?? {}).filter(([path]) => has(path))),
    omit: (options.omit ?? []).filter(has),
    require: (options.require ?? []).filter(has),
    single: (options.single ?? []).filter(has),
  };
}

function isWithinAny(path: string, others: readonly string[]): boolean {
  return others.some((other) => isWithin(path, other));
}

function holdsAny(path: string, others: readonly string[]): boolean {
  return others.some((other) => isWithin(other, path));
}
