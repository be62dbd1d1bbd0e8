import type { Json, JsonObject, OperationContract } from '../../../contract/types.js';
import { replaceAt } from '../../../reference/mutants/build/replace-at.js';
import { type Asked, type ExchangeMutant, type Fault, isSuccess, type Reply } from './exchange.js';
import type { OperationSite } from './sites.js';

/** Makes the mutant of one operation. */
export function exchangeMutant(
  family: string,
  { service, operation }: OperationContract,
  what: readonly string[],
  statement: string,
  begin: () => Fault,
  sees: readonly string[] = [],
): ExchangeMutant {
  return { id: [family, service, operation, ...what].join('/'), statement, service, operation, sees, begin };
}

/** A fault that changes the body of each success of one operation, in place. */
export function onSuccess(
  { operation: name }: OperationContract,
  change: (body: JsonObject, asked: Asked) => void,
): Fault {
  return (asked, forward) => {
    const reply = forward();
    const { body } = reply;
    if (asked.operation.operation === name && isSuccess(reply) && body !== undefined) change(body, asked);
    return reply;
  };
}

/** A fault that changes the input of each request of one operation; undefined passes it on as it is. */
export function onRequest(
  { operation: name }: OperationContract,
  change: (input: JsonObject) => JsonObject | undefined,
): Fault {
  return ({ operation, input }, forward) =>
    forward(operation.operation === name ? change(structuredClone(input)) : undefined);
}

/** The mutant that changes the values of one member on the way, in answers or in requests. */
export function changedMember(
  of: 'answer' | 'request',
  family: string,
  { operation, site }: OperationSite,
  how: string,
  begin: () => (value: Json) => Json | undefined,
): ExchangeMutant {
  return exchangeMutant(family, operation, [site.path], `The ${of}'s ${site.path} ${how}.`, () => {
    const change = begin();
    if (of === 'answer') return onSuccess(operation, (body) => replaceAt(body, site.steps, change));
    return onRequest(operation, (input) => {
      replaceAt(input, site.steps, change);
      return input;
    });
  });
}

/** Begins a change of each value into the latest one before it that is another one. */
export function ofAnother(): (value: Json) => Json {
  const seen = new Seen();
  return (value) => seen.before(value) ?? value;
}

/** A success of an operation with this body. */
export function success({ http }: OperationContract, body: JsonObject | undefined): Reply {
  const headers = {
    'content-type': 'application/json',
    'x-amzn-requestid': '00000000-0000-4000-8000-000000000000',
  };
  return { status: http.status, headers, ...(body !== undefined && { body: structuredClone(body) }) };
}

/** Whether two values are the same, members in the same order. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Values that were seen, the latest last. */
export class Seen {
  readonly #values: Json[] = [];

  /** Notes a value, and tells the latest one before it that is another one. */
  before(value: Json): Json | undefined {
    const other = this.#values.findLast((known) => !same(known, value));
    this.#values.push(value);
    // No more than a page of them is of any use.
    if (this.#values.length > LONGEST) this.#values.shift();
    return other;
  }
}

const LONGEST = 100;
