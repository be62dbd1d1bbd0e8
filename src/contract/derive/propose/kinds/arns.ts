import type { Resource } from '../../../resources.js';
import { membersOf } from '../../../schema/constraints.js';
import type { Contract, OperationContract, Schema } from '../../../types.js';

/** A member that takes ARNs of one resource. */
export interface Naming {
  /** Path as in constraints, with `[]` for the entries of a list. */
  readonly member: string;
  readonly resource: Resource;
  readonly isRequired: boolean;
  /** Whether it takes the empty text as well. */
  readonly isUnset: boolean;
}

/** The resource type that the ARNs of a schema name; undefined where it takes other texts, or ARNs of any type. */
export function arnTypeOf({ pattern = '' }: Schema): string | undefined {
  return /arn:aws:ivs:.*:([a-z]+(?:-[a-z]+)*)\/\[/.exec(pattern)?.[1];
}

/** The members of an operation's input that take the ARN of a resource, in the order of the contract. */
export function namingsIn(
  contract: Contract,
  operation: OperationContract | undefined,
  resources: readonly Resource[],
): Naming[] {
  if (operation === undefined) return [];
  return membersOf(contract, operation.input).flatMap(({ member, schema, isRequired }): Naming[] => {
    const type = arnTypeOf(schema);
    const resource = resources.find(({ arnType }) => arnType !== undefined && arnType === type);
    if (resource === undefined) return [];
    return [{ member, resource, isRequired, isUnset: acceptsEmpty(schema) }];
  });
}

function acceptsEmpty({ pattern, minLength = 0 }: Schema): boolean {
  return minLength === 0 && (pattern === undefined || new RegExp(pattern, 'u').test(''));
}
