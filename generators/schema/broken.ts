import type { Contract, Schema } from '../../src/contract/types.js';
import { brokenCases } from '../_internals/cases.js';
import type { Broken, SchemaOptions } from '../types.js';

/**
 * For each constraint of a schema, whole values that break it and nothing else: a required member left out, a word
 * beside an enumeration, a pattern, length, size or number not respected, or a JSON value of another type (keyword
 * `type`).
 *
 * Constraints that cannot be broken alone are absent. Enumerations are never broken with the empty string, which some
 * members take as "not set", nor types with null.
 *
 * @param contract - where `$ref` leads
 * @param schema - for example the `input` of an operation
 * @param options - as in `fromSchema`; the member under test, and what holds it, is there whatever they say
 * @throws Error when an option names no member of the schema
 */
export function broken(contract: Contract, schema: Schema, options: SchemaOptions = {}): Broken[] {
  return brokenCases(contract, schema, options).filter((found) => 'arbitrary' in found);
}
