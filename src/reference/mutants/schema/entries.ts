import { TIMESTAMP_PATTERN } from '../../../contract/schema/timestamp.js';
import type { Contract, Contracts, Json, OperationContract } from '../../../contract/types.js';
import { implementedOperations } from '../../handlers.js';
import { mutantOf, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { replaceAt } from '../build/replace-at.js';
import { type SchemaSite, schemaSites } from '../build/schema-sites.js';
import { NEVER_SHOWN, ofAnotherType } from './output.js';

/** Members of answers that are wrong in a way which is easily passed over. */
export function entryMutants(contracts: Contracts): Mutant[] {
  return [...contracts.values()].flatMap((contract) =>
    implementedOperations(contract.service).flatMap((name) => {
      const operation = contract.operations.get(name);
      return operation === undefined ? [] : operationMutants(contract, operation);
    }),
  );
}

function operationMutants(contract: Contract, operation: OperationContract): Mutant[] {
  const sites = schemaSites(contract, operation.output).filter(
    ({ path }) => !NEVER_SHOWN.test(`${operation.operation} ${path}`),
  );
  const members = sites.filter(({ steps }) => steps.at(-1)?.to === 'member');
  return [
    ...members.filter((site) => isListed(operation, site)).flatMap((site) => secondEntry(operation, site)),
    ...members.filter(({ steps }) => steps.length === 1).map((site) => isNull(operation, site)),
    ...sites.filter(({ schema }) => schema.enum !== undefined).map((site) => inOtherCase(operation, site)),
    ...sites.filter(isTime).map((site) => ahead(operation, site)),
    ...members.filter((site) => isGivenBack(operation, site)).map((site) => givenIgnored(operation, site)),
  ];
}

/** Whether the answer shows what the request gave; tokens of pages are others each time. */
function isGivenBack({ input, pagination }: OperationContract, { path }: SchemaSite): boolean {
  return pagination === undefined && input.properties?.[path] !== undefined;
}

function givenIgnored(place: OperationContract, { path }: SchemaSite): Mutant {
  const statement = `The ${path} of the caller is ignored.`;
  return mutantOf('given-ignored', place, [path], statement, (call, next) =>
    next(withInput(call, { [path]: undefined })),
  );
}

/** Whether the member belongs to the entries that an operation lists; a channel has one stream key. */
function isListed({ operation }: OperationContract, { path }: SchemaSite): boolean {
  return operation !== 'ListStreamKeys' && /^\w+\[\]\./.test(path) && !path.startsWith('errors[]');
}

/** The value at a site is another one in every success; `undefined` takes it out. */
function changed(
  family: string,
  place: OperationContract,
  { path, steps }: SchemaSite,
  statement: string,
  change: (value: Json) => Json | undefined,
  only?: number,
): Mutant {
  return mutantOf(family, place, [path], statement, (_, next) => {
    const answer = next();
    if (answer.error === undefined) replaceAt(answer.body, steps, change, only);
    return answer;
  });
}

/** Who looks at the first entry of a list alone does not notice. */
function secondEntry(place: OperationContract, site: SchemaSite): Mutant[] {
  const { path, schema } = site;
  const isDirect = /\[\]\.\w+$/.test(path);
  const dropped = changed(
    'second-entry-dropped',
    place,
    site,
    `Only the second entry lacks ${path}.`,
    () => undefined,
    1,
  );
  if (!isDirect) return [dropped];
  const statement = `Only in the second entry, ${path} is no ${schema.type}.`;
  const typed = (value: Json): Json => ofAnotherType(schema, value);
  return [dropped, changed('second-entry-type', place, site, statement, typed, 1)];
}

function isNull(place: OperationContract, site: SchemaSite): Mutant {
  return changed('member-null', place, site, `The answer's ${site.path} is null.`, () => null);
}

function inOtherCase(place: OperationContract, site: SchemaSite): Mutant {
  const statement = `Values of ${site.path} are in lower case.`;
  return changed('enum-case', place, site, statement, (value) =>
    typeof value === 'string' ? value.toLowerCase() : value,
  );
}

/** Times at which something was; when a token expires lies ahead in any case. */
function isTime({ schema, path }: SchemaSite): boolean {
  return schema.pattern === TIMESTAMP_PATTERN && !path.endsWith('expirationTime');
}

const DAY = 86_400_000;

function ahead(place: OperationContract, site: SchemaSite): Mutant {
  return changed('time-ahead', place, site, `${site.path} is a day ahead.`, (value) =>
    typeof value === 'string' && !Number.isNaN(Date.parse(value))
      ? new Date(Date.parse(value) + DAY).toISOString()
      : value,
  );
}
