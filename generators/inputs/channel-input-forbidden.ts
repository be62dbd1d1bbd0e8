import fc from 'fast-check';
import type { Contract, JsonObject } from '../../src/contract/types.js';
import { inputsUnder, operationOf } from '../_internals/operation-input.js';
import { combined, restricted } from '../_internals/options.js';
import { inputKnowledge, MULTITRACK_ENABLED } from '../_internals/situations.js';
import type { Labelled, SchemaOptions } from '../types.js';

const POLICY = 'multitrackInputConfiguration.policy';
const RESOLUTION = 'multitrackInputConfiguration.maximumResolution';

/** What is changed in a valid channel with multitrack input, by the rule that it then breaks. */
const VIOLATIONS: { readonly [label: string]: SchemaOptions } = {
  'without-policy': { omit: [POLICY] },
  'without-maximum-resolution': { omit: [RESOLUTION] },
  'without-container-format': { omit: ['containerFormat'] },
  'container-format-ts': { overrides: { containerFormat: fc.constant('TS') } },
  'type-basic': { overrides: { type: fc.constant('BASIC') } },
  'type-advanced-sd': { overrides: { type: fc.constant('ADVANCED_SD') } },
  'type-advanced-hd': { overrides: { type: fc.constant('ADVANCED_HD') } },
};

/**
 * Inputs of CreateChannel that satisfy its schema, yet enable multitrack input without what it asks for. Each label
 * names the one thing that is wrong: `without-policy`, `without-maximum-resolution`, `without-container-format`,
 * `container-format-ts`, `type-basic`, `type-advanced-sd`, `type-advanced-hd`.
 *
 * @param contract - of `ivs`, at a revision that has multitrack input (2024-11-14 or later)
 * @throws Error when an option names no member of the input
 */
export function channelInputForbidden(
  contract: Contract,
  options: SchemaOptions = {},
): Labelled<JsonObject>[] {
  const operation = operationOf(contract, 'CreateChannel');
  const { always } = inputKnowledge(operation, options);
  const enabled = combined(
    combined(restricted(contract, operation.input, always), MULTITRACK_ENABLED),
    options,
  );
  return Object.entries(VIOLATIONS).map(([label, violation]) => {
    return { label, arbitrary: inputsUnder(contract, 'CreateChannel', [combined(enabled, violation)]) };
  });
}
