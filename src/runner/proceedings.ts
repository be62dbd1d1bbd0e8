import { objectAt, stringAt } from '../checks/expect.js';
import { operationOf } from '../checks/scope.js';
import type { Check, Owned } from '../checks/types.js';
import type { Resource } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import type { Exchange } from '../transport/types.js';
import { Cases } from './cases.js';
import { Conversation } from './conversation.js';
import { Driving } from './driving.js';
import { type Environment, scopeOf, scopeWith } from './environment.js';
import { identify } from './making.js';
import { Ownership } from './ownership.js';
import { deriveSeed } from './seed.js';

/** Exchanges that tell of a verdict. */
interface Told {
  readonly trail: readonly Exchange[];
  readonly exchanges: readonly Exchange[];
}

/** What of a check has to be known to ask it. */
export type Asker = Pick<Check, 'id' | 'provokes'>;

/** What belongs to one check, whichever service it asks: its exchanges, its cases, and what it made and has to remove. */
export class Proceedings {
  readonly driver: Driving;
  readonly conversation: Conversation;
  readonly owned: Ownership;
  readonly cases: Cases;
  /** What each exchange was asked with. */
  readonly inputs = new WeakMap<Exchange, JsonObject>();
  /** Set once the check has used what it shares with others. */
  hasBorrowed = false;
  /** What the check was answered: the exchanges of the deviating case, or all; and with those that led to it. */
  told: Told = { trail: [], exchanges: [] };
  readonly #environment: Environment;

  constructor(environment: Environment, check: Asker) {
    this.#environment = environment;
    this.driver = new Driving(environment.driver);
    this.conversation = new Conversation(environment, (answer, input) => this.#note(answer, input));
    this.owned = new Ownership(
      ({ resource, arn }, name, input) =>
        this.driver.beforeRemoval(arn, () =>
          this.conversation.remove(operationOf(scopeWith(environment, resource), name), input),
        ),
      environment.shared.leftovers,
    );
    this.cases = new Cases(
      environment,
      deriveSeed(environment.seed, check.id),
      this.conversation,
      this.owned,
    );
  }

  /** Exchanges that led to a deviation, from the check's first one on: other cases than the deviating one left out. */
  get trail(): readonly Exchange[] {
    return [...this.conversation.common, ...(this.cases.counterexample?.exchanges ?? [])];
  }

  /** Takes what a creation made, if it made something, for the check's own. */
  adopt(resource: Resource, answer: Answer, input: JsonObject): Owned | undefined {
    if (!answer.succeeded) return undefined;
    const output = objectAt(answer.output, resource.create?.output ?? '');
    const arn = stringAt(output, 'arn');
    if (arn === undefined && resource.arnType !== undefined) return undefined;
    const owned = { resource, arn: arn ?? '', output, answer, input };
    if (arn !== undefined) {
      this.owned.add(owned);
      identify(this.#environment.shared, answer.operation.service, arn);
    }
    return owned;
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
