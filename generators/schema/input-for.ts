import type fc from 'fast-check';
import type { Contract, JsonObject } from '../../src/contract/types.js';
import { combinationsOf, inputsUnder } from '../_internals/operation-input.js';
import { remembered } from '../_internals/remembered.js';
import type { SchemaOptions } from '../types.js';

/**
 * Valid inputs of an operation, by its schema and by what the documentation says of members that depend on each other:
 * `preset` and multitrack input of channels, thumbnails and renditions of recordings, one filter per list call, no page
 * token, participant attributes below 1 KB, encoded video with even sides and at most Full HD, RTMP with insecure ingest, keys
 * on P-384. Members that refer to other resources stay absent from channels, stages and ingest configurations unless overridden; required ARNs are well-formed, but name nothing unless overridden.
 *
 * Whatever the options decide holds. Combinations that they contradict are no longer generated, so that
 * `{ require: ['preset'] }` gives channels of an ADVANCED type.
 *
 * @param contract - the contract of the operation's service
 * @param operation - for example `CreateChannel`
 * @throws Error when there is no such operation, or an option names no member of its input
 */
export function inputFor(
  contract: Contract,
  operation: string,
  options: SchemaOptions = {},
): fc.Arbitrary<JsonObject> {
  return inputsOf(contract, operation, options);
}

const inputsOf = remembered((contract, operation, options) =>
  inputsUnder(contract, operation, combinationsOf(contract, operation, options)),
);
