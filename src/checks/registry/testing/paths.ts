import type { JsonObject } from '../../../contract/types.js';

/** Dotted paths of the members of an input; keys of maps are values like any other. */
export function pathsOf(input: JsonObject): string[] {
  return Object.entries(input).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !MAPS.includes(name)
      ? [name, ...pathsOf(value).map((path) => `${name}.${path}`)]
      : [name],
  );
}

const MAPS: readonly string[] = ['attributes', 'tags'];
