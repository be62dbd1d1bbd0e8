import type { Contract, Contracts, Json, OperationContract, Schema } from '../../contract/types.js';
import { implementedOperations } from '../handlers.js';
import { isObject } from '../json.js';
import type { Mutant } from '../mutant.js';
import { mutantOf } from './build.js';
import { type SchemaSite, type Step, schemaSites } from './schema-sites.js';

/** Members that this endpoint has no occasion to show: nobody joins a stage, and a channel's only key is one page. */
const NEVER_SHOWN = /\.activeSessionId$|^ListStreamKeys nextToken$/;

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

function ofAnotherType({ type }: Schema, value: Json): Json {
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

/** Replaces a member wherever the steps lead, in place; `undefined` takes it out. */
function replaceAt(
  value: Json | undefined,
  [step, ...rest]: readonly Step[],
  change: (value: Json) => Json | undefined,
): void {
  if (step?.to === 'items' && Array.isArray(value)) {
    for (const item of value) replaceAt(item, rest, change);
  }
  if (step?.to !== 'member' || !isObject(value)) return;
  const member = value[step.member];
  if (member === undefined) return;
  if (rest.length > 0) {
    replaceAt(member, rest, change);
    return;
  }
  const changed = change(member);
  if (changed === undefined) delete value[step.member];
  else value[step.member] = changed;
}
