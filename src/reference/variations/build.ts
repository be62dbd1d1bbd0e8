import { createHash } from 'node:crypto';
import { resolve } from '../../contract/load.js';
import type { Contract, Json, JsonObject, Schema } from '../../contract/types.js';
import type { Answer, Call } from '../state/call.js';
import { isObject } from '../state/json.js';
import { type Variation, type Varied, withBody } from './variation.js';

/** A variation that needs no state of its own. */
export function variation(
  id: string,
  statement: string,
  freedom: string,
  varied: Varied | ((random: () => number) => Varied),
  alone?: string,
): Variation {
  const vary = typeof varied === 'function' ? varied : () => varied;
  return { id, statement, freedom, vary, ...(alone === undefined ? {} : { alone }) };
}

/** What becomes of the values of an answer; whatever is not given stays as it is. */
export interface Reshaping {
  /** An object with documented members; maps, whose keys are the client's, are none. */
  structure?(value: JsonObject, schema: Schema, path: string): JsonObject;
  list?(value: readonly Json[], schema: Schema, path: string): Json[];
  leaf?(value: Json, schema: Schema, path: string): Json;
}

/** Reshapes the successes of every operation, by its documented output. */
export function reshaping(change: Reshaping): Varied {
  return { intercept: (call, next) => reshaped(call, next(), change) };
}

/** A success with its values reshaped, from the inside out. */
export function reshaped({ contract, operation }: Call, answer: Answer, change: Reshaping): Answer {
  if (answer.error !== undefined || !operation.http.hasOutput) return answer;
  return withBody(answer, (body) => {
    const shaped = reshape(contract, operation.output, body, change, '');
    return isObject(shaped) ? shaped : body;
  });
}

function reshape(contract: Contract, unresolved: Schema, value: Json, change: Reshaping, path: string): Json {
  const schema = resolve(contract, unresolved);
  if (Array.isArray(value)) {
    const items = value.map((item) => reshape(contract, schema.items ?? {}, item, change, `${path}[]`));
    return change.list?.(items, schema, path) ?? items;
  }
  if (!isObject(value)) return change.leaf?.(value, schema, path) ?? value;
  const { properties = {} } = schema;
  const held = Object.entries(value).map(([member, one]) => {
    const inner = properties[member];
    const below = path === '' ? member : `${path}.${member}`;
    return [member, inner === undefined ? one : reshape(contract, inner, one, change, below)] as const;
  });
  const object = Object.fromEntries(held);
  return Object.keys(properties).length === 0 ? object : (change.structure?.(object, schema, path) ?? object);
}

/** The entries in any order. */
export function shuffled<T>(entries: readonly T[], random: () => number): T[] {
  return entries
    .map((entry) => ({ entry, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ entry }) => entry);
}

/** A text of 32 digits that stands for another one. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** So many characters out of an alphabet. */
export function drawn(random: () => number, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}

/** One of several. */
export function oneOf<T>(random: () => number, all: readonly T[]): T {
  const chosen = all[Math.floor(random() * all.length)];
  if (chosen === undefined) throw new Error('there is nothing to choose from');
  return chosen;
}
