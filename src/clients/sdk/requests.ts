import { Router } from '../../contract/route.js';
import { readQuery } from '../../contract/schema/query.js';
import type { Contract, Json, JsonObject, OperationContract } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';
import { type CapturedRequest, REGION } from './client.js';
import { type Difference, differencesBetween } from './findings/difference.js';

/** How a request that was sent for an input departs from the operation's binding. */
export function judgeRequest(
  contract: Contract,
  operation: OperationContract,
  input: JsonObject,
  request: CapturedRequest,
): Difference[] {
  const { method, path, hostname, headers, body } = request;
  const { metadata } = contract.shapes;
  const match = new Router(new Map([[contract.service, contract]])).find(method, path);
  if (typeof match === 'string' || match.operation !== operation) {
    return [
      {
        path: '(request line)',
        expected: `${operation.http.method} ${operation.http.uri}`,
        observed: `${method} ${path}`,
      },
    ];
  }
  const found: Difference[] = [];
  const expectHeader = (what: string, expected: string, observed: string, isMet: boolean) => {
    if (!isMet) found.push({ path: what, expected, observed });
  };
  const host = `${metadata.endpointPrefix}.${REGION}.amazonaws.com`;
  expectHeader('(host)', host, hostname, hostname === host);
  const authorization = headers.authorization ?? '';
  const scope = `/${REGION}/${metadata.signingName}/aws4_request`;
  expectHeader(
    '(signature)',
    `a credential scope that ends with ${scope}`,
    authorization || 'absent',
    authorization.includes(`${scope},`),
  );
  const type = headers['content-type'] ?? 'absent';
  if (body !== '')
    expectHeader('content-type', 'application/json', type, type.startsWith('application/json'));
  const sent = bodyOf(body);
  if (sent === undefined)
    return [...found, { path: '(body)', expected: 'a JSON object', observed: body.slice(0, 80) }];
  const arrived: JsonObject = { ...sent, ...match.uri, ...readQuery(contract, operation, match.query) };
  return [...found, ...differencesBetween(withToken(operation, carried(operation, input), arrived), arrived)];
}

function bodyOf(body: string): JsonObject | undefined {
  if (body === '') return {};
  try {
    const value: Json = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What the binding can carry: a query has no form for an empty list. */
function carried({ http }: OperationContract, input: JsonObject): JsonObject {
  const isLost = ([member, value]: [string, Json]) =>
    http.input[member]?.location === 'querystring' && Array.isArray(value) && value.length === 0;
  return Object.fromEntries(Object.entries(input).filter((each) => !isLost(each)));
}

/** A client fills in an idempotency token that the user leaves out. */
function withToken(
  { idempotencyToken: token }: OperationContract,
  input: JsonObject,
  arrived: JsonObject,
): JsonObject {
  if (token === undefined || token in input) return input;
  const filled = arrived[token];
  return {
    ...input,
    [token]: typeof filled === 'string' && filled !== '' ? filled : 'a token that the client makes',
  };
}
