/** The input of operations that act on a resource. */
import type { ResourceAction } from '../../contract/resources.js';
import type { JsonObject } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';
import { listAt } from '../expect/expect.js';

/** The least input by which an operation acts on the resource with this ARN; on none in particular without. */
export function leastInputOf(action: ResourceAction, arn: string | undefined): JsonObject {
  return naming(action, action.input ?? {}, arn);
}

/**
 * An input that names the resource: where the member is one of a list's entries, in each of them.
 * @param unknown ARN that one more entry names, which the operation cannot act on
 */
export function naming(
  { member }: ResourceAction,
  input: JsonObject,
  arn: string | undefined,
  unknown?: string,
): JsonObject {
  if (member === undefined || arn === undefined) return input;
  const [head = '', entry] = member.split('[].');
  if (entry === undefined) return { ...input, [head]: arn };
  const entries = listAt(input, head).filter(isObject);
  const known = entries.map((each): JsonObject => ({ ...each, [entry]: arn }));
  const [first] = entries;
  if (unknown === undefined || first === undefined) return { ...input, [head]: known };
  // As many as before, or two: the list may be as long as it may get.
  return {
    ...input,
    [head]: [...known.slice(0, Math.max(1, known.length - 1)), { ...first, [entry]: unknown }],
  };
}
