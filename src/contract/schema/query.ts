import { resolve } from '../load.js';
import type { Contract, JsonObject, OperationContract } from '../types.js';

/**
 * Input members that a query string carries.
 * @param query without the question mark
 * @throws URIError where it is not percent-encoded
 */
export function readQuery(contract: Contract, operation: OperationContract, query: string): JsonObject {
  const members: JsonObject = {};
  for (const [member, { location, name }] of Object.entries(operation.http.input)) {
    if (location !== 'querystring') continue;
    const values = valuesOf(query, name);
    const [first] = values;
    if (first === undefined) continue;
    const schema = operation.input.properties?.[member] ?? {};
    members[member] = resolve(contract, schema).type === 'array' ? values : first;
  }
  return members;
}

function valuesOf(query: string, name: string): string[] {
  return query
    .split('&')
    .map((pair) => pair.split(/=(.*)/s, 2).map(decodeURIComponent))
    .filter(([key]) => key === name)
    .map(([, value]) => value ?? '');
}
