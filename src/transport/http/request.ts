import type { Json, JsonObject, OperationContract } from '../../contract/types.js';
import type { WireRequest } from '../types.js';

/**
 * Percent-encodes everything outside of RFC 3986's unreserved characters, as AWS does for a path segment or a
 * query value. A lone surrogate, which has no UTF-8 form, travels as U+FFFD.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The request for an operation with this input, bound to path, query, headers and body as the contract says. */
export function bindRequest(operation: OperationContract, input: JsonObject): WireRequest {
  const { http } = operation;
  const body: JsonObject = {};
  const headers: { [name: string]: string } = { accept: 'application/json' };
  const query: string[] = [];
  let path = http.uri;
  for (const [member, value] of Object.entries(input)) {
    const binding = http.input[member];
    if (binding === undefined) body[member] = value;
    else if (binding.location === 'uri')
      path = path.replace(`{${binding.name}}`, percentEncode(plain(value)));
    else if (binding.location === 'header') headers[binding.name.toLowerCase()] = plain(value);
    else query.push(...queryPairs(binding.name, value));
  }
  path = path.replace(/\{[^}]*\}/g, '');
  const request = {
    service: operation.service,
    operation: operation.operation,
    method: http.method,
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
  };
  if (http.method === 'GET' || http.method === 'DELETE') return { ...request, headers };
  return {
    ...request,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function queryPairs(name: string, value: Json): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.map((each) => `${percentEncode(name)}=${percentEncode(plain(each))}`);
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
