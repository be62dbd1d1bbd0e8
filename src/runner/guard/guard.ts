import { Inconclusive } from '../../checks/expect/verdicts.js';
import type { Scope } from '../../checks/types.js';
import { type Resource, resourceMadeBy } from '../../contract/resources.js';
import { isObject, objectAt, stringAt } from '../../contract/schema/values.js';
import type { JsonObject, OperationContract, Service } from '../../contract/types.js';
import { readAnswer } from '../../transport/http/answer.js';
import { through } from '../../transport/through.js';
import type { Exchange, Transport, WireRequest } from '../../transport/types.js';
import { arnsOfRequest, arnsOfResponse, partsOfArn } from './arns.js';
import { Gifts } from './gifts.js';
import { Inquiry } from './inventory.js';
import { Kinds } from './kinds.js';
import { type Ledger, tellingMembers } from './ledger.js';
import { Proof } from './proof.js';

/** How a guard asks. */
export interface GuardOptions {
  /** Kept where it outlives the run. */
  readonly ledger?: Ledger;
  /** Account and region of the run, where they are known before it makes anything. */
  readonly account?: { readonly account: string; readonly region: string };
  readonly isLoopback: boolean;
  /** How long a read may lag behind a write, in milliseconds. */
  readonly settleMs: number;
}

/**
 * Stands between a run and the endpoint, so that nothing is changed or removed that the run did not make. Each request
 * that may change something passes here: one that names an ARN which the endpoint has shown, and which is not the run's
 * own, is not sent. What the run invents names nothing, and is sent.
 */
export class Guard {
  readonly transport: Transport;
  readonly #inner: Transport;
  readonly #scopes: ReadonlyMap<Service, Scope>;
  readonly #inquiry: Inquiry;
  readonly #ledger: Ledger | undefined;
  readonly #looked = new Set<Resource>();
  readonly #kinds: Kinds;
  readonly #gifts: Gifts;
  /** ARNs that requests of the run named before any answer did. */
  readonly #invented = new Set<string>();
  /** ARNs that answers have shown, other than those. */
  readonly #shown = new Set<string>();

  constructor(inner: Transport, scopes: ReadonlyMap<Service, Scope>, options: GuardOptions) {
    const inquiry = new Inquiry(inner, options.isLoopback);
    this.#inner = inner;
    this.#inquiry = inquiry;
    this.#ledger = options.ledger;
    this.#scopes = scopes;
    this.#kinds = new Kinds(inquiry, scopes);
    this.#gifts = new Gifts(this.#kinds, new Proof(inquiry, this.#kinds, options.settleMs), options.account);
    this.transport = through(inner, (request, signal) => this.#send(request, signal));
  }

  /** Answers to its own questions that only asked to slow down. */
  get throttled(): number {
    return this.#inquiry.throttled;
  }

  /** Kinds of resources that were made, and of which lists do not tell what was there before, each with the reason. */
  get unlisted(): ReadonlyMap<string, string> {
    return new Map([...this.#kinds.unlisted].filter(([name]) => this.#gifts.kinds.has(name)));
  }

  /** Why an ARN that a creation gave is not that of what it made; undefined where it may be. */
  whyDisowned(arn: string): string | undefined {
    return this.#gifts.whyDisowned(arn);
  }

  /** @throws Inconclusive when something is not to be changed */
  async require(arn: string, what: string): Promise<void> {
    const why = await this.#whyNot(arn);
    if (why !== undefined) throw new Inconclusive(`${what} was not sent: it names ${arn}, ${why}`);
  }

  async #send(request: WireRequest, signal: AbortSignal | undefined): Promise<Exchange> {
    const scope = this.#scopes.get(request.service);
    const operation = scope?.contract.operations.get(request.operation);
    const named = arnsOfRequest(request);
    for (const arn of named) {
      if (operation?.readonly !== true) await this.require(arn, request.operation);
      if (!this.#shown.has(arn)) this.#invented.add(arn);
    }
    const made = resourceMadeBy(scope?.resources ?? [], request.operation);
    if (scope === undefined || operation === undefined || made === undefined) {
      const exchange = await this.#inner.send(request, signal);
      const isRemoval = scope?.resources.some((each) => each.delete?.operation === request.operation);
      if (isRemoval && isRemoved(exchange)) for (const arn of named) this.#forget(arn);
      return this.#noted(exchange);
    }
    const brought = scope.resources.filter(({ implicit }) => implicit?.operation === request.operation);
    for (const each of [made, ...brought]) await this.#lookBefore(scope, each);
    const intent = await this.#ledger?.intend({
      service: request.service,
      resource: made.name,
      input: tellingMembers(inputOf(request)),
    });
    const exchange = await this.#inner.send(request, signal);
    await this.#take({ scope, operation, made, brought }, exchange, intent);
    return this.#noted(exchange);
  }

  async #lookBefore(scope: Scope, resource: Resource): Promise<void> {
    const { arns, incomplete } = await this.#kinds.inventory(scope, resource);
    if (this.#looked.has(resource)) return;
    this.#looked.add(resource);
    if (incomplete === undefined) this.#ledger?.before(scope.contract.service, resource.name, [...arns]);
  }

  /** Notes what an answer to a creation gives. */
  async #take({ scope, operation, made, brought }: Creating, exchange: Exchange, intent = 0): Promise<void> {
    const { succeeded, status, output } = readAnswer(operation, exchange, scope.contract);
    // A gateway may answer for an endpoint that has carried it out.
    if (!succeeded && status < 500) this.#ledger?.madeNothing(intent);
    if (!succeeded) return;
    const input = inputOf(exchange.request);
    const token = stringAt(input, operation.idempotencyToken ?? '');
    const shown = objectAt(output, made.create?.output ?? '');
    const arn = stringAt(shown, 'arn');
    if (arn === undefined || partsOfArn(arn) === undefined) return;
    for (const each of brought) {
      const child = objectAt(output, each.implicit?.output ?? '');
      const its = stringAt(child, 'arn');
      if (its === undefined) continue;
      const names = { [each.parent?.member ?? '']: arn };
      this.#gifts.take({ scope, resource: each, arn: its, shown: child, input: names, token });
    }
    this.#gifts.take({ scope, resource: made, arn, shown, input, token });
    if ((await this.#gifts.whyNot(arn)) === undefined) this.#ledger?.made(intent, arn);
  }

  /** From here on it names nothing, until it is given again. */
  #forget(arn: string): void {
    this.#ledger?.gone(arn);
    this.#gifts.forget(arn);
    this.#shown.delete(arn);
    this.#invented.add(arn);
  }

  #noted(exchange: Exchange): Exchange {
    for (const arn of arnsOfResponse(exchange)) if (!this.#invented.has(arn)) this.#shown.add(arn);
    return exchange;
  }

  async #whyNot(arn: string): Promise<string | undefined> {
    if (this.#gifts.has(arn)) return this.#gifts.whyNot(arn);
    if (this.#kinds.wasThere(arn)) return WAS_THERE;
    // ARNs of other services are settings: nothing is done with what they name.
    const isKnownKind = this.#kinds.nameOf(partsOfArn(arn)?.type ?? '') !== undefined;
    return isKnownKind && this.#shown.has(arn) ? 'which no creation of this run has given' : undefined;
  }
}

/** Whether something is not there, after or before its removal. */
function isRemoved({ response: { status } }: Exchange): boolean {
  return (status >= 200 && status < 300) || status === 404;
}

const WAS_THERE = 'which was there before this run made anything of its kind';

/** A creation, and what it makes. */
interface Creating {
  readonly scope: Scope;
  readonly operation: OperationContract;
  readonly made: Resource;
  /** What else comes with it. */
  readonly brought: readonly Resource[];
}

/** What a request carries; nothing where that is no JSON object. */
function inputOf({ body }: WireRequest): JsonObject {
  try {
    const input: unknown = JSON.parse(typeof body === 'string' ? body : '');
    return isObject(input) ? input : {};
  } catch {
    return {};
  }
}
