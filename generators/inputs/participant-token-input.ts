import type fc from 'fast-check';
import type { Contract, JsonObject } from '../../src/contract/types.js';
import { inputFor } from '../schema/input-for.js';
import type { SchemaOptions } from '../types.js';

/**
 * Inputs of CreateParticipantToken: attributes below 1 KB, at least one capability. Override `stageArn` with that of a
 * stage.
 *
 * @param contract - of `ivs-realtime`
 * @throws Error when an option names no member of the input
 */
export function participantTokenInput(
  contract: Contract,
  options: SchemaOptions = {},
): fc.Arbitrary<JsonObject> {
  return inputFor(contract, 'CreateParticipantToken', options);
}
