import { loadContracts } from '../../contract/load.js';
import type { Json, JsonObject, Service } from '../../contract/types.js';
import { createReference, type Reference, type ReferenceOptions } from '../../reference/reference.js';
import { bindRequest } from '../../transport/http/request.js';
import { createJudge, type Finding, type JudgedExchange } from '../judge.js';

/** An exchange that tests change before it is judged. */
export interface Recorded {
  readonly service: Service;
  readonly operation: string;
  input: JsonObject;
  status: number;
  headers: { [name: string]: string };
  /** The body of the response. */
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every operation.
  output: any;
  began: number;
  ended: number;
}

const contracts = loadContracts();
const HOST = 'http://127.0.0.1:5000';

/** A conversation with the reference endpoint, one call after the other. */
export class Conversation {
  readonly recorded: Recorded[] = [];
  readonly reference: Reference;
  #now = 0;

  constructor(options: ReferenceOptions = {}) {
    this.reference = createReference({ contracts, ...options });
  }

  /** Calls an operation. @returns its output */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  call(service: Service, operation: string, input: JsonObject = {}, tries = 5): any {
    const contract = contracts.get(service)?.operations.get(operation);
    if (contract === undefined) throw new Error(`${service} has no ${operation}`);
    const { method, path, headers, body = '' } = bindRequest(contract, input);
    const answer = this.reference.handle({ method, path, headers, body });
    const output: unknown =
      /json/i.test(answer.headers['content-type'] ?? '') && answer.body !== ''
        ? JSON.parse(answer.body)
        : undefined;
    this.recorded.push({
      ...{ service, operation, input, status: answer.status, headers: { ...answer.headers }, output },
      ...{ began: this.#now, ended: this.#now + 10 },
    });
    this.#now += 20;
    // What is transient is tried again, as clients do.
    const isTransient = answer.status === 429 || answer.status >= 500;
    return isTransient && tries > 1 ? this.call(service, operation, input, tries - 1) : output;
  }
}

/** What a judge tells of a conversation. */
export function findingsOf(
  recorded: readonly Recorded[],
  settle = 0,
): Finding<JudgedExchange & { readonly index: number }>[] {
  const judge = createJudge<JudgedExchange & { readonly index: number }>({ settle });
  const events = recorded
    .flatMap((each, index) => [
      { at: each.began, order: 1, index },
      { at: each.ended, order: 0, index },
    ])
    .sort((one, other) => one.at - other.at || one.order - other.order);
  const open = new Map<number, ReturnType<typeof judge.begin>>();
  return events.flatMap(({ index, order, at }) => {
    const each = recorded[index];
    if (each === undefined) return [];
    const exchange = exchangeOf(each, index);
    if (order === 1) {
      open.set(index, judge.begin(exchange.request, at));
      return [];
    }
    return open.get(index)?.end(exchange) ?? [];
  });
}

function exchangeOf(
  { service, operation, input, status, headers, output, began, ended }: Recorded,
  index: number,
): JudgedExchange & { readonly index: number } {
  const contract = contracts.get(service)?.operations.get(operation);
  if (contract === undefined) throw new Error(`${service} has no ${operation}`);
  const { method, path, headers: sent, body = '' } = bindRequest(contract, input);
  const value: Json | undefined = output;
  return {
    index,
    request: { method, url: HOST + path, headers: { ...sent, authorization: SIGNED }, body },
    response: { status, headers, body: value === undefined ? '' : JSON.stringify(value) },
    ...{ began, ended },
  };
}

const SIGNED =
  'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/ivs/aws4_request, SignedHeaders=host, Signature=0';
