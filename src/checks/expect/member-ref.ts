/** Where operations say something: what a check's expectation may have been taken from. */
import type { OperationContract } from '../../contract/types.js';
import type { Owned, Place } from '../types.js';

/** Where the answer by which a resource was made shows a member of it. */
export function madeAs({ resource, answer }: Pick<Owned, 'resource' | 'answer'>, member: string): Place {
  const { operation } = answer.operation;
  const { implicit, create } = resource;
  const output = implicit?.operation === operation ? implicit.output : create?.output;
  return { operation, member: `${output}.${member}` };
}

/** Where a list shows that something is there. */
export function entryOf({ operation, pagination }: OperationContract): Place {
  return { operation, member: `${pagination?.items}[].arn` };
}
