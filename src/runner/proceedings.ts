import { operationOf } from '../checks/scope.js';
import type { Check, Owned } from '../checks/types.js';
import type { Resource } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import type { Exchange } from '../transport/types.js';
import { Cases } from './cases.js';
import { Conversation, type Told } from './conversation.js';
import { Driving } from './driving.js';
import { type Environment, scopeOf, scopeWith } from './environment.js';
import { identify, ownedFrom } from './making.js';
import { OwnSeeds } from './own-seeds.js';
import { Ownership } from './ownership.js';
import { deriveSeed } from './seed.js';

/** What of a check has to be known to ask it. */
export type Asker = Pick<Check, 'id' | 'provokes'>;

/** What belongs to one check, whichever service it asks: its exchanges, its cases, and what it made and has to remove. */
export class Proceedings {
  readonly driver: Driving;
  readonly conversation: Conversation;
  readonly owned: Ownership;
  readonly cases: Cases;
  /** Seeds of what the check draws beside its generated values. */
  readonly seeds: OwnSeeds;
  /** Requests that are no part of what the check is about. */
  requestsApart = 0;
  /** What each exchange was asked with. */
  readonly inputs = new WeakMap<Exchange, JsonObject>();
  /** Set once the check has used what it shares with others. */
  hasBorrowed = false;
  /** What the check was answered: the exchanges of the deviating case, or all; and with those that led to it. */
  told: Told = { trail: [], exchanges: [] };
  readonly #environment: Environment;

  constructor(environment: Environment, check: Asker) {
    this.#environment = environment;
    this.driver = new Driving(environment.driver, environment.settleMs);
    this.conversation = new Conversation(environment, (answer, input) => this.#note(answer, input));
    const seed = deriveSeed(environment.seed, check.id);
    this.seeds = new OwnSeeds(seed);
    this.owned = new Ownership(
      ({ resource, arn }, name, input) =>
        this.driver.beforeRemoval(arn, () =>
          this.conversation.remove(operationOf(scopeWith(environment, resource), name), input),
        ),
      environment.shared.leftovers,
    );
    this.cases = new Cases(environment, seed, this.conversation, this.owned, this.seeds);
  }

  /** Exchanges that led to a deviation, from the check's first one on: other cases than the deviating one left out. */
  get trail(): readonly Exchange[] {
    return [...this.conversation.common, ...(this.cases.counterexample?.exchanges ?? [])];
  }

  /** Takes what a creation made, if it made something, for the check's own. */
  adopt(resource: Resource, answer: Answer, input: JsonObject): Owned | undefined {
    const owned = ownedFrom(resource, answer, input);
    if (owned === undefined || owned.arn === '') return owned;
    this.owned.add(owned);
    identify(this.#environment, answer.operation.service, owned.arn);
    return owned;
  }

  get requests(): number {
    return this.conversation.requests + this.requestsApart;
  }

  #note(answer: Answer, input: JsonObject | undefined): void {
    const { service, operation } = answer.operation;
    const { resources } = scopeOf(this.#environment, service);
    if (input !== undefined) this.inputs.set(answer.exchange, input);
    if (answer.succeeded) this.owned.noteRemoval(resources, operation, input ?? {});
    const made = resources.find(({ create }) => create?.operation === operation);
    if (made !== undefined) this.adopt(made, answer, input ?? {});
  }

  /** Removes everything that the check made; what it was told so far stays in {@link told}. */
  async cleanUp(): Promise<void> {
    const exchanges = this.cases.counterexample?.exchanges ?? [...this.conversation.log];
    this.told = { trail: this.trail, exchanges };
    await this.conversation.end();
    await this.driver.endAll();
    await this.owned.release(0);
  }
}
