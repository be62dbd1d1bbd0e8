import fc from 'fast-check';
import type { Schema } from '../../../src/contract/types.js';
import { INTRUDERS } from '../pattern/alphabet.js';
import { acceptsAnywhere, parsePattern } from '../pattern/parse.js';
import { stringMatching } from '../pattern/string-arbitrary.js';
import { narrowingOf, TEXT } from '../schema/narrowing.js';

/** A string schema, together with the name of its shape where it has one. */
export interface StringSchema {
  readonly shape: string | undefined;
  readonly schema: Schema;
}

/** Name of the shape that a schema refers to. */
export function shapeName(schema: Schema): string | undefined {
  return schema.$ref?.slice(schema.$ref.lastIndexOf('/') + 1);
}

/**
 * Strings of `min` to `max` characters that satisfy the pattern of a schema.
 * @returns undefined when none is that long
 */
export function textOf({ shape, schema }: StringSchema, min: number, max?: number) {
  const { pattern, beyond, except } = narrowingOf(shape, schema.pattern);
  for (const candidate of [pattern, beyond, schema.pattern ?? TEXT]) {
    const text = candidate === undefined ? undefined : stringMatching(candidate, min, max);
    if (text !== undefined) return except === undefined ? text : text.filter((value) => !except(value));
  }
  return undefined;
}

/** Characters beside letters and digits that patterns of names have, and that an endpoint may have forgotten. */
const MARKS = ['_', '-', '.'];

/** Strings as {@link textOf}, of one length, that have each of these characters where the pattern takes them and there is room. */
export function variedTextOf(text: StringSchema, length: number): fc.Arbitrary<string> | undefined {
  const { pattern } = narrowingOf(text.shape, text.schema.pattern);
  const { root, regex } = parsePattern(pattern);
  const marks = MARKS.filter((mark) => acceptsAnywhere(root, mark));
  return textOf(text, length, length)?.map((value) =>
    marks.reduce((varied, mark) => withMark(varied, mark, regex), value),
  );
}

/** The text with one of its letters and digits, as near to its end as the pattern allows, replaced by the character, unless it has that. */
function withMark(text: string, mark: string, regex: RegExp): string {
  if (text.includes(mark)) return text;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const changed = text.slice(0, at) + mark + text.slice(at + 1);
    if (/[a-z0-9]/i.test(text.charAt(at)) && regex.test(changed)) return changed;
  }
  return text;
}

/** Strings that do not match a schema's pattern and are as long as it allows. */
export function textAgainst(text: StringSchema, pattern: string): fc.Arbitrary<string> | undefined {
  const { regex } = parsePattern(pattern);
  const kinds = [plainWords(text.schema, regex), intruded(text, pattern)].filter(
    (kind) => kind !== undefined,
  );
  return kinds.length === 0
    ? undefined
    : fc.oneof({ withCrossShrink: true }, ...kinds).filter((value) => !regex.test(value));
}

/** Matches of the pattern in which one character is replaced by one that the pattern has nowhere. */
function intruded({ shape, schema }: StringSchema, pattern: string): fc.Arbitrary<string> | undefined {
  const { root } = parsePattern(pattern);
  const foreign = INTRUDERS.filter((character) => !acceptsAnywhere(root, character));
  const matching = textOf({ shape, schema }, Math.max(1, schema.minLength ?? 0), schema.maxLength);
  if (foreign.length === 0 || matching === undefined) return undefined;
  return fc.tuple(matching, fc.constantFrom(...foreign), fc.nat()).map(([value, character, seed]) => {
    const index = seed % value.length;
    return value.slice(0, index) + character + value.slice(index + 1);
  });
}

/** Lower-case words, where the pattern matches none of them. */
function plainWords(schema: Schema, regex: RegExp): fc.Arbitrary<string> | undefined {
  const shortest = Math.max(1, schema.minLength ?? 0);
  const longest = Math.min(schema.maxLength ?? Number.POSITIVE_INFINITY, shortest + 24);
  for (let length = shortest; length <= longest; length += 1) {
    if (regex.test('a'.repeat(length))) return undefined;
  }
  return stringMatching('^[a-z]+$', shortest, longest);
}

/** A word that no enumeration of the services holds. */
const UNKNOWN_WORD = 'NOT_A_DOCUMENTED_VALUE';

/**
 * Strings beside an enumeration: an unknown word, then near misses. Never the empty string, which some members take
 * as "not set".
 */
export function wordOutside(values: readonly string[]): fc.Arbitrary<string> {
  const nearMisses = values.flatMap((value) => [
    value.toLowerCase(),
    `${value}_`,
    value.slice(0, -1),
    ` ${value}`,
  ]);
  const outside = [UNKNOWN_WORD, ...nearMisses].filter((word) => word !== '' && !values.includes(word));
  return fc.constantFrom(...new Set(outside));
}
