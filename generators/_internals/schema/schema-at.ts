import { resolve } from '../../../src/contract/load.js';
import type { Contract, Schema } from '../../../src/contract/types.js';

/**
 * The schema of a member, as it is written: with its `$ref`.
 * @throws Error when the path names no member
 */
export function schemaAt(contract: Contract, schema: Schema, member: string): Schema {
  let at = schema;
  for (const step of member.match(/\[\]|\{key\}|\{\}|[^.[{]+/g) ?? []) {
    const next = inner(resolve(contract, at), step);
    if (next === undefined) throw new Error(`no member is ${JSON.stringify(member)}`);
    at = next;
  }
  return at;
}

function inner(schema: Schema, step: string): Schema | undefined {
  switch (step) {
    case '[]':
      return schema.items;
    case '{key}':
      return schema.propertyNames;
    case '{}':
      return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    default:
      return schema.properties?.[step];
  }
}
