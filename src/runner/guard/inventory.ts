import type { Scope } from '../../checks/types.js';
import type { Resource } from '../../contract/resources.js';
import { isObject } from '../../contract/schema/values.js';
import type { JsonObject, OperationContract } from '../../contract/types.js';
import { readAnswer } from '../../transport/http/answer.js';
import { bindRequest } from '../../transport/http/request.js';
import { sendWithRetry } from '../../transport/http/retry.js';
import { type Exchange, type Transport, TransportError } from '../../transport/types.js';

/** Pages that are read of one list at most. */
export const MOST_PAGES = 20;

/** Entries asked for in a page: no list of the services takes a smaller number for its largest. */
const PAGE_SIZE = 50;

/** Parents whose children are listed at most. */
const MOST_PARENTS = 5;

/** What a list showed. */
export interface Listed {
  readonly arns: ReadonlySet<string>;
  /** Why there may be more; undefined where it was read to its end. */
  readonly incomplete?: string;
}

/** Asks an endpoint questions that are no part of any check. */
export class Inquiry {
  /** Answers that only asked to slow down. */
  throttled = 0;
  readonly #transport: Transport;
  readonly #isLoopback: boolean;

  constructor(transport: Transport, isLoopback: boolean) {
    this.#transport = transport;
    this.#isLoopback = isLoopback;
  }

  /**
   * What the answer to a read carries; in words why there is none.
   * @throws TransportError when the endpoint takes no connections: nothing else can be asked either
   */
  async read(scope: Scope, operation: OperationContract, input: JsonObject): Promise<JsonObject | string> {
    const { operation: name } = operation;
    const policy = { isLoopback: this.#isLoopback, readonly: true, attemptsWhenFailing: 2 };
    let exchange: Exchange;
    try {
      const sent = await sendWithRetry(this.#transport, bindRequest(operation, input), policy);
      this.throttled += sent.throttledAnswers;
      exchange = sent.exchange;
    } catch (error) {
      if (error instanceof TransportError && error.failure !== 'refused') return error.message;
      throw error;
    }
    const { succeeded, status, output } = readAnswer(operation, exchange, scope.contract);
    return succeeded ? output : `${name} answered ${status}`;
  }

  /**
   * The ARNs that there are of a resource.
   * @param parents ARNs of the resources that it may belong to, where it belongs to one
   * @param until stops once this one was seen
   */
  async list(scope: Scope, resource: Resource, parents: Listed = NOTHING, until?: string): Promise<Listed> {
    const { list, parent } = resource;
    const operation = scope.contract.operations.get(list?.operation ?? '');
    if (operation === undefined) return { arns: new Set(), incomplete: 'no operation lists it' };
    if (parent === undefined) return this.#walk(scope, operation, list?.output ?? '', {}, until);
    const arns = new Set<string>();
    const of = [...parents.arns].slice(0, MOST_PARENTS);
    let incomplete =
      of.length < parents.arns.size ? `there are more than ${MOST_PARENTS}` : parents.incomplete;
    for (const arn of of) {
      const walked = await this.#walk(scope, operation, list?.output ?? '', { [parent.member]: arn }, until);
      for (const each of walked.arns) arns.add(each);
      incomplete ??= walked.incomplete;
    }
    return incomplete === undefined ? { arns } : { arns, incomplete };
  }

  /** What a list shows of a resource that belongs to no other one, as far as it can be read. */
  async items(scope: Scope, { list }: Resource): Promise<readonly JsonObject[]> {
    const operation = scope.contract.operations.get(list?.operation ?? '');
    if (operation === undefined) return [];
    const items: JsonObject[] = [];
    await this.#walk(scope, operation, list?.output ?? '', {}, undefined, (item) => items.push(item));
    return items;
  }

  async #walk(
    scope: Scope,
    operation: OperationContract,
    output: string,
    input: JsonObject,
    until: string | undefined,
    onItem: (item: JsonObject) => void = () => {},
  ): Promise<Listed> {
    const arns = new Set<string>();
    const { limit = '', inputToken = '', outputToken = '' } = operation.pagination ?? {};
    const first = limit === '' ? input : { ...input, [limit]: PAGE_SIZE };
    let token: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const whole = token === undefined ? first : { ...first, [inputToken]: token };
      const seen = await this.read(scope, operation, whole);
      if (typeof seen === 'string') return { arns, incomplete: seen };
      const items = seen[output];
      if (!Array.isArray(items)) return { arns, incomplete: `${operation.operation} shows no ${output}` };
      for (const item of items) {
        if (!isObject(item) || typeof item.arn !== 'string') continue;
        arns.add(item.arn);
        onItem(item);
      }
      if (until !== undefined && arns.has(until)) return { arns };
      const next = seen[outputToken];
      if (typeof next !== 'string' || next === '' || next === token) return { arns };
      token = next;
    }
    return { arns, incomplete: `it has more than ${MOST_PAGES} pages of ${PAGE_SIZE}` };
  }
}

const NOTHING: Listed = { arns: new Set() };
