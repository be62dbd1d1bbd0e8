import { isObject } from '../../contract/schema/values.js';
import type { JsonObject } from '../../contract/types.js';

/** What a view of a resource says of whether a request made it. */
export type Evidence = 'for' | 'against' | 'none';

/** Characters of a name, or of a tag with its key, that nobody else is likely to have given. */
const TELLING = 8;

/**
 * Compares a view of a resource with the input that is said to have made it, in what only this request can have given:
 * its name, its tags, and what it belongs to or uses.
 */
export function evidenceOf(input: JsonObject, shown: JsonObject): Evidence {
  const told = [ofName(input, shown), ofTags(input, shown), ...ofArns(input, shown)];
  if (told.includes('for')) return 'for';
  return told.includes('against') ? 'against' : 'none';
}

function ofName({ name }: JsonObject, { name: seen }: JsonObject): Evidence {
  if (typeof name !== 'string' || name === '' || typeof seen !== 'string' || seen === '') return 'none';
  // A name that is cut, or in other letters, is a fault of its own.
  if (name !== seen) return name.toLowerCase().startsWith(seen.toLowerCase()) ? 'none' : 'against';
  return name.length < TELLING ? 'none' : 'for';
}

function ofTags({ tags }: JsonObject, { tags: seen }: JsonObject): Evidence {
  if (!isObject(tags) || !isObject(seen)) return 'none';
  const telling = Object.entries(tags).filter(([key, value]) => `${key}${value}`.length >= TELLING);
  if (telling.length === 0 || Object.keys(seen).length === 0) return 'none';
  return telling.some(([key, value]) => value === seen[key]) ? 'for' : 'against';
}

function ofArns(input: JsonObject, shown: JsonObject): Evidence[] {
  return Object.entries(input).flatMap(([member, value]): Evidence[] => {
    const seen = shown[member];
    const areArns = typeof value === 'string' && value.startsWith('arn:') && typeof seen === 'string';
    if (!areArns || seen === '') return [];
    return [value === seen ? 'for' : 'against'];
  });
}
