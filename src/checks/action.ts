/** The input of operations that act on a resource. */
import type { ResourceAction } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';
import { isObject } from '../transport/answer.js';
import { listAt } from './expect.js';

/** The least input by which an operation acts on the resource with this ARN; on none in particular without. */
export function leastInputOf(action: ResourceAction, arn: string | undefined): JsonObject {
  return naming(action, action.input ?? {}, arn);
}

/** An input that names the resource: where the member is one of a list's entries, in each of them. */
export function naming({ member }: ResourceAction, input: JsonObject, arn: string | undefined): JsonObject {
  if (member === undefined || arn === undefined) return input;
  const [head = '', entry] = member.split('[].');
  if (entry === undefined) return { ...input, [head]: arn };
  const entries = listAt(input, head).map((each) => (isObject(each) ? { ...each, [entry]: arn } : each));
  return { ...input, [head]: entries };
}
