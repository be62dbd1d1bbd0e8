import { objectAt } from '../../../checks/expect/expect.js';
import { operationOf } from '../../../checks/plan/scope.js';
import type { Scope } from '../../../checks/types.js';
import { resourceMadeBy } from '../../../contract/resources.js';
import { Router } from '../../../contract/route.js';
import { isObject } from '../../../contract/schema/values.js';
import type { Contracts, JsonObject, Service } from '../../../contract/types.js';
import type { InProcessEndpoint, InProcessRequest } from '../../../transport/in-process.js';
import type { WireResponse } from '../../../transport/types.js';
import type { CreationFault, Existing } from './creations.js';
import type { ListFault } from './lists.js';
import { call, type Other } from './others.js';

/** What an endpoint does wrongly. */
export interface Faults {
  readonly creation: CreationFault;
  readonly list: ListFault;
  readonly random: () => number;
}

/** An endpoint that is right but for creations and lists. */
export function hostile(
  handle: InProcessEndpoint,
  contracts: Contracts,
  scopes: ReadonlyMap<Service, Scope>,
  others: readonly Other[],
  { creation, list, random }: Faults,
): InProcessEndpoint {
  const router = new Router(contracts);
  const arns = new Set(others.map(({ arn }) => arn));
  let before = 0;
  return async (request) => {
    const match = router.find(request.method, request.path);
    if (typeof match === 'string') return handle(request);
    const { operation } = match;
    const resources = scopes.get(operation.service)?.resources ?? [];
    const listed = resources.find((each) => each.list?.operation === operation.operation);
    if (listed !== undefined)
      return answeredList(await handle(request), listed.list?.output ?? '', (items) => list(items, arns));
    const made = resourceMadeBy(resources, operation.operation);
    if (made?.arnType === undefined) return handle(request);
    const existing = await existingOf(handle, others);
    const view = creation({ kind: made.name, input: inputOf(request), before, existing, random });
    before += 1;
    if (view === undefined) return handle(request);
    return answer(operation.http.status, { [made.create?.output ?? '']: view });
  };
}

function answeredList(
  response: WireResponse,
  output: string,
  list: (items: readonly JsonObject[]) => JsonObject[] | number,
): WireResponse {
  if (response.status !== 200) return response;
  const page: unknown = JSON.parse(response.body);
  if (!isObject(page)) return response;
  const items = Array.isArray(page[output]) ? page[output].filter(isObject) : [];
  const shown = list(items);
  if (typeof shown === 'number') return answer(shown, { message: 'no' });
  return answer(200, { ...page, [output]: shown });
}

async function existingOf(handle: InProcessEndpoint, others: readonly Other[]): Promise<Existing[]> {
  const all: Existing[] = [];
  for (const { scope, resource, arn } of others) {
    const { get } = resource;
    // What was removed is not there any more, and is told of by whoever compares.
    const output = await call(handle, operationOf(scope, get?.operation ?? ''), { arn }).catch(() => ({}));
    const view = objectAt(output, get?.output ?? '');
    if (view.arn !== undefined) all.push({ kind: resource.name, view });
  }
  return all;
}

function inputOf({ body }: InProcessRequest): JsonObject {
  try {
    const input: unknown = JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString());
    return isObject(input) ? input : {};
  } catch {
    return {};
  }
}

function answer(status: number, body: JsonObject): WireResponse {
  const type =
    status >= 400
      ? { 'x-amzn-errortype': status === 404 ? 'UnknownOperationException' : 'InternalServerException' }
      : {};
  return { status, headers: { 'content-type': 'application/json', ...type }, body: JSON.stringify(body) };
}
