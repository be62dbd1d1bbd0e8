import type fc from 'fast-check';
import type { Contract, JsonObject } from '../../src/contract/types.js';
import { inputFor } from '../schema/input-for.js';
import type { SchemaOptions } from '../types.js';

/**
 * Inputs of CreateChannel with the combinations that the documentation allows: a `preset` only for ADVANCED types, and
 * multitrack input enabled only for type STANDARD, with policy, maximum resolution and fragmented MP4.
 *
 * @param contract - of `ivs`
 * @throws Error when an option names no member of the input
 */
export function channelInput(contract: Contract, options: SchemaOptions = {}): fc.Arbitrary<JsonObject> {
  return inputFor(contract, 'CreateChannel', options);
}
