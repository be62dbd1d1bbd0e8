import type { Contract, Schema } from '../../src/contract/types.js';
import { boundaryCases } from '../_internals/cases.js';
import type { Boundary, SchemaOptions } from '../types.js';

/**
 * Both sides of every limit of a schema (lengths, sizes, numbers): whole values in which one member sits exactly on
 * its limit, and whole values in which it is one beyond while everything else is valid.
 *
 * Limits that cannot be crossed alone are absent: under a pattern that asks for a prefix, no string is too short
 * without breaking the pattern as well.
 *
 * @param contract - where `$ref` leads
 * @param schema - for example the `input` of an operation
 * @param options - as in `fromSchema`; the member under test, and what holds it, is there whatever they say
 * @throws Error when an option names no member of the schema
 */
export function boundaries(contract: Contract, schema: Schema, options: SchemaOptions = {}): Boundary[] {
  return boundaryCases(contract, schema, options).filter((found) => 'inside' in found);
}
