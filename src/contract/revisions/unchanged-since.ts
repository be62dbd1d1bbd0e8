import { type Constraint, constraintKey, constraintsOf } from '../schema/constraints.js';
import type { Contract, OperationContract, Schema } from '../types.js';

/**
 * An earlier contract without what a later one says otherwise: an endpoint may be ahead of the revision that it is judged
 * by. What is sent keeps the constraints of both; a constraint that is not the same in both, and a default, is not asked
 * about.
 */
export function settled(contract: Contract, later: Contract): Contract {
  const shapes = { ...contract.shapes, $defs: tightened(contract, later) };
  const pairs = [...contract.operations.values()].flatMap((before) => {
    const after = later.operations.get(before.operation);
    return after === undefined ? [] : [{ before, after }];
  });
  return {
    ...contract,
    shapes,
    operations: new Map(
      [...contract.operations].map(([name, operation]) => [
        name,
        { ...operation, input: withoutOtherDefaults(operation.input, later.operations.get(name)?.input) },
      ]),
    ),
    unsettled: new Set(pairs.flatMap(({ before, after }) => unsettledOf(contract, before, later, after))),
  };
}

/** The shapes of a contract, with the constraints of both. */
function tightened(contract: Contract, later: Contract): Contract['shapes']['$defs'] {
  return Object.fromEntries(
    Object.entries(contract.shapes.$defs).map(([name, schema]) => {
      const other = later.shapes.$defs[name];
      if (other === undefined) return [name, schema];
      return [name, withoutOtherDefaults({ ...schema, ...boundsOfBoth(schema, other) }, other)];
    }),
  );
}

const LEAST = ['minLength', 'minimum', 'minItems', 'minProperties'] as const;
const MOST = ['maxLength', 'maximum', 'maxItems', 'maxProperties'] as const;

/** The narrower of each pair of bounds, and the later pattern: all that changed so far were made stricter. */
function boundsOfBoth(schema: Schema, other: Schema): Schema {
  const bound = (keyword: (typeof LEAST | typeof MOST)[number], choose: (...sizes: number[]) => number) => {
    const sizes = [schema[keyword], other[keyword]].filter((size) => size !== undefined);
    return sizes.length === 0 ? {} : { [keyword]: choose(...sizes) };
  };
  return Object.assign(
    {},
    ...LEAST.map((keyword) => bound(keyword, Math.max)),
    ...MOST.map((keyword) => bound(keyword, Math.min)),
    other.pattern === undefined ? {} : { pattern: other.pattern },
  );
}

/** A structure whose members keep only the defaults that they have in the other one too. */
function withoutOtherDefaults(schema: Schema, other: Schema | undefined): Schema {
  if (schema.properties === undefined || other === undefined) return schema;
  const properties = Object.entries(schema.properties).map(([name, member]) => {
    const { default: standard, ...rest } = member;
    const isSame = JSON.stringify(standard) === JSON.stringify(other.properties?.[name]?.default);
    return [name, isSame ? member : rest];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** The constraints of an input that are not the same in both contracts; further enum values leave the others as they are. */
function unsettledOf(
  contract: Contract,
  before: OperationContract,
  later: Contract,
  after: OperationContract,
): string[] {
  const [then, now] = [valuesOf(contract, before), valuesOf(later, after)];
  return [...new Set([...then.keys(), ...now.keys()])].filter((key) => then.get(key) !== now.get(key));
}

function valuesOf(
  contract: Contract,
  { operation, input }: OperationContract,
): Map<string, Constraint['value']> {
  return new Map(
    constraintsOf(contract, input)
      .filter(({ keyword }) => keyword !== 'enum')
      .map((each) => [constraintKey(operation, each), each.value]),
  );
}
