import type fc from 'fast-check';
import type { Contract, JsonObject } from '../../src/contract/types.js';
import { inputFor } from '../schema/input-for.js';
import type { SchemaOptions } from '../types.js';

/**
 * Inputs of CreateStage with participant token configurations. Participants are recorded only when the options override
 * `autoParticipantRecordingConfiguration.storageConfigurationArn`, because it has to name a resource.
 *
 * @param contract - of `ivs-realtime`
 * @throws Error when an option names no member of the input
 */
export function stageInput(contract: Contract, options: SchemaOptions = {}): fc.Arbitrary<JsonObject> {
  return inputFor(contract, 'CreateStage', options);
}
