import type fc from 'fast-check';
import type { Contract, Json, Schema } from '../../src/contract/types.js';
import { whole } from '../_internals/build.js';
import type { SchemaOptions } from '../types.js';

/**
 * Valid values of any schema of a contract.
 *
 * Strings are built from their pattern, not searched for. Where the documentation asks for more than the schema says,
 * so do the values: tags follow the general AWS rules, countries are assigned ISO 3166-1 codes, origins are origins,
 * bucket names are S3's, and ARNs have a region and a 12-digit account. Values shrink towards absent members, short
 * strings, small numbers and the first word of an enumeration.
 *
 * @param contract - where `$ref` leads
 * @param schema - for example the `input` of an operation
 * @param options - members that the caller decides about; an override outranks whatever else is said of members in it
 * @throws Error when an option names no member of the schema, or a schema has no value that can be built
 */
export function fromSchema(
  contract: Contract,
  schema: Schema,
  options: SchemaOptions = {},
): fc.Arbitrary<Json> {
  return whole(contract, schema, options);
}
