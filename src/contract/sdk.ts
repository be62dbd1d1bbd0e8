import { membersOf } from './constraints.js';
import { outermost } from './differences.js';
import type { Contract, OperationContract, Schema } from './types.js';

/** What a package of the AWS SDK for JavaScript describes of a service. */
export interface SdkDescription {
  /** Operation → paths of the members of both sides, as in constraints. */
  readonly operations: ReadonlyMap<
    string,
    { readonly request: readonly string[]; readonly response: readonly string[] }
  >;
  /** Name of an enumeration → its values. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

/** Operations, members and enum values that one of two descriptions has and the other one lacks. */
export interface Surplus {
  readonly operations: readonly string[];
  /** Of operations that both have; a member is told once, with all that it holds. */
  readonly members: readonly {
    readonly operation: string;
    readonly side: 'request' | 'response';
    readonly member: string;
  }[];
  readonly enumValues: readonly { readonly shape: string; readonly value: string }[];
}

/** How a contract and the SDK differ. */
export interface SdkComparison {
  /** What the SDK has and the contract lacks. */
  readonly behind: Surplus;
  /** What the contract has and the SDK lacks. */
  readonly ahead: Surplus;
}

/** Kinds of schemas, as the SDK numbers them (https://www.npmjs.com/package/@smithy/types, `StaticSchemaId…`). */
const [LIST, MAP, STRUCTURE, OPERATION] = [1, 2, 3, 9];

/**
 * Reads the schemas and enumerations that a package exports.
 * @returns undefined when it exports no schema of an operation, as versions before schemas do not
 */
export function describeSdk(exported: object): SdkDescription | undefined {
  const operations = new Map<string, { request: string[]; response: string[] }>();
  const enums = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(exported)) {
    if (isSchema(value) && value[0] === OPERATION) {
      const [, , operation, , input, output] = value;
      operations.set(String(operation), { request: pathsOf(input), response: pathsOf(output) });
    } else if (isEnumeration(value)) enums.set(name, Object.values(value));
  }
  return operations.size === 0 ? undefined : { operations, enums };
}

/** Compares a contract with what the SDK describes. */
export function compareWithSdk(contract: Contract, sdk: SdkDescription): SdkComparison {
  const ours = describeContract(contract);
  return { behind: surplusOf(sdk, ours), ahead: surplusOf(ours, sdk) };
}

function describeContract(contract: Contract): SdkDescription {
  const sides = ({ input, output, http }: OperationContract) => ({
    request: named(contract, input),
    response: [...named(contract, output), ...Object.keys(http.outputHeaders)],
  });
  const enums = Object.entries(contract.shapes.$defs).flatMap(([name, schema]) =>
    schema.enum === undefined ? [] : [[name, schema.enum] as const],
  );
  return {
    operations: new Map([...contract.operations].map(([name, operation]) => [name, sides(operation)])),
    enums: new Map(enums),
  };
}

/** Paths of members that have a name: entries of lists and maps have none. */
function named(contract: Contract, schema: Schema): string[] {
  return membersOf(contract, schema)
    .map(({ member }) => member)
    .filter((member) => /\w$/.test(member));
}

/** What one has beyond the other. */
function surplusOf(one: SdkDescription, other: SdkDescription): Surplus {
  const members = [...one.operations].flatMap(([operation, sides]) =>
    (['request', 'response'] as const).flatMap((side) => {
      const known = other.operations.get(operation)?.[side];
      if (known === undefined) return [];
      const extra = sides[side].filter((path) => !known.includes(path));
      return outermost(extra).map((member) => ({ operation, side, member }));
    }),
  );
  const enumValues = [...one.enums].flatMap(([shape, values]) =>
    values
      .filter((value) => other.enums.get(shape)?.includes(value) !== true)
      .map((value) => ({ shape, value })),
  );
  const operations = [...one.operations.keys()].filter((name) => !other.operations.has(name));
  return { operations, members, enumValues };
}

function pathsOf(schema: unknown, path = '', within: readonly unknown[] = []): string[] {
  const found = resolved(schema);
  if (!isSchema(found) || within.includes(found)) return [];
  const [kind, , , , first, second] = found;
  const inner = [...within, found];
  if (kind === LIST) return pathsOf(first, `${path}[]`, inner);
  if (kind === MAP) return pathsOf(second, `${path}{}`, inner);
  if (kind !== STRUCTURE || !Array.isArray(first) || !Array.isArray(second)) return [];
  return first.flatMap((name, index) => {
    const at = path === '' ? String(name) : `${path}.${name}`;
    return [at, ...pathsOf(second[index], at, inner)];
  });
}

/** A schema behind a function that gives it, or beside traits of the member that refers to it. */
function resolved(schema: unknown): unknown {
  if (typeof schema === 'function') return resolved(schema());
  return Array.isArray(schema) && !isSchema(schema) ? resolved(schema[0]) : schema;
}

/** Kind, namespace, name, traits, and what depends on the kind. */
function isSchema(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'string';
}

function isEnumeration(value: unknown): value is { readonly [name: string]: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const values = Object.values(value);
  return values.length > 0 && values.every((each) => typeof each === 'string');
}
