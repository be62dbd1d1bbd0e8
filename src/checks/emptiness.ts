import type { Json } from '../contract/types.js';

/** Members that are maps: an empty value in one of them is a value like any other. */
export const MAPS: readonly string[] = ['attributes', 'tags'];

/** Whether a value is absent, null or empty: no source says that what has no value is shown, or that it is not. */
export function isEmpty(value: Json | undefined): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '';
}
