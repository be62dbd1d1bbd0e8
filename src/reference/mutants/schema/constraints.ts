import type { Contract, Contracts, OperationContract, Schema } from '../../../contract/types.js';
import { implementedOperations } from '../../handlers.js';
import { changeOperation, type Place } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { changeAt, type SchemaSite, type Step, schemaSites } from '../build/schema-sites.js';
import { type ConstraintChange, either, isEquivalent } from './equivalent.js';
import { nearChanges } from './near.js';

/** Keywords that set a bound, with the direction in which more is allowed. */
const BOUNDS = [
  ['minLength', -1],
  ['maxLength', 1],
  ['minimum', -1],
  ['maximum', 1],
  ['minItems', -1],
  ['maxItems', 1],
  ['maxProperties', 1],
] as const;

/** Each constraint of each input: ignored, one off towards more, one off towards less. */
export function constraintMutants(contracts: Contracts): Mutant[] {
  return [...contracts.values()].flatMap((contract) =>
    implementedOperations(contract.service).flatMap((name) => {
      const operation = contract.operations.get(name);
      return operation === undefined ? [] : operationMutants(contract, operation);
    }),
  );
}

function operationMutants(contract: Contract, operation: OperationContract): Mutant[] {
  return schemaSites(contract, operation.input).flatMap((site) =>
    [...siteChanges(site), ...requiredChanges(site), ...nearChanges(site.schema)]
      .filter((change) => !isEquivalent(operation, site, change))
      .map((change) => constraintMutant(operation, site, change)),
  );
}

function siteChanges({ schema }: SchemaSite): ConstraintChange[] {
  return [...typeChanges(schema), ...enumChanges(schema), ...patternChanges(schema), ...boundChanges(schema)];
}

function typeChanges({ type }: Schema): ConstraintChange[] {
  if (type === undefined) return [];
  return [ignored('type', ofAnyType)];
}

/** Values of the type keep their constraints: validators refuse to apply those to values of any other. */
function ofAnyType(schema: Schema): Schema {
  const { type } = schema;
  return either(schema, ...(type === undefined ? [] : [{ not: { type } }]));
}

function enumChanges({ enum: values = [] }: Schema): ConstraintChange[] {
  if (values.length === 0) return [];
  // Without any value, the schema would be none.
  const refusable = values.length > 1 ? values : [];
  const refused = refusable.map((value): ConstraintChange => {
    const others = values.filter((other) => other !== value);
    return {
      family: 'enum-value-refused',
      keyword: value,
      statement: `the value ${value} is refused`,
      change: (schema) => ({ ...schema, enum: others }),
    };
  });
  return [ignored('enum', ({ enum: _, ...rest }) => rest), ...refused];
}

function patternChanges({ pattern }: Schema): ConstraintChange[] {
  if (pattern === undefined) return [];
  const character = ['_', '.'].find((one) => /^\^\(\?:\(?\[/.test(pattern) && pattern.includes(one));
  const relaxed = ignored('pattern', ({ pattern: _, ...rest }) => rest);
  if (character === undefined) return [relaxed];
  return [
    relaxed,
    {
      family: 'constraint-tighter',
      keyword: 'pattern',
      statement: `the allowed character ${character} is refused`,
      change: (schema) => ({ ...schema, pattern: `^(?![^]*[${character}])${pattern.slice(1)}` }),
    },
  ];
}

function boundChanges(schema: Schema): ConstraintChange[] {
  return BOUNDS.flatMap(([keyword, more]) => {
    const bound = schema[keyword];
    if (bound === undefined) return [];
    const to = (family: 'constraint-looser' | 'constraint-tighter', value: number): ConstraintChange => ({
      family,
      keyword,
      statement: `${keyword} is ${value} instead of ${bound}`,
      change: (before) => ({ ...before, [keyword]: value }),
    });
    const without = ignored(keyword, ({ [keyword]: _, ...rest }) => rest);
    const isFloor = more < 0 && bound === 0 && keyword !== 'minimum';
    const relaxed = isFloor ? [] : [without, to('constraint-looser', bound + more)];
    return [...relaxed, to('constraint-tighter', bound - more)];
  });
}

function requiredChanges({ required, steps }: SchemaSite): ConstraintChange[] {
  const last = steps.at(-1);
  if (required === undefined || last?.to !== 'member') return [];
  const { member } = last;
  if (required) return [ignored('required', (structure) => requiring(structure, member, false))];
  return [
    {
      family: 'constraint-tighter',
      keyword: 'required',
      statement: 'the optional member is required',
      change: (structure) => requiring(structure, member, true),
    },
  ];
}

function requiring(structure: Schema, member: string, wanted: boolean): Schema {
  const others = (structure.required ?? []).filter((one) => one !== member);
  return { ...structure, required: wanted ? [...others, member] : others };
}

function ignored(keyword: string, change: (schema: Schema) => Schema): ConstraintChange {
  return { family: 'constraint-ignored', keyword, statement: `${keyword} is not enforced`, change };
}

function constraintMutant(operation: OperationContract, site: SchemaSite, changed: ConstraintChange): Mutant {
  const { family, keyword, statement, change } = changed;
  const steps = keyword === 'required' ? site.steps.slice(0, -1) : site.steps;
  return {
    id: [family, operation.service, operation.operation, site.path, keyword].join('/'),
    title: `${operation.operation} ${site.path} ${keyword} ${family.replaceAll('-', ' ')}`,
    statement: `${operation.operation} input ${site.path}: ${statement}.`,
    operation: operation.operation,
    contract: (contract) =>
      places(operation, site).reduce((sum, place) => changeInput(sum, place, steps, change), contract),
  };
}

/** Both services share the tag paths: an ARN of no known type reaches either, so its constraints break in both. */
function places({ service, operation, http }: OperationContract, { steps: [first] }: SchemaSite): Place[] {
  const inPath = first?.to === 'member' && http.input[first.member]?.location === 'uri';
  if (!inPath) return [{ service, operation }];
  return [
    { service: 'ivs', operation },
    { service: 'ivs-realtime', operation },
  ];
}

function changeInput(
  contract: Contract,
  place: Place,
  steps: readonly Step[],
  change: (schema: Schema) => Schema,
): Contract {
  return changeOperation(contract, place, (operation) => ({
    ...operation,
    input: changeAt(contract, operation.input, steps, change),
  }));
}
