/** What ajv says of a value, in the words of constraints. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { resolve } from '../../src/contract/load.js';
import type { Contract, Schema } from '../../src/contract/types.js';

const ajvs = new WeakMap<Contract, Ajv2020>();
const validators = new WeakMap<Schema, ValidateFunction>();

/** `member keyword` of every constraint that a value breaks, each once, sorted. */
export function schemaErrors(contract: Contract, schema: Schema, value: unknown): string[] {
  const validate = validators.get(schema) ?? ajvOf(contract).compile(schema);
  validators.set(schema, validate);
  if (validate(value)) return [];
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames');
  const named = errors.map((error) => ({
    member: memberOf(contract, schema, error),
    keyword: error.keyword,
  }));
  const wrongTypes = new Set(named.filter(({ keyword }) => keyword === 'type').map(({ member }) => member));
  const own = named.filter(({ member, keyword }) => keyword !== 'enum' || !wrongTypes.has(member));
  return [...new Set(own.map(({ member, keyword }) => `${member} ${keyword}`))].sort();
}

function ajvOf(contract: Contract): Ajv2020 {
  const known = ajvs.get(contract) ?? new Ajv2020({ strict: true, allErrors: true });
  if (!ajvs.has(contract)) known.addSchema({ $id: contract.shapes.$id, $defs: contract.shapes.$defs });
  ajvs.set(contract, known);
  return known;
}

/** The path of the member at fault: `/tags/team` is `tags{}` where `tags` is a map. */
function memberOf(
  contract: Contract,
  schema: Schema,
  { instancePath, params, propertyName }: ErrorObject,
): string {
  let at = schema;
  let path = '';
  for (const step of instancePath.split('/').slice(1)) {
    const { items, properties, additionalProperties } = resolve(contract, at);
    const property = properties?.[step];
    if (property !== undefined) {
      path = path === '' ? step : `${path}.${step}`;
      at = property;
    } else if (items !== undefined) {
      path += '[]';
      at = items;
    } else {
      path += '{}';
      at = typeof additionalProperties === 'object' ? additionalProperties : {};
    }
  }
  if (propertyName !== undefined) return `${path}{key}`;
  if (typeof params.missingProperty !== 'string') return path;
  return path === '' ? params.missingProperty : `${path}.${params.missingProperty}`;
}
