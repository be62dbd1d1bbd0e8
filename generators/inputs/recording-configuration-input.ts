import type fc from 'fast-check';
import type { Contract, JsonObject } from '../../src/contract/types.js';
import { inputFor } from '../schema/input-for.js';
import type { SchemaOptions } from '../types.js';

/**
 * Inputs of CreateRecordingConfiguration with the combinations that the documentation allows: an interval only where
 * thumbnails are recorded in intervals, and renditions where, and only where, the selection is CUSTOM.
 *
 * @param contract - of `ivs`
 * @throws Error when an option names no member of the input
 */
export function recordingConfigurationInput(
  contract: Contract,
  options: SchemaOptions = {},
): fc.Arbitrary<JsonObject> {
  return inputFor(contract, 'CreateRecordingConfiguration', options);
}
