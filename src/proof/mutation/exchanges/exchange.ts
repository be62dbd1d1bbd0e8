import type { Match, Router } from '../../../contract/route.js';
import { readQuery } from '../../../contract/schema/query.js';
import type { JsonObject, OperationContract, Service } from '../../../contract/types.js';
import { isObject } from '../../../reference/state/json.js';
import type { InProcessRequest } from '../../../transport/in-process.js';

/** A request as a fault sees it. */
export interface Asked {
  readonly operation: OperationContract;
  /** Members as the client sent them, wherever they travel. */
  readonly input: JsonObject;
}

/** A response as a fault sees it, and may change it. */
export interface Reply {
  status: number;
  headers: { [name: string]: string };
  /** Absent where there is none. */
  body?: JsonObject;
}

/**
 * Stands between a client and an endpoint.
 * @param forward passes the request on, or one with other body members; its reply is the caller's to change
 */
export type Fault = (asked: Asked, forward: (input?: JsonObject) => Reply) => Reply;

/** A fault in the exchanges between a client and any endpoint, for which nothing is known of what is inside of it. */
export interface ExchangeMutant {
  /** `<family>/<service>/<operation>/<what>`, as far as these apply. */
  readonly id: string;
  /** What is wrong, as a sentence. */
  readonly statement: string;
  readonly service: Service;
  /** The operation at fault. */
  readonly operation: string;
  /** Why no client can tell it from a conforming endpoint by what is documented; absent where one can. */
  readonly equivalent?: string;
  /** Operations of this service whose exchanges it has to see besides. */
  readonly sees?: readonly string[];
  /** A fault that remembers nothing yet. */
  begin(): Fault;
}

/** An endpoint of this process that answers at once. */
export type Answering = (request: InProcessRequest) => Answered;

interface Answered {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** Whether the endpoint did what it was asked for. */
export function isSuccess({ status }: Reply): boolean {
  return status < 300;
}

/**
 * The endpoint with a fault in front of it. What is no request of an operation that the fault sees passes as it is, and
 * so does one that is not JSON.
 * @param onEffect told whenever the client gets, or the endpoint is sent, something else than without the fault
 */
export function behind(
  fault: Fault,
  sees: (operation: OperationContract) => boolean,
  router: Router,
  endpoint: Answering,
  onEffect: () => void = () => {},
): Answering {
  return (request) => {
    const match = router.find(request.method, request.path);
    const input = typeof match === 'string' || !sees(match.operation) ? undefined : inputOf(match, request);
    if (typeof match === 'string' || input === undefined) return endpoint(request);
    let plain: string | undefined;
    const forward = (changed?: JsonObject): Reply => {
      const answered = endpoint(
        changed === undefined ? request : withInput(request, match.operation, changed),
      );
      if (changed === undefined) plain = textOf(answered);
      return replyOf(answered);
    };
    const reply = fault({ operation: match.operation, input }, forward);
    const answered = {
      status: reply.status,
      headers: reply.headers,
      body: reply.body === undefined ? '' : JSON.stringify(reply.body),
    };
    if (plain !== textOf(answered)) onEffect();
    return answered;
  };
}

/** Undefined where it cannot be read. */
function inputOf(
  { contract, operation, uri, query }: Match,
  { body }: InProcessRequest,
): JsonObject | undefined {
  try {
    const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
    const members: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof members !== 'object' || members === null || Array.isArray(members)) return undefined;
    return { ...members, ...uri, ...readQuery(contract, operation, query) };
  } catch {
    return undefined;
  }
}

/** The request with other members in its body; those that travel elsewhere stay as they are. */
function withInput(
  request: InProcessRequest,
  { http }: OperationContract,
  input: JsonObject,
): InProcessRequest {
  const inBody = Object.entries(input).filter(([member]) => http.input[member] === undefined);
  return { ...request, body: JSON.stringify(Object.fromEntries(inBody)) };
}

function replyOf({ status, headers, body }: Answered): Reply {
  const members = body === '' ? undefined : JSON.parse(body);
  return { status, headers: { ...headers }, ...(isObject(members) && { body: members }) };
}

/** What tells a response from another one. */
function textOf({ status, headers, body }: Answered): string {
  return `${status} ${headers['x-amzn-errortype'] ?? ''} ${body}`;
}
