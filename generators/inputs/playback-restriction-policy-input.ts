import type fc from 'fast-check';
import type { Contract, JsonObject } from '../../src/contract/types.js';
import { inputFor } from '../schema/input-for.js';
import type { SchemaOptions } from '../types.js';

/**
 * Inputs of CreatePlaybackRestrictionPolicy: assigned countries and origins, none of them twice.
 *
 * @param contract - of `ivs`
 * @throws Error when an option names no member of the input
 */
export function playbackRestrictionPolicyInput(
  contract: Contract,
  options: SchemaOptions = {},
): fc.Arbitrary<JsonObject> {
  return inputFor(contract, 'CreatePlaybackRestrictionPolicy', options);
}
