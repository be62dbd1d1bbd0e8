import type { Contract, Contracts, Json, OperationContract, Schema } from '../../../contract/types.js';
import { implementedOperations } from '../../handlers.js';
import { mutantOf } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { replaceAt } from '../build/replace-at.js';
import { type SchemaSite, schemaSites } from '../build/schema-sites.js';

/**
 * Members that this endpoint has no occasion to show: nobody is on a stage that is new or updated, a channel's only key
 * is one page, the key that comes with a channel has no tags, tokens are not exchanged, nobody subscribes, a composition
 * is gone as soon as it ends, and streams meet no failure.
 */
export const NEVER_SHOWN = new RegExp(
  [
    '^(?:Create|Update)Stage .*activeSessionId$',
    '^ListStreamKeys nextToken$',
    '^CreateChannel streamKey\\.tags\\{',
    'truncatedEvents\\[\\]\\.code$',
    'events\\[\\]\\.(?:newToken|previousToken|remoteParticipantId)',
    'Compositions? .*endTime$',
  ].join('|'),
);

/** A text that few patterns allow. */
const FORBIDDEN = 'a!\u0007';

/** Each output member left out, and each with a value of another type. */
export function outputMutants(contracts: Contracts): Mutant[] {
  return [...contracts.values()].flatMap((contract) =>
    implementedOperations(contract.service).flatMap((name) => {
      const operation = contract.operations.get(name);
      return operation === undefined ? [] : memberMutants(contract, operation);
    }),
  );
}

function memberMutants(contract: Contract, operation: OperationContract): Mutant[] {
  return schemaSites(contract, operation.output)
    .filter(
      ({ steps, path }) =>
        steps.at(-1)?.to === 'member' && !NEVER_SHOWN.test(`${operation.operation} ${path}`),
    )
    .flatMap((site) => [dropped(operation, site), wrongType(operation, site)]);
}

/** Each modelled length, range and pattern of the output left by a value that is of the right type all the same. */
export function outputConstraintMutants(contracts: Contracts): Mutant[] {
  return [...contracts.values()].flatMap((contract) =>
    implementedOperations(contract.service).flatMap((name) => {
      const operation = contract.operations.get(name);
      return operation === undefined ? [] : constraintMutants(contract, operation);
    }),
  );
}

function constraintMutants(contract: Contract, operation: OperationContract): Mutant[] {
  return schemaSites(contract, operation.output)
    .filter(({ path }) => !NEVER_SHOWN.test(`${operation.operation} ${path}`))
    .flatMap((site) => {
      const value = beyond(site.schema);
      return value === undefined ? [] : [outOfBounds(operation, site, value)];
    });
}

function outOfBounds(place: OperationContract, { path, steps }: SchemaSite, value: Json): Mutant {
  const statement = `The answer's ${path} is beyond what the model allows.`;
  return mutantOf('output-constraint-broken', place, [path], statement, (_, next) => {
    const answer = next();
    if (answer.error === undefined && answer.body !== undefined) replaceAt(answer.body, steps, () => value);
    return answer;
  });
}

/** A value of the right type that the schema does not allow; undefined when it allows all, or lists its values. */
function beyond({ type, enum: values, pattern, maxLength, maximum }: Schema): Json | undefined {
  if (values !== undefined) return undefined;
  if (type === 'integer' || type === 'number') return maximum === undefined ? undefined : maximum + 1;
  if (type !== 'string') return undefined;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(FORBIDDEN)) return FORBIDDEN;
  return maxLength === undefined ? undefined : 'a'.repeat(maxLength + 1);
}

function dropped(place: OperationContract, { path, steps }: SchemaSite): Mutant {
  const statement = `The answer lacks ${path}.`;
  return mutantOf('member-dropped', place, [path], statement, (_, next) => {
    const answer = next();
    if (answer.error === undefined && answer.body !== undefined)
      replaceAt(answer.body, steps, () => undefined);
    return answer;
  });
}

function wrongType(place: OperationContract, { path, steps, schema }: SchemaSite): Mutant {
  const statement = `The answer's ${path} is no ${schema.type}.`;
  return mutantOf('member-type', place, [path], statement, (_, next) => {
    const answer = next();
    if (answer.error === undefined && answer.body !== undefined) {
      replaceAt(answer.body, steps, (value) => ofAnotherType(schema, value));
    }
    return answer;
  });
}

/** A value of another JSON type than the schema's. */
export function ofAnotherType({ type }: Schema, value: Json): Json {
  switch (type) {
    case 'string':
      return 1;
    case 'array':
      return {};
    case 'object':
      return [];
    default:
      return String(value);
  }
}
