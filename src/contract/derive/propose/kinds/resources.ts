import { resolve } from '../../../load.js';
import type { Resource } from '../../../resources.js';
import type { Contract, OperationContract, Schema } from '../../../types.js';
import { asMember, pluralOf } from '../names.js';
import { arnTypeOf } from './arns.js';
import { assignedIn } from './assigned.js';
import { linksOf } from './links.js';

/** What begins the name of an operation that makes a resource. */
const MAKER = /^(?:Create|Import|Start)([A-Z]\w*)$/;

/**
 * An entry for every resource of a contract that none is written of yet: whatever an operation makes and answers with.
 * What only starts something is none, unless it can be got and stopped.
 */
export function proposedResources(contract: Contract, known: readonly Resource[]): Resource[] {
  const made = new Set(known.map(({ create }) => create?.operation));
  const entries = [...contract.operations.values()].flatMap((create) => {
    const noun = MAKER.exec(create.operation)?.[1];
    if (noun === undefined || made.has(create.operation)) return [];
    const isEnded = contract.operations.has(`Get${noun}`) && contract.operations.has(`Stop${noun}`);
    const output = memberOfOutput(contract, create, noun);
    if ((create.operation.startsWith('Start') && !isEnded) || output === undefined) return [];
    const shape = resolve(contract, create.output.properties?.[output] ?? {});
    const update = contract.operations.get(`Update${noun}`);
    return [
      {
        core: coreOf(contract, noun, create, { output, shape }),
        assigned: assignedIn(contract, shape, create, update),
      },
    ];
  });
  const all = [...known, ...entries.map(({ core, assigned }) => ({ ...core, ...assigned }))];
  return entries.map(({ core, assigned }) => ({
    ...core,
    ...linksOf(contract, { ...core, ...assigned }, all),
    ...assigned,
  }));
}

/** What the operations are, and how they name the resource. */
function coreOf(
  contract: Contract,
  noun: string,
  create: OperationContract,
  { output, shape }: { output: string; shape: Schema },
): Omit<Resource, 'always'> {
  const operation = (name: string) => contract.operations.get(name);
  const arnType = shape.properties?.arn && arnTypeOf(resolve(contract, shape.properties.arn));
  const whole = (found: OperationContract | undefined) =>
    found && {
      ...naming(contract, found, arnType),
      output: memberOfOutput(contract, found, noun) ?? asMember(noun),
    };
  const get = whole(operation(`Get${noun}`));
  const update = whole(operation(`Update${noun}`));
  const list = operation(`List${pluralOf(noun)}`);
  const batch = operation(`BatchGet${noun}`);
  const remove = operation(`Delete${noun}`) ?? operation(`Stop${noun}`);
  const force = remove?.input.properties?.force === undefined ? {} : { force: 'force' };
  return {
    name: noun,
    ...(arnType === undefined ? {} : { arnType }),
    checked: true,
    create: { operation: create.operation, output },
    ...(get && { get }),
    ...(list && { list: { operation: list.operation, output: listOf(contract, list) } }),
    ...(update && { update }),
    ...(remove && { delete: { ...naming(contract, remove, arnType), ...force } }),
    ...(batch && {
      batchGet: { operation: batch.operation, input: 'arns', output: listOf(contract, batch) },
    }),
    taggable: shape.properties?.tags !== undefined,
  };
}

/** An operation on one resource, with the member that names it. */
function naming(
  contract: Contract,
  { operation, input }: OperationContract,
  arnType: string | undefined,
): { operation: string; input: string } {
  const named = Object.entries(input.properties ?? {}).find(
    ([, schema]) => arnType !== undefined && arnTypeOf(resolve(contract, schema)) === arnType,
  );
  return { operation, input: named?.[0] ?? input.required?.[0] ?? 'arn' };
}

/** The member of an output that holds the resource: the one of its name, or of the end of its name, or the first one. */
function memberOfOutput(contract: Contract, { output }: OperationContract, noun: string): string | undefined {
  const structures = Object.entries(output.properties ?? {})
    .filter(([, schema]) => resolve(contract, schema).type === 'object')
    .map(([member]) => member);
  const isEnd = (member: string) => noun.toLowerCase().endsWith(member.toLowerCase());
  return structures.find((member) => member === asMember(noun)) ?? structures.find(isEnd) ?? structures[0];
}

/** The member of an output that holds the list. */
function listOf(contract: Contract, { output, pagination }: OperationContract): string {
  const lists = Object.entries(output.properties ?? {}).filter(
    ([member, schema]) => resolve(contract, schema).type === 'array' && member !== 'errors',
  );
  return pagination?.items ?? lists[0]?.[0] ?? 'items';
}
