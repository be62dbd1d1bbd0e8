import { operationsOf, type Resource, type ResourceAction } from '../../../resources.js';
import { membersOf } from '../../../schema/constraints.js';
import type { Contract, Json, OperationContract, Schema } from '../../../types.js';
import { namingsIn } from './arns.js';

/** Operations of every resource alike. */
const OF_ALL: readonly string[] = ['TagResource', 'UntagResource', 'ListTagsForResource'];

/** An operation that no resource has yet, and what it seems to act on. */
export interface NewAction {
  readonly operation: string;
  /** Name of the resource; absent where no member of the input takes the ARN of one. */
  readonly resource?: string;
  readonly action: ResourceAction;
}

/** The operations that no entry names. */
export function newActions(contract: Contract, resources: readonly Resource[]): NewAction[] {
  const named = new Set([
    ...OF_ALL,
    ...resources.flatMap(operationsOf),
    ...resources.flatMap(({ actions = [] }) => actions.map(({ operation }) => operation)),
  ]);
  return [...contract.operations.values()]
    .filter(({ operation }) => !named.has(operation))
    .map((operation) => actionOf(contract, operation, resources));
}

function actionOf(
  contract: Contract,
  operation: OperationContract,
  resources: readonly Resource[],
): NewAction {
  const namings = namingsIn(contract, operation, resources);
  const [naming] = namings.filter(({ isRequired }) => isRequired);
  const rest = membersOf(contract, operation.input).filter(
    ({ member, isRequired }) => isRequired && /^\w+$/.test(member) && member !== naming?.member,
  );
  const input = Object.fromEntries(rest.map(({ member, schema }) => [member, leastOf(schema)]));
  return {
    operation: operation.operation,
    ...(naming && { resource: naming.resource.name }),
    action: {
      operation: operation.operation,
      ...(naming && { member: naming.member }),
      ...(rest.length > 0 ? { input } : {}),
      ...(operation.errors.includes('ChannelNotBroadcasting') ? { state: 'live' } : {}),
    },
  };
}

/** A value that keeps to simple constraints; whoever looks at the proposal puts a telling one. */
function leastOf({ type, enum: values, minimum = 1, minLength = 0 }: Schema): Json {
  if (values?.[0] !== undefined) return values[0];
  switch (type) {
    case 'integer':
    case 'number':
      return minimum;
    case 'boolean':
      return true;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return 'ivs-conformance'.padEnd(minLength, '0');
  }
}
